import { createReadStream, existsSync } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

/**
 * The lines of a text file, one after the other without their ends, so that a file larger than memory can be read; the
 * text of a file whose name ends in .gz is unpacked on the way. Blank lines at the end are left out.
 * @throws Error naming the file, when it is missing or cannot be unpacked.
 */
export async function* readLines(path: string): AsyncGenerator<string> {
  if (!existsSync(path)) throw new Error(`${path} does not exist; \`npm run data\` fetches the public files`);
  const file = createReadStream(path);
  // A failure reaches the loop below through the stream that it destroys.
  const bytes = path.endsWith('.gz') ? pipeline(file, createGunzip(), () => undefined) : file;
  const decoder = new TextDecoder();
  let rest = '';
  let blank = 0;
  try {
    for await (const chunk of bytes) {
      const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split('\n');
      rest = lines.pop() as string;
      for (const line of lines.map(withoutReturn)) {
        if (line === '') {
          blank++;
          continue;
        }
        for (; blank > 0; blank--) yield '';
        yield line;
      }
    }
  } catch (error) {
    throw new Error(
      `${basename(path)} cannot be read (${(error as Error).message}): delete it, then fetch it again with \`npm run data\``,
    );
  }
  if (withoutReturn(rest) === '') return;
  for (; blank > 0; blank--) yield '';
  yield withoutReturn(rest);
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);
