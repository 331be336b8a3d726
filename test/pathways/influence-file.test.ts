import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { readInfluence, writeInfluence } from '../../lib/pathways/influence-file';
import { temporaryFile, temporaryFolder } from '../files/temporary-folder';

test('what is written is read back: every digit, names with commas and quotes, names like numbers', async (t) => {
  const path = join(temporaryFolder(t), 'scores.csv');
  const genes = ['TP53', 'HLA-A, "class 1"', '2310009E13', 'TRUE', 'A /// B'];
  const influence = Float64Array.of(0.1 + 0.2, 1e-12, 0, 5, 1 / 3);
  writeInfluence(path, { genes, influence });
  assert.match(readFileSync(path, 'utf8'), /^gene,influence\nTP53,0\.30000000000000004\n/);
  assert.deepEqual(await readInfluence(path), { genes, influence });
  assert.throws(
    () => writeInfluence(path, { genes, influence: influence.subarray(1) }),
    /5 genes cannot have 4/,
  );
});

test('columns are found by name, in any order and among others; blank lines do not count', async (t) => {
  const path = temporaryFile(t, 'more.csv', 'rank,Influence,Gene\r\n1,0.5,TP53\r\n\r\n2,0.25,MDM2\r\n');
  assert.deepEqual(await readInfluence(path), {
    genes: ['TP53', 'MDM2'],
    influence: Float64Array.of(0.5, 0.25),
  });
});

const refused = (t: TestContext, text: string, message: RegExp): Promise<void> =>
  assert.rejects(readInfluence(temporaryFile(t, 'bad.csv', text)), message);

test('what is wrong is named by file, line and gene', async (t) => {
  await refused(t, 'TP53,0.5\nMDM2,0.1\n', /bad\.csv, line 1: expected a header .*found "TP53,0\.5"/);
  await refused(t, 'gene,score\nTP53,0.5\n', /columns gene and influence/);
  await refused(t, 'gene,influence\nTP53,0.5\nMDM2,high\n', /line 3, column 2 \(gene MDM2\).*"high"/);
  await refused(t, 'gene,influence\nTP53,NA\n', /line 2, column 2 \(gene TP53\).*"NA"/);
  await refused(t, 'gene,influence\nTP53,\n', /line 2, column 2 \(gene TP53\)/);
  await refused(t, 'gene,influence\nTP53,Infinity\n', /line 2, column 2/);
  await refused(t, 'gene,influence\n,0.5\n', /line 2, column 1: expected a text/);
  await refused(
    t,
    'gene,influence\nTP53,1\nMDM2,2\nTP53,3\n',
    /line 4: gene TP53 was already given in line 2/,
  );
  await refused(t, 'gene,influence\n', /holds a header but no gene/);
  await assert.rejects(readInfluence('/absent/scores.csv'), /does not exist/);
});
