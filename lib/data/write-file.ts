import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file whole or not at all: to a temporary name beside it, flushed to the disk, then renamed.
 * @param content all of it, or its parts one after another, made as they are written
 * @throws Error that names the file when the disk is full or the folder cannot be written
 */
export function writeWhole(file: string, content: string | Uint8Array | Iterable<Uint8Array>): void {
  const temporary = `${file}.${process.pid}.tmp`;
  const parts =
    typeof content === 'string'
      ? [Buffer.from(content)]
      : content instanceof Uint8Array
        ? [content]
        : content;
  try {
    mkdirSync(dirname(file), { recursive: true });
    const handle = openSync(temporary, 'w');
    try {
      for (const part of parts) {
        for (let written = 0; written < part.length;) written += writeSync(handle, part, written);
      }
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new Error(
      `${file} could not be written (${(error as Error).message}); what was there before is untouched`,
    );
  }
}
