import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { readMarrowBatch } from '../../../lib/studies/published/marrow-batch';
import { temporaryFile } from '../../files/temporary-folder';

const genes = ['A', 'B'];

/** A batch with columns B, A, Z: ten cells that are left out, these, and twenty that are left out. */
function batch(t: TestContext, cells: readonly string[], header = 'dpt_pseudotime\tB\tA\tZ'): string {
  const others = (count: number): string[] => new Array<string>(count).fill('0.9\t1000\t1000\t1000');
  return temporaryFile(t, 'batch.csv', [header, ...others(10), ...cells, ...others(20)].join('\n') + '\n');
}

describe('bone marrow batch', () => {
  it('is cut, sorted and scaled as a whole, columns found by name', async (t) => {
    const cells = ['0.75\t3\t1\t99', '0.25\t2\t5\t99', '0.5\t1\t2\t99'];
    const { series, tied } = await readMarrowBatch(batch(t, cells), genes);
    assert.equal(tied, 0);
    // Sorted times 0.25, 0.5, 0.75; levels from 1 to 5 over both genes, Z left out.
    assert.deepEqual([...series.times], [0, 0.5, 1]);
    assert.deepEqual([...series.recorded], [1, 0.25, 0, 0.25, 0, 0.5]);
    assert.equal(series.clean, series.recorded);
  });

  it('keeps the first of two cells at one time, after scaling over both', async (t) => {
    const cells = ['0.2\t1\t2\t0', '0.4\t2\t2\t0', '0.4\t2\t11\t0', '0.6\t2\t3\t0'];
    const { series, tied } = await readMarrowBatch(batch(t, cells), genes);
    assert.equal(tied, 1);
    assert.equal(series.times.length, 3);
    assert.deepEqual([...series.recorded], [0.1, 0.1, 0.2, 0, 0.1, 0.1]);
  });

  it('names gene, line and column of what is wrong', async (t) => {
    const good = ['0.2\t1\t2\t0', '0.4\t2\t3\t0'];
    await assert.rejects(
      readMarrowBatch(batch(t, good, 'dpt_pseudotime\tB\tY\tZ'), genes),
      /batch.csv, line 1: no column for gene A of the study's 2; .*npm run data -- bone-marrow/,
    );
    await assert.rejects(
      readMarrowBatch(batch(t, good, 'dpt_pseudotime\tX\tY\tZ'), genes),
      /no column for gene A nor for 1 other genes/,
    );
    await assert.rejects(
      readMarrowBatch(batch(t, good, 'dpt_pseudotime\tB\tA\tA'), genes),
      /line 1, column 4: gene A has two columns/,
    );
    await assert.rejects(
      readMarrowBatch(batch(t, ['0.2\t1\t2\t0', '0.4\t2\tNA\t0']), genes),
      /batch.csv, line 13, column 3 \(gene A\): expected a number, found "NA"; fill the cell in, or take the gene out/,
    );
    await assert.rejects(
      readMarrowBatch(batch(t, ['early\t1\t2\t0', '0.4\t2\t3\t0']), genes),
      /line 12, column 1 \(pseudotime\): expected a number, found "early"/,
    );
  });

  it('refuses a batch without two times or without differences', async (t) => {
    await assert.rejects(readMarrowBatch(batch(t, ['0.2\t1\t2\t0']), genes), /has 31 cells: 30 are left out/);
    await assert.rejects(
      readMarrowBatch(batch(t, ['0.2\t1\t2\t0', '0.2\t1\t3\t0']), genes),
      /two must differ/,
    );
    await assert.rejects(
      readMarrowBatch(batch(t, ['0.2\t1\t1\t0', '0.3\t1\t1\t0']), genes),
      /all levels are 1/,
    );
  });
});
