import { renameSync } from 'node:fs';

/** What Windows answers while Excel, an indexer or a virus scanner has the file open: mostly for a moment. */
const IN_USE = ['EPERM', 'EBUSY', 'EACCES'];

/**
 * Whether an error says that a file or folder is in use.
 *
 * @param {unknown} error
 */
export const isInUse = (error) => IN_USE.includes(/** @type {NodeJS.ErrnoException} */ (error).code ?? '');

/**
 * Renames a file over another, tried again for a second where that one is in use.
 *
 * @param {string} from
 * @param {string} to
 * @param {(from: string, to: string) => void} [rename]
 * @throws what the last try threw
 */
export function renameOver(from, to, rename = renameSync) {
  for (let tries = 1; ; tries++) {
    try {
      return rename(from, to);
    } catch (error) {
      if (!isInUse(error) || tries === 11) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
  }
}
