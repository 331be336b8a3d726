import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { generateStandIn, type StandInShape } from '../../../lib/studies/published/pseudotime-stand-in';
import { entriesOf, toDense } from '../../../lib/math/sparse-matrix';

const shape: StandInShape = {
  genes: 120,
  regulators: 20,
  priorRegulators: 15,
  priorEdges: 700,
  assayed: 4,
  batches: [Float64Array.of(0, 0.1, 0.4, 1), Float64Array.of(0, 0.5, 0.7)],
  noise: 0.01,
};
const standIn = generateStandIn(shape, 1, 'test');

describe('pseudotime stand-in', () => {
  it('has the counts asked for', () => {
    assert.equal(standIn.genes.length, 120);
    assert.equal(standIn.regulators.length, 20);
    assert.equal(standIn.prior.values.length, 700);
    assert.equal(new Set([...entriesOf(standIn.prior)].map(([row]) => row)).size, 15);
    assert.deepEqual(standIn.batches.map(({ times }) => times), shape.batches); // prettier-ignore
    assert.ok([...entriesOf(standIn.prior)].every(([from, to]) => from !== to));
  });

  it('knows the truth of the assayed rows, which have most targets', () => {
    const rows = new Set([...entriesOf(standIn.truth)].map(([row]) => row));
    assert.deepEqual([...rows], standIn.assayed);
    assert.equal(standIn.assayed.length, 4);
    assert.ok(standIn.truth.values.every((value) => value === 1));
    const all = generateStandIn({ ...shape, assayed: 20 }, 1, 'test').truth;
    assert.equal(all.values.length, Math.round((550 / 350) * 120));
    const degree = (row: number): number => all.rowStart[row + 1] - all.rowStart[row];
    const least = Math.min(...standIn.assayed.map(degree));
    for (const row of standIn.regulators) {
      if (!standIn.assayed.includes(row)) assert.ok(degree(row) <= least);
    }
  });

  it('has a prior that knows most of the truth, where it knows the regulator', () => {
    const { truth } = generateStandIn({ ...shape, assayed: 20, priorRegulators: 20 }, 1, 'test');
    const { prior } = generateStandIn({ ...shape, priorRegulators: 20 }, 1, 'test');
    const dense = toDense(prior);
    const known = [...entriesOf(truth)].filter(([i, j]) => dense[i * 120 + j] !== 0).length;
    // 80 % by knowledge, and of the others as many as a prior of this density meets by chance.
    const expected = 0.8 + 0.2 * (700 / (20 * 119));
    assert.ok(Math.abs(known / truth.values.length - expected) < 0.1, `${known} of ${truth.values.length}`);
  });

  it('adds noise of the stated size to a clean trajectory that moves', () => {
    let [squares, values, moved] = [0, 0, 0];
    for (const { clean, recorded, times } of standIn.batches) {
      recorded.forEach((value, k) => (squares += (value - clean[k]) ** 2));
      values += recorded.length;
      for (let gene = 0; gene < 120; gene++) {
        moved = Math.max(moved, Math.abs(clean[gene * times.length] - clean[(gene + 1) * times.length - 1]));
      }
    }
    assert.ok(Math.abs(Math.sqrt(squares / values) - 0.01) < 0.001);
    assert.ok(moved > 0.1);
  });

  it('is the same for a seed and another for another', () => {
    assert.deepEqual(generateStandIn(shape, 1, 'test'), standIn);
    assert.notDeepEqual(generateStandIn(shape, 2, 'test').batches, standIn.batches);
  });

  it('refuses a prior that is denser than its rows', () => {
    assert.throws(
      () => generateStandIn({ ...shape, priorEdges: 2000 }, 1, 'test'),
      /15 regulators of 120 genes cannot have 2000/,
    );
  });
});
