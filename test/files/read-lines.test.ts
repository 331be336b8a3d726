import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readLines } from '../../lib/files/read-lines';
import { temporaryFile, temporaryFolder } from './temporary-folder';

async function linesOf(path: string): Promise<string[]> {
  const lines = [];
  for await (const line of readLines(path)) lines.push(line);
  return lines;
}

describe('lines', () => {
  it('keeps blank lines inside and drops those at the end, whatever the line ends', async (t) => {
    assert.deepEqual(await linesOf(temporaryFile(t, 'a.txt', 'a\r\n\r\nb\nc')), ['a', '', 'b', 'c']);
    assert.deepEqual(await linesOf(temporaryFile(t, 'b.txt', '\na\n\r\n\n')), ['', 'a']);
    assert.deepEqual(await linesOf(temporaryFile(t, 'c.txt', '')), []);
  });

  it('unpacks, and puts lines together that chunks cut', async (t) => {
    const text = Array.from({ length: 30000 }, (_, k) => `line ${k} é`);
    const path = join(temporaryFolder(t), 'long.csv.gz');
    writeFileSync(path, gzipSync(text.join('\n') + '\n'));
    assert.deepEqual(await linesOf(path), text);
  });

  it('names a file that is missing or damaged', async (t) => {
    const folder = temporaryFolder(t);
    await assert.rejects(linesOf(join(folder, 'gone.csv')), /gone.csv does not exist; `npm run data`/);
    const path = join(folder, 'cut.csv.gz');
    writeFileSync(path, gzipSync('a,b\n'.repeat(1000)).subarray(0, 20));
    await assert.rejects(
      linesOf(path),
      /^Error: cut.csv.gz cannot be read \(.*\): delete it, then fetch it again/,
    );
    writeFileSync(path, 'no archive');
    await assert.rejects(linesOf(path), /cut.csv.gz cannot be read/);
  });
});
