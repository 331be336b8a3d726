import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeWhole } from './write-file';

/** The arrays that a file can hold. */
export type StoredArray = Float32Array | Float64Array | Uint8Array | Int32Array;

const TYPES = { Float32Array, Float64Array, Uint8Array, Int32Array } as const;
type TypeName = keyof typeof TYPES;

interface Directory {
  readonly header: unknown;
  readonly sha256: string;
  readonly arrays: readonly { name: string; type: TypeName; offset: number; bytes: number }[];
}

const MAGIC = Buffer.from('DASHFILE');
/** Every array starts at a multiple of this, so that it can be viewed in place. */
const ALIGNMENT = 8;

/**
 * Writes named arrays with a JSON header into one file, whole or not at all: the magic word, the length of the directory,
 * the directory (JSON), the arrays. The sha256 of the arrays stands in the directory.
 */
export function writeArrays(
  file: string,
  header: unknown,
  arrays: Readonly<Record<string, StoredArray>>,
): void {
  const parts: Uint8Array[] = [];
  const hash = createHash('sha256');
  let offset = 0;
  const entries = Object.entries(arrays).map(([name, array]) => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    const padding = new Uint8Array((ALIGNMENT - (bytes.length % ALIGNMENT)) % ALIGNMENT);
    const entry = { name, type: array.constructor.name as TypeName, offset, bytes: bytes.length };
    for (const part of [bytes, padding]) {
      hash.update(part);
      parts.push(part);
      offset += part.length;
    }
    return entry;
  });
  const directory: Directory = { header, sha256: hash.digest('hex'), arrays: entries };
  const text = Buffer.from(JSON.stringify(directory));
  const padded = Buffer.concat([
    text,
    Buffer.alloc((ALIGNMENT - (text.length % ALIGNMENT)) % ALIGNMENT, ' '),
  ]);
  const length = Buffer.alloc(8);
  length.writeUInt32LE(padded.length);
  writeWhole(file, [MAGIC, length, padded, ...parts]);
}

/**
 * Reads a file of `writeArrays`.
 * @throws Error that names the file when it is no such file, cut short or damaged
 */
export function readArrays(file: string): { header: unknown; arrays: Record<string, StoredArray> } {
  const content = readFileSync(file);
  if (content.length < 16 || !content.subarray(0, 8).equals(MAGIC)) {
    throw new Error(`${file} is not a checkpoint or model file of this project: delete it or name another`);
  }
  const start = 16 + content.readUInt32LE(8);
  const damaged = new Error(`${file} is cut short or damaged: delete it and start again`);
  let directory: Directory;
  try {
    directory = JSON.parse(content.subarray(16, start).toString()) as Directory;
  } catch {
    throw damaged;
  }
  const body = content.subarray(start);
  if (createHash('sha256').update(body).digest('hex') !== directory.sha256) throw damaged;
  const arrays: Record<string, StoredArray> = {};
  for (const { name, type, offset, bytes } of directory.arrays) {
    // A copy of its own: Buffer's memory may start anywhere.
    arrays[name] = new TYPES[type](Uint8Array.from(body.subarray(offset, offset + bytes)).buffer);
  }
  return { header: directory.header, arrays };
}
