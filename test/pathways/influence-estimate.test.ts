import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rankCorrelation } from '../../lib/math/rank-correlation';
import { Random } from '../../lib/math/random';
import { influenceScores } from '../../lib/pathways/influence';
import { estimateInfluence } from '../../lib/pathways/influence-estimate';
import { jointAt, sparseModel, STANDING_REGULATOR, standingRegulator } from './models';

test('a regulator that stands still: the geometric mean of its derivatives, by hand', async () => {
  const { weights } = STANDING_REGULATOR;
  const starts = 6400;
  const scores = await estimateInfluence(standingRegulator(), {
    starts,
    random: Random.fromSeed(1),
  });
  // J_i(t) = joint_i'(u) (1 - exp(-v_i t)); log of the sum over genes and times of |J|, averaged over u by the midpoint rule.
  const nodes = 20_000;
  let logarithm = 0;
  for (let k = 0; k < nodes; k++) {
    const u = (k + 0.5) / nodes;
    let columnSum = 0;
    for (const gene of [1, 2]) {
      const slope = Math.abs(jointAt(gene, u + 1e-6) - jointAt(gene, u - 1e-6)) / 2e-6;
      for (let q = 1; q <= 9; q++) columnSum += slope * (1 - Math.exp(-weights.v[gene] * 0.1 * q));
    }
    logarithm += Math.log(columnSum) / nodes;
  }
  const expected = Math.exp(logarithm) / (3 * 9 * 2);
  const error = Math.abs(Math.log(scores[0] / expected));
  // log|X| has the Cauchy part's variance pi^2 / 4 and a little from u: 4 standard errors.
  assert.ok(error < (4 * 1.65) / Math.sqrt(starts), `${scores[0]} instead of ${expected}`);
  assert.deepEqual([...scores.subarray(1)], [0, 0]);
});

test('a pruned network: it ranks the genes as the full scores do, and reproduces for a seed', async () => {
  const shape = { genes: 120, hidden: 12 };
  const model = sparseModel(shape, 0.1, 3);
  const full = await influenceScores(model, {
    starts: 200,
    random: Random.fromSeed(1),
  });
  const estimate = (): Promise<Float64Array> => estimateInfluence(model, { random: Random.fromSeed(2) });
  const scores = await estimate();
  full.forEach((score, gene) => assert.equal(scores[gene] === 0, score === 0, `gene ${gene}`));
  const moving = [...full.keys()].filter((gene) => full[gene] > 0);
  const agreement = rankCorrelation(
    moving.map((gene) => full[gene]),
    moving.map((gene) => scores[gene]),
  );
  assert.ok(moving.length > 60 && agreement > 0.97, `${moving.length} genes, rank correlation ${agreement}`);
  assert.deepEqual(await estimate(), scores);
});

test('an abort stops the estimate', async () => {
  const shape = { genes: 120, hidden: 12 };
  const model = sparseModel(shape, 0.1, 3);
  const abort = new AbortController();
  const stopped = estimateInfluence(model, {
    starts: 1_000_000,
    random: Random.fromSeed(1),
    signal: abort.signal,
    onProgress: ({ done }) => done > 100 && abort.abort(),
  });
  await assert.rejects(stopped, { name: 'AbortError' });
});
