import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isRunning } from './lock';
import { renameOver } from './rename-over';

/**
 * Writes a file whole or not at all: to a temporary name beside it, flushed to the disk, then renamed. What a process that was
 * killed in the midst of the same left behind goes.
 * @param content all of it, or its parts one after another, made as they are written
 * @throws Error that names the file when the disk is full or the folder cannot be written
 */
export function writeWhole(file: string, content: string | Uint8Array | Iterable<Uint8Array>): void {
  const parts =
    typeof content === 'string'
      ? [Buffer.from(content)]
      : content instanceof Uint8Array
        ? [content]
        : content;
  try {
    mkdirSync(dirname(file), { recursive: true });
    const temporary = temporaryOf(file, process.pid);
    writeParts(temporary, parts, () => renameOver(temporary, file));
    removeLeftovers(file);
  } catch (error) {
    throw new Error(
      `${file} could not be written (${(error as Error).message}); what was there before is untouched`,
    );
  }
}

/** What `requireWritable` tries to write: more than any result takes. */
const PROBE = Buffer.alloc(65_536);

/**
 * Fails at once where `writeWhole` would fail in the end: there may be hours of training between.
 * @throws Error that names the file when it is no plain file, its folder cannot be written, or the disk is full already
 */
export function requireWritable(file: string): void {
  if (existsSync(file) && !statSync(file).isFile()) {
    throw new Error(`${file} is a folder or a device: name a file to be written`);
  }
  try {
    mkdirSync(dirname(file), { recursive: true });
    const temporary = temporaryOf(file, process.pid);
    writeParts(temporary, [PROBE], () => rmSync(temporary));
  } catch (error) {
    throw new Error(
      `${file} could not be written after the training (${(error as Error).message}): nothing is trained. ` +
        'Make room or name another place',
    );
  }
}

const temporaryOf = (file: string, process: number | string): string => `${file}.${process}.tmp`;

/** @param then what becomes of the file once it is whole; where this or the writing fails, no file is left */
function writeParts(file: string, parts: Iterable<Uint8Array>, then: () => void): void {
  const handle = openSync(file, 'w');
  try {
    try {
      for (const part of parts) {
        for (let written = 0; written < part.length;) written += writeSync(handle, part, written);
      }
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    then();
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
}

function removeLeftovers(file: string): void {
  for (const name of namesIn(dirname(file))) {
    const writer = /\.(\d+)\.tmp$/.exec(name)?.[1];
    if (writer === undefined || name !== basename(temporaryOf(file, writer))) continue;
    if (!isRunning(Number(writer))) rmSync(join(dirname(file), name), { force: true });
  }
}

/** A folder may be there to be written to and not to be read. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
