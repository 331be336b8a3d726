import { copyFile, mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { renameOver } from '../files/rename-over';
import { httpGet } from './http-get';
import { downloadPath, mirrorPath, type Places } from './locate';
import { addressOf, UPSTREAM, type Source } from './sources';
import { sizeOf, verify } from './verify';

export interface FetchOptions extends Places {
  /** The host to fetch from; by default GitHub's raw files. */
  readonly upstream?: string;
  /** Milliseconds without a byte after which the host counts as not reached; default 15 000. */
  readonly timeout?: number;
  /** Called as bytes are stored, with their number so far. */
  readonly onProgress?: (bytes: number) => void;
}

/** How a file came to be at hand. */
export interface Fetched {
  readonly path: string;
  readonly from: 'already here' | 'mirror' | 'upstream';
}

/** A file could not be had; the message names it, its address and the ways out. */
export class FetchError extends Error {
  override readonly name = 'FetchError';
}

/**
 * Brings one registered file to the downloads folder, from the mirror if it is there, else from upstream, verified by
 * size and sha256. The bytes go to NAME.partial first and get their name when they are verified; an interrupted download
 * goes on where it stopped.
 * @throws FetchError when the host is not reached, answers with an error, stops early, or sends other bytes than
 *   registered.
 */
export async function fetchSource(source: Source, options: FetchOptions = {}): Promise<Fetched> {
  const path = downloadPath(source, options);
  if ((await verify(path, source)) === 'verified') return { path, from: 'already here' };
  await mkdir(dirname(path), { recursive: true });
  const partial = `${path}.partial`;
  const mirrored = mirrorPath(source, options);
  let from: Fetched['from'] = 'upstream';
  if (mirrored !== null && (await sizeOf(mirrored)) !== null) {
    await copyFile(mirrored, partial);
    from = 'mirror';
  } else {
    await download(source, partial, options);
  }
  const verdict = await verify(partial, source);
  if (verdict !== 'verified') {
    await rm(partial, { force: true });
    const origin = from === 'mirror' ? mirrored : addressOf(source, options.upstream);
    throw new FetchError(
      `${source.name}: what came from ${origin} is not the registered file (${verdict}, expected ${source.bytes} bytes ` +
        `with sha256 ${source.sha256.slice(0, 12)}...). It was thrown away. ` +
        (from === 'mirror'
          ? 'Repair the mirror, or unset DASH_DATA_MIRROR.'
          : 'Fetch again, or use a mirror (DASH_DATA_MIRROR).'),
    );
  }
  renameOver(partial, path);
  return { path, from };
}

async function download(source: Source, partial: string, options: FetchOptions): Promise<void> {
  const { upstream = UPSTREAM, timeout = 15000, onProgress } = options;
  const address = addressOf(source, upstream);
  let have = (await sizeOf(partial)) ?? 0;
  if (have >= source.bytes) {
    if ((await verify(partial, source)) === 'verified') return;
    await rm(partial);
    have = 0;
  }
  const answer = await httpGet(address, have, timeout).catch((error: unknown) => {
    throw notReached(source, address, error);
  });
  if (have > 0 && answer.statusCode === 200)
    have = 0; // this host does not resume: it sends the whole file again
  else if (answer.statusCode !== (have > 0 ? 206 : 200)) {
    answer.body.destroy();
    if (answer.statusCode === 416) await rm(partial);
    throw new FetchError(
      `${source.name}: ${address} answered ${answer.statusCode}. Try again later, use a mirror (DASH_DATA_MIRROR), or go on with generated data.`,
    );
  }
  await store(source, address, answer.body, partial, have, onProgress);
}

async function store(
  source: Source,
  address: string,
  body: AsyncIterable<Buffer> & { destroy(): void },
  partial: string,
  have: number,
  onProgress: FetchOptions['onProgress'],
): Promise<void> {
  let bytes = have;
  const file = await open(partial, have > 0 ? 'a' : 'w').catch((error: unknown) => {
    body.destroy();
    throw error;
  });
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > source.bytes) break;
      await file.appendFile(chunk);
      onProgress?.(bytes);
    }
  } catch (error) {
    throw stopped(source, address, (await file.stat()).size, (error as Error).message);
  } finally {
    await file.close();
  }
  if (bytes > source.bytes) {
    await rm(partial);
    throw new FetchError(
      `${source.name}: ${address} sends more than the ${source.bytes} registered bytes. They were thrown away. ` +
        'Fetch again, or use a mirror (DASH_DATA_MIRROR).',
    );
  }
  if (bytes < source.bytes) throw stopped(source, address, bytes, 'the connection closed');
}

function stopped(source: Source, address: string, bytes: number, reason: string): FetchError {
  return new FetchError(
    `${source.name}: the download of ${address} stopped at ${bytes} of ${source.bytes} bytes (${reason}). ` +
      'Run it again to go on from there.',
  );
}

function notReached(source: Source, address: string, error: unknown): FetchError {
  const { message, code } = error as NodeJS.ErrnoException;
  return new FetchError(
    `${source.name}: ${new URL(address).host} is not reached (${message || code || 'no reason given'}); the file is ${address}. ` +
      'Ways out: name your proxy in HTTPS_PROXY; or put the file under OWNER/REPO/PATH of a folder and name that folder in ' +
      'DASH_DATA_MIRROR; or go on without: the synthetic study then runs on a generated network.',
  );
}
