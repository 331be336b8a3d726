import { copyFile, mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { renameOver } from '../files/rename-over';
import { httpGet } from './http-get';
import { downloadPath, mirrorPath, type Places } from './locate';
import { addressOf, UPSTREAM, type Source } from './sources';
import { identityText, sizeOf, verify } from './verify';

export interface FetchOptions extends Places {
  /** The host to fetch from; by default GitHub's raw files. */
  readonly upstream?: string;
  /** Milliseconds without a byte after which the host counts as not reached; default 15 000. */
  readonly timeout?: number;
  /** Called as bytes are stored, with their number so far and of the whole file; null where the host does not say it. */
  readonly onProgress?: (bytes: number, total: number | null) => void;
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
 * its size and checksum. The bytes go to NAME.partial first and get their name when they are verified; an interrupted download
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
      `${source.name}: what came from ${origin} is not the registered file (${verdict}, expected ` +
        `${identityText(source)}). It was thrown away. ` +
        (from === 'mirror'
          ? 'Repair the mirror, or unset DASH_DATA_MIRROR.'
          : 'Fetch again, or use a mirror (DASH_DATA_MIRROR).'),
    );
  }
  renameOver(partial, path);
  return { path, from };
}

async function download(source: Source, partial: string, options: FetchOptions): Promise<void> {
  const { upstream = UPSTREAM, timeout = 15000 } = options;
  const address = addressOf(source, upstream);
  let have = (await sizeOf(partial)) ?? 0;
  // A file of unknown size may be whole already: asked for what comes after its end a host answers with an error.
  if (have > 0 && (source.bytes === null || have >= source.bytes)) {
    if ((await verify(partial, source)) === 'verified') return;
    if (source.bytes !== null) {
      await rm(partial);
      have = 0;
    }
  }
  const answer = await httpGet(address, have, timeout).catch((error: unknown) => {
    throw notReached(source, address, error);
  });
  if (have > 0 && answer.statusCode === 200)
    have = 0; // this host does not resume: it sends the whole file again
  else if (answer.statusCode !== (have > 0 ? 206 : 200)) {
    answer.body.destroy();
    if (answer.statusCode === 416) {
      // As long as the file or longer, and not the file: what was kept is of no use.
      await rm(partial);
      return download(source, partial, options);
    }
    throw new FetchError(
      `${source.name}: ${address} answered ${answer.statusCode}. ${adviceOn(answer.statusCode)}, use a mirror (DASH_DATA_MIRROR), or go on with generated data.`,
    );
  }
  const total = source.bytes ?? announced(answer.headers['content-length'], have);
  await store(source, answer.body, { address, partial, have, total, onProgress: options.onProgress });
}

const adviceOn = (status: number): string =>
  status === 404 ? 'The file has gone from there' : 'Try again later';

/** Bytes of the whole file by what the host says of its answer, or null. */
function announced(length: string | string[] | undefined, have: number): number | null {
  return typeof length === 'string' && /^\d+$/.test(length) ? have + Number(length) : null;
}

/** A download under way. */
interface Transfer {
  readonly address: string;
  readonly partial: string;
  /** Bytes that were there before. */
  readonly have: number;
  readonly total: number | null;
  readonly onProgress: FetchOptions['onProgress'];
}

async function store(
  source: Source,
  body: AsyncIterable<Buffer> & { destroy(): void },
  { address, partial, have, total, onProgress }: Transfer,
): Promise<void> {
  let bytes = have;
  const most = total ?? Infinity;
  const file = await open(partial, have > 0 ? 'a' : 'w').catch((error: unknown) => {
    body.destroy();
    throw error;
  });
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > most) break;
      await file.appendFile(chunk);
      onProgress?.(bytes, total);
    }
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOSPC' ? 'the disk is full: make room' : message;
    throw stopped(source, address, (await file.stat()).size, total, reason);
  } finally {
    await file.close();
  }
  if (bytes > most) {
    await rm(partial);
    throw new FetchError(
      `${source.name}: ${address} sends more than the ${most} registered bytes. They were thrown away. ` +
        'Fetch again, or use a mirror (DASH_DATA_MIRROR).',
    );
  }
  if (total !== null && bytes < total) throw stopped(source, address, bytes, total, 'the connection closed');
}

function stopped(
  source: Source,
  address: string,
  bytes: number,
  total: number | null,
  reason: string,
): FetchError {
  return new FetchError(
    `${source.name}: the download of ${address} stopped at ${bytes}${total === null ? '' : ` of ${total}`} bytes (${reason}). ` +
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
