import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Source } from './sources';

/** What a file's bytes say about it. */
export type Verdict = 'verified' | 'missing' | 'wrong size' | 'wrong content';

/** Compares a file with its registered size and sha256. */
export async function verify(file: string, source: Pick<Source, 'bytes' | 'sha256'>): Promise<Verdict> {
  const size = await sizeOf(file);
  if (size === null) return 'missing';
  if (size !== source.bytes) return 'wrong size';
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex') === source.sha256 ? 'verified' : 'wrong content';
}

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
