import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { renameOver } from './rename.mjs';

/**
 * One hash for a step's inputs. Each part counts by its name and its value, and parts cannot run together.
 *
 * @param {Record<string, string>} parts
 * @returns {string} 64 hexadecimal digits
 */
export function hashOf(parts) {
  const hash = createHash('sha256');
  for (const name of Object.keys(parts).sort()) hash.update(JSON.stringify([name, parts[name]]));
  return hash.digest('hex');
}

/**
 * The text of every file in a folder and below it, by path relative to the folder: what `hashOf` takes.
 *
 * @param {string} folder
 * @param {{ skip?: readonly string[], ends?: readonly string[] }} [which] `skip`: names of files and folders
 *   to leave out; `ends`: endings of the file names that count (default: all)
 * @returns {Record<string, string>} empty where the folder does not exist
 */
export function textsIn(folder, { skip = [], ends = [''] } = {}) {
  /** @type {Record<string, string>} */
  const texts = {};
  const visit = (/** @type {string} */ inner) => {
    for (const entry of readdirSync(inner, { withFileTypes: true })) {
      const path = join(inner, entry.name);
      if (skip.includes(entry.name)) continue;
      if (entry.isDirectory()) visit(path);
      else if (ends.some((end) => entry.name.endsWith(end))) {
        texts[relative(folder, path)] = readFileSync(path, 'utf8');
      }
    }
  };
  if (existsSync(folder)) visit(folder);
  return texts;
}

/** What the steps were last done with: one small file a step, holding the hash of its inputs. */
export class Stamps {
  /** @param {string} folder */
  constructor(folder) {
    this.folder = folder;
  }

  /**
   * Whether the step was last done with these inputs.
   *
   * @param {string} step
   * @param {string} hash
   */
  matches(step, hash) {
    const path = this.#path(step);
    return existsSync(path) && readFileSync(path, 'utf8').trim() === hash;
  }

  /**
   * @param {string} step
   *
   * @param {string} hash
   */
  write(step, hash) {
    mkdirSync(this.folder, { recursive: true });
    const path = this.#path(step);
    writeFileSync(`${path}.tmp`, `${hash}\n`);
    renameOver(`${path}.tmp`, path);
  }

  /**
   * Forgets a step, so that one that is broken off is done again.
   *
   * @param {string} step
   */
  remove(step) {
    rmSync(this.#path(step), { force: true });
  }

  /** @param {string} step */
  #path(step) {
    return join(this.folder, `${step}.stamp`);
  }
}
