import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readDelimited } from '../../lib/files/delimited';
import { temporaryFile } from './temporary-folder';

test('of a long file it is told, plain or packed, how much has been read; of a short one nothing', async (t) => {
  // A clock that goes on by a second whenever somebody looks.
  let seconds = 0;
  t.mock.method(performance, 'now', () => 1000 * seconds++);
  const words = async (content: string | Buffer): Promise<string[]> => {
    const told: string[] = [];
    const path = temporaryFile(t, 'list.csv', content);
    await readDelimited(path, undefined, undefined, (text) => told.push(text));
    return told;
  };
  // 2 MB, read in pieces of 64 kB; of letters that do not pack well.
  const line = (k: number): string => `G${(k * 7919) % 100_003},H${(k * 104_729) % 99_991},${(k * k) % 97}`;
  const long = ['regulator,target,weight', ...Array.from({ length: 125_000 }, (_, k) => line(k))].join('\n');
  for (const content of [long, gzipSync(long)]) {
    const shares = (await words(content)).map((text) => {
      const [, share] = /^reading list\.csv: (\d+) % of [123] MB$/.exec(text) ?? assert.fail(text);
      return Number(share);
    });
    assert.ok(shares.length >= 2, `${shares.length} words`);
    assert.ok(
      shares.every((share, k) => share <= 100 && (k === 0 || share >= shares[k - 1])),
      `${shares.join()}`,
    );
    assert.ok(shares.at(-1)! > 50);
  }
  assert.deepEqual(await words('regulator,target\nA,B\n'), []);
});
