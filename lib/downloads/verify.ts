import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Source } from './sources';

/** What a file's bytes say about it. */
export type Verdict = 'verified' | 'missing' | 'wrong size' | 'wrong content';

/** What of a registered file tells it from any other. */
export type Identity = Pick<Source, 'bytes' | 'sha256' | 'gitBlob'>;

/**
 * Compares a file with its registered size, where that is known, and with its sha256 or its git blob id. It is read piece by
 * piece, so that it may be larger than memory.
 */
export async function verify(file: string, { bytes, sha256, gitBlob }: Identity): Promise<Verdict> {
  const size = await sizeOf(file);
  if (size === null) return 'missing';
  if (bytes !== null && size !== bytes) return 'wrong size';
  const hash = sha256 === undefined ? createHash('sha1').update(blobHeader(size)) : createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex') === (sha256 ?? gitBlob) ? 'verified' : 'wrong content';
}

/** "with sha256 0123456789ab..." or "with git blob id 0123456789ab...", and the size where it is known. */
export function identityText({ bytes, sha256, gitBlob }: Identity): string {
  const hash = sha256 === undefined ? `git blob id ${gitBlob}` : `sha256 ${sha256}`;
  return `${bytes === null ? 'one' : `${bytes} bytes`} with ${hash.slice(0, hash.lastIndexOf(' ') + 13)}...`;
}

/** What git puts before a file's bytes when it names them by their sha1. */
const blobHeader = (size: number): string => `blob ${size}\0`;

/** Bytes in a file, or null where there is none. */
export async function sizeOf(file: string): Promise<number | null> {
  try {
    const { size } = await stat(file);
    return size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
