import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { toDense } from '../../../lib/math/sparse-matrix';
import { readMotifPrior } from '../../../lib/studies/published/motif-prior';
import { temporaryFolder } from '../../files/temporary-folder';

const genes = ['A', 'B', 'C', 'D'];
// Row = regulator: B -> A with 0.5, C -> D with -0.5, C -> B with 0.5.
const dense = [0, 0, 0, 0, 0.5, 0, 0, 0, 0, 0.5, 0, -0.5, 0, 0, 0, 0];

function file(t: TestContext, text: string): string {
  const path = join(temporaryFolder(t), 'w0.csv');
  writeFileSync(path, text);
  return path;
}

const forms: Readonly<Record<string, string>> = {
  'a matrix': '0,0,0,0\n0.5,0,0,0\n0,0.5,0,-0.5\n0,0,0,0\n',
  'entries in order': '2,1,0.5\n3,2,0.5\n3,4,-0.5\n',
  'entries by column, as R writes them': '2,1,0.5\n3,2,0.5\n3,4,-0.5\n4,4,0\n',
  'entries in no order, Windows line ends': '3,4,-0.5\r\n3,2,0.5\r\n2,1,5e-1\r\n',
  'the Matrix Market':
    '%%MatrixMarket matrix coordinate real general\n% W0\n4 4 3\n2 1 0.5\n3 2 0.5\n3 4 -0.5\n',
  'the Matrix Market with commas': '4,4,3\n2,1,0.5\n3,2,0.5\n3,4,-0.5\n',
};
for (const [form, text] of Object.entries(forms)) {
  test(`a motif prior is read from ${form}`, async (t) => {
    const prior = await readMotifPrior(file(t, text), genes);
    assert.deepEqual([...toDense(prior)], dense);
    assert.equal(prior.values.length, 3);
  });
}

const faults: Readonly<Record<string, readonly [string, RegExp]>> = {
  'a row that is no gene': ['2,1,0.5\n5,1,0.5\n', /w0\.csv, line 2, column 1: expected a row number from 1 to 4, found 5/],
  'rows from 0': ['0,1,0.5\n', /line 1, column 1: expected a row number from 1 to 4, found 0; rows are counted from 1/],
  'an entry twice': ['2,1,0.5\n3,4,1\n2,1,-0.5\n', /w0\.csv: the edge B -> A is given twice/],
  'a line cut off': ['2,1,0.5\n3,4\n', /line 2: 2 cells; row, column and value are three/],
  'a word': ['2,1,0.5\n3,4,yes\n', /line 2, column 3: expected a number, found "yes"/],
  'fewer entries than announced': ['4 4 3\n2 1 0.5\n3 4 -0.5\n', /has 2 entries, and its first line announces 3/],
  'a matrix of another size': ['0,0,0,0,0\n0,0,0,0,0\n', /5 columns for 4 genes/],
  nothing: ['', /has 0 lines for 4 genes/],
}; // prettier-ignore
for (const [what, [text, message]] of Object.entries(faults)) {
  test(`a motif prior with ${what} is refused`, async (t) => {
    await assert.rejects(readMotifPrior(file(t, text), genes), message);
  });
}
