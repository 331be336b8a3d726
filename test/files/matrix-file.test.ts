import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { locate } from '../../lib/downloads/locate';
import { readSquareMatrix, readSymmetricTriplets } from '../../lib/files/matrix-file';
import { toDense } from '../../lib/math/sparse-matrix';
import { temporaryFile } from './temporary-folder';

describe('matrix file', () => {
  it('reads rows as regulators and columns as targets', async (t) => {
    const matrix = await readSquareMatrix(temporaryFile(t, 'm.csv', '0,1,0\n0,0,-1\n0.5,0,0\n'), [
      'A',
      'B',
      'C',
    ]);
    assert.deepEqual([...toDense(matrix)], [0, 1, 0, 0, 0, -1, 0.5, 0, 0]);
  });

  it('names the place of what is wrong', async (t) => {
    const fails = (text: string, message: RegExp): Promise<void> =>
      assert.rejects(readSquareMatrix(temporaryFile(t, 'm.csv', text), ['A', 'B']), message);
    await fails(
      '0,1\n0,x\n',
      /m.csv, line 2, column 2 \(regulator B, target B\): expected a number, found "x"/,
    );
    await fails('0,1\n0\n', /line 2, column 2 .*found an empty cell/);
    await fails('0,1,0\n0,0,1\n', /line 1, column 3 \(regulator A\): 3 columns for 2 genes/);
    await fails('0,1\n', /has 1 lines for 2 genes/);
    await fails('0,1\n1,0\n0,0\n', /has 3 lines for 2 genes/);
  });

  it('mirrors triplets of one triangle', async (t) => {
    const matrix = await readSymmetricTriplets(temporaryFile(t, 'ppi.csv', '1,1,1\n3,1,0.15\n2,3,0.5\n'), 3);
    assert.deepEqual([...toDense(matrix)], [1, 0, 0.15, 0, 0, 0.5, 0.15, 0.5, 0]);
  });

  it('names the line of a wrong triplet', async (t) => {
    const fails = (text: string, message: RegExp): Promise<void> =>
      assert.rejects(readSymmetricTriplets(temporaryFile(t, 'ppi.csv', text), 3), message);
    await fails('1,1,1\n4,1,0.5\n', /ppi.csv, line 2, column 1: expected a row number from 1 to 3, found 4/);
    await fails('0,1,1\n', /line 1, column 1/);
    await fails('1,2,1\n2,1,1\n', /line 2: the entry \(2, 1\) is given twice/);
    await fails('1,2\n', /line 1, column 3: expected a number/);
  });

  it('reads the published protein interactions', async (t) => {
    const path = await locate('brca-ppi');
    if (path === null) return t.skip('needs brca-ppi: npm run data -- brca-ppi');
    const matrix = await readSymmetricTriplets(path, 11165);
    const rows = new Set<number>();
    for (let i = 0; i < 11165; i++) if (matrix.rowStart[i + 1] > matrix.rowStart[i]) rows.add(i);
    assert.equal(rows.size, 986);
    assert.equal(matrix.values.length, 2 * 30425 - 986);
  });
});
