import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs `work` while holding the folder's lock, so that two set-ups started at once do not install over each
 * other: the second waits, and then finds everything done. A lock whose holder is gone is taken over.
 *
 * @template T
 * @param {string} folder
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(folder, work) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'lock');
  for (let tries = 0; !take(path); tries++) {
    if (tries === 0) process.stderr.write('waiting for another set-up in this folder to end ...\n');
    await sleep(500);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(/** @type {string} */ path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    if (!isHeld(path)) rmSync(path, { force: true });
    return false;
  }
}

function isHeld(/** @type {string} */ path) {
  try {
    const holder = Number(readFileSync(path, 'utf8'));
    if (!(holder > 0)) return true; // just being written
    process.kill(holder, 0);
    return true;
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    return code === 'EPERM'; // runs, but as another user; ESRCH: gone, ENOENT: released meanwhile
  }
}
