import { renameSync } from 'node:fs';

/** What Windows answers while Excel, an indexer or a virus scanner has the file open: mostly for a moment. */
const IN_USE = ['EPERM', 'EBUSY', 'EACCES'];

/** Tries, and milliseconds between two: a second in all. */
const TRIES = 11;
const PAUSE = 100;

/**
 * Renames a file over another, tried again for a second where that one is in use.
 * @param rename how: for tests
 * @throws what the last try threw
 */
export function renameOver(from: string, to: string, rename = renameSync): void {
  for (let tries = 1; ; tries++) {
    try {
      rename(from, to);
      return;
    } catch (error) {
      if (!IN_USE.includes((error as NodeJS.ErrnoException).code ?? '') || tries === TRIES) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
    }
  }
}
