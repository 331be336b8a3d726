import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { coregulationOf, normalised } from '../../lib/studies/coregulation';
import { corruptPrior } from '../../lib/studies/corrupt-prior';
import { locate } from '../../lib/downloads/locate';
import { readSquareMatrix } from '../../lib/files/matrix-file';
import { Random } from '../../lib/math/random';
import { entriesOf, fromEntries, toDense, type SparseMatrix } from '../../lib/math/sparse-matrix';
import { generateNetwork, NETWORK_SHAPES } from '../../lib/simulation/generate-network';
import { signedAdjacency } from '../../lib/simulation/network';

const truth = signedAdjacency(generateNetwork(NETWORK_SHAPES.sim350, Random.fromSeed(1)));
const count = (matrix: SparseMatrix, sign: number): number =>
  matrix.values.filter((value) => value === sign).length;

/** Entries of `matrix` that `truth` has too, with the same sign. */
const kept = (matrix: SparseMatrix, original: SparseMatrix): number => {
  const dense = toDense(original);
  return [...entriesOf(matrix)].filter(([i, j, value]) => dense[i * original.cols + j] === value).length;
};

describe('corrupted prior', () => {
  it('moves as many edges as the published priors do, signs kept', () => {
    for (const [fraction, moved] of [
      [0, 0],
      [0.05, 27],
      [0.1, 55],
      [0.2, 110],
      [1, 550],
    ]) {
      const prior = corruptPrior(truth, fraction, Random.fromSeed(2));
      assert.equal(prior.values.length, 550);
      assert.equal(kept(prior, truth), 550 - moved);
      assert.deepEqual([count(prior, 1), count(prior, -1)], [count(truth, 1), count(truth, -1)]);
      assert.ok([...entriesOf(prior)].every(([from, to]) => from !== to));
    }
  });

  it('leaves the same share as the published priors', async (t) => {
    const names = Array.from({ length: 350 }, (_, k) => `gene ${k}`);
    for (const level of [5, 10, 20]) {
      const [clean, file] = [await locate('sim350-prior-0'), await locate(`sim350-prior-${level}`)];
      if (!clean || !file) return t.skip('needs the priors of sim350: npm run data -- synthetic');
      const original = await readSquareMatrix(clean, names);
      const published = await readSquareMatrix(file, names);
      const ours = corruptPrior(original, level / 100, Random.fromSeed(3));
      assert.equal(kept(ours, original), kept(published, original));
    }
  });

  it('moves other edges elsewhere for another seed', () => {
    const dense = (seed: number): Float64Array => toDense(corruptPrior(truth, 0.2, Random.fromSeed(seed)));
    assert.deepEqual(dense(1), dense(1));
    assert.notDeepEqual(dense(1), dense(2));
  });

  it('refuses another fraction and a prior without room', () => {
    assert.throws(
      () => corruptPrior(truth, 1.1, Random.fromSeed(1)),
      /share of moved edges is a fraction from 0 to 1, not 1.1/,
    );
    const full = fromEntries(2, 2, [[0, 1, 1], [1, 0, 1]]); // prettier-ignore
    assert.throws(() => corruptPrior(full, 1, Random.fromSeed(1)), /too few pairs empty/);
  });
});

describe('co-regulation', () => {
  it('counts shared targets, whatever their signs, and sums to 1', () => {
    // Regulators A and B share target C; A has two targets: |A||A|^T = [[2, 1], [1, 1]], sum 5.
    const prior = fromEntries(4, 4, [[0, 2, 1], [0, 3, -1], [1, 2, -1]]); // prettier-ignore
    const expected = [2, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0].map((value) => value / 5);
    assert.deepEqual([...toDense(coregulationOf(prior))], expected);
    assert.throws(() => normalised(fromEntries(2, 2, [])), /cannot be normalised/);
  });
});
