import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readPromoterScan } from '../../../lib/studies/published/promoter-scan';
import { toDense } from '../../../lib/math/sparse-matrix';
import { temporaryFile, temporaryFolder } from '../../files/temporary-folder';

const scan = 'TF.human,C,Z,A\nY,1.0,1.0,1.0\nB,1.0,1.0,0.0\nA,0.0,1.0,1.0\n';

describe('promoter scan', () => {
  it('keeps the genes of the study, in their order', async (t) => {
    // Rows A, B, C: A regulates itself, B regulates C; Z and Y are no genes of the study.
    const expected = [1, 0, 0, 0, 0, 1, 0, 0, 0];
    const genes = ['A', 'B', 'C'];
    assert.deepEqual(
      [...toDense(await readPromoterScan(temporaryFile(t, 'scan.csv', scan), genes))],
      expected,
    );
    const packed = join(temporaryFolder(t), 'scan.csv.gz');
    writeFileSync(packed, gzipSync(scan));
    assert.deepEqual([...toDense(await readPromoterScan(packed, genes))], expected);
  });

  it('names what is wrong', async (t) => {
    const fails = (text: string, message: RegExp): Promise<void> =>
      assert.rejects(readPromoterScan(temporaryFile(t, 'scan.csv', text), ['A', 'B', 'C']), message);
    await fails(
      scan.replace('B,1.0', 'B,yes'),
      /scan.csv, line 3, column 2 \(regulator B, target C\): expected a number, found "yes"/,
    );
    await fails(scan.replace('B,1.0', 'B'), /line 3 \(regulator B\): 3 cells under a header of 4/);
    await fails(scan.replace('B,', 'A,'), /line 4, column 1 \(regulator A\): given twice/);
    await fails(scan.replace('Z', 'A'), /line 1, column 4: target A is given twice/);
    await fails(
      'TF,Abca1\nCtcf,1\n',
      /scan.csv has no gene in common with the study: it names genes like Ctcf/,
    );
    await fails('TF,Abca1\nA,1\n', /scan.csv has no gene in common .* like Abca1/);
  });
});
