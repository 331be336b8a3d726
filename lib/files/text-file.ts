import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** What the bytes of a text stand for. Windows-1252 is what Latin-1 files hold in practice, and what browsers take for it. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** How much of a file is looked at to tell what it is. */
const HEAD_BYTES = 2 ** 20;
/** So much of it tells UTF-16 without a byte order mark. */
const ZERO_BYTES = 4096;

/** How many bytes of a file have been read, packed as they may be, and how many it has. */
export type OnRead = (read: number, of: number) => void;

/** The bytes of a file piece by piece; unpacked where it is gzip, by its first bytes or its name. */
async function* bytesOf(path: string, onRead?: OnRead): AsyncGenerator<Buffer> {
  const packed = await isGzip(path);
  const { size } = await stat(path);
  const file = createReadStream(path);
  // A failure reaches the reader through the stream that it destroys.
  const bytes = packed ? pipeline(file, createGunzip(), () => undefined) : file;
  try {
    for await (const chunk of bytes as Readable) {
      yield chunk as Buffer;
      onRead?.(file.bytesRead, size);
    }
  } finally {
    bytes.destroy();
    file.destroy();
  }
}

async function isGzip(path: string): Promise<boolean> {
  if (path.endsWith('.gz')) return true;
  const handle = await open(path);
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}

/** The first bytes of a file (2^20), unpacked. @throws Error of the system, or of the unpacking */
export async function headOf(path: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of bytesOf(path)) {
    pieces.push(piece);
    size += piece.length;
    if (size >= HEAD_BYTES) break;
  }
  return Buffer.concat(pieces).subarray(0, HEAD_BYTES);
}

/**
 * The encoding that the first bytes of a text show: UTF-16 by its byte order mark or, without one, by the zero bytes that every
 * letter of a Latin alphabet has there; else UTF-8, which only the whole text can refute.
 */
export function encodingOf(head: Uint8Array): Exclude<Encoding, 'windows-1252'> {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  const length = Math.min(head.length, ZERO_BYTES);
  for (let k = 0; k < length; k++) if (head[k] === 0) zeros[k % 2]++;
  if (zeros[1] > length / 5 && zeros[0] < zeros[1] / 10) return 'utf-16le';
  if (zeros[0] > length / 5 && zeros[1] < zeros[0] / 10) return 'utf-16be';
  return 'utf-8';
}

/** A text that is not in the encoding it was taken for. */
export class NotInEncoding extends Error {}

/**
 * A text file piece by piece, so that it may be larger than memory, without its byte order mark and unpacked where it is gzip.
 * The first piece has a whole line, by which a parser tells the line ends.
 * @param strict whether bytes that the encoding does not allow are an error
 * @throws NotInEncoding, or the error of the system or of the unpacking
 */
export async function* textOf(
  path: string,
  encoding: Encoding,
  strict = false,
  onRead?: OnRead,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: strict });
  const decode = (bytes?: Buffer): string => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      throw new NotInEncoding(`the text is not in ${encoding}`);
    }
  };
  let first: string | null = '';
  for await (const piece of bytesOf(path, onRead)) {
    const text = decode(piece);
    if (first === null) yield text;
    else if (/[\r\n][^]/.test((first += text))) {
      yield first;
      first = null;
    }
  }
  const rest = decode();
  if (first !== null) yield first + rest;
  else if (rest !== '') yield rest;
}

/**
 * A text file whole, whatever its encoding; what is not UTF-8 or UTF-16 is taken for Latin-1.
 * @throws Error of the system or of the unpacking
 */
export async function wholeText(
  path: string,
): Promise<{ readonly text: string; readonly encoding: Encoding }> {
  const read = async (encoding: Encoding, strict: boolean): Promise<string> => {
    let text = '';
    for await (const piece of textOf(path, encoding, strict)) text += piece;
    return text;
  };
  const encoding = encodingOf(await headOf(path));
  try {
    return { text: await read(encoding, true), encoding };
  } catch (error) {
    if (!(error instanceof NotInEncoding)) throw error;
    return { text: await read('windows-1252', false), encoding: 'windows-1252' };
  }
}
