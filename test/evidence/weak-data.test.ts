import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evidenceOf } from '../../lib/evidence/evidence';
import type { FittedLasso } from '../../lib/evidence/lasso';
import { gainOf, isWeak, ofWeakData } from '../../lib/evidence/weak-data';
import { scoreNetwork } from '../../lib/evaluation/network-score';
import { type MatrixRows, matrixRows, rowsOf } from '../../lib/math/matrix-rows';
import { Random } from '../../lib/math/random';
import { fromEntries, type SparseMatrix } from '../../lib/math/sparse-matrix';
import { effectsOf } from '../../lib/network/effects';
import { rankPairs } from '../../lib/evidence/pair-ranks';
import { posteriorOf } from '../../lib/evidence/posterior';
import { corruptPrior } from '../../lib/studies/corrupt-prior';

const n = 60;
const random = Random.fromSeed(11);

/** 120 edges; the evidence sees every second one, and knows nothing of the others. */
const truth = (() => {
  const chosen = new Set<number>();
  while (chosen.size < 120) {
    const pair = Math.floor(random.uniform() * n * n);
    if (Math.floor(pair / n) !== pair % n) chosen.add(pair);
  }
  return fromEntries(
    n,
    n,
    [...chosen].map((pair) => [Math.floor(pair / n), pair % n, 1] as const),
  );
})();
const seen = matrixRows(n, n, (regulator, values) => {
  const { rowStart, columns } = truth;
  const own = Random.fromSeed(100 + regulator);
  for (let target = 0; target < n; target++) values[target] = own.uniform();
  for (let e = rowStart[regulator]; e < rowStart[regulator + 1]; e++) {
    if (e % 2 === 0) values[columns[e]] = 1 + own.uniform();
  }
  values[regulator] = 0;
});

/** The evidence's rows, ranked against the prior, with what weak data of this gain say. */
function ranked(evidence: MatrixRows, prior: SparseMatrix, gain: number) {
  const pairs = rankPairs(evidence, prior);
  const posterior = posteriorOf(pairs);
  const said = ofWeakData(pairs, posterior, gain);
  const inside = new Set(pairs.inside);
  const rows = matrixRows(n, n, (regulator, values) => {
    for (let target = 0; target < n; target++) {
      const pair = regulator * n + target;
      const rank = pairs.ranks[pair];
      values[target] = regulator === target ? 0 : inside.has(pair) ? said.inside(rank) : said.outside(rank);
    }
  });
  return { said, rows, pairs, reliability: posterior.reliability, score: scoreNetwork(rows, truth)[0] };
}

test('a gain is a share of the squared error that every gene alone leaves', () => {
  assert.equal(gainOf({ validationLoss: 3, lossWithoutNetwork: 4 }), 0.25);
  assert.ok(isWeak(0.25) && !isWeak(0.5));
});

test('of weak data a supported prior comes first, whole, in the order that the data give it', () => {
  const { said, reliability, score } = ranked(seen, truth, 0.2);
  assert.ok(reliability.low > 0);
  assert.equal(said.missing, 0);
  assert.ok(Math.min(said.inside(0), said.inside(1)) > said.outside(1e-6));
  assert.equal(score?.auroc, 1);
});

test('of silent data too, though they support none of it', () => {
  const prior = corruptPrior(truth, 1, Random.fromSeed(2));
  const { said, reliability } = ranked(seen, prior, 0.01);
  assert.equal(reliability.low, 0);
  assert.ok(said.inside(1) > said.outside(1e-6));
});

test('where data that say something support none of a prior, a few of their pairs come forward: most are edges', () => {
  const prior = corruptPrior(truth, 1, Random.fromSeed(2));
  const { said, rows, pairs, score } = ranked(seen, prior, 0.2);
  const { said: silent, score: order } = ranked(seen, prior, 0.01);
  assert.ok(said.outside(0.5 / pairs.outside) > said.inside(0.5));
  // 0.003 of 60 x 59 - 120 pairs outside: ten.
  const forward = Math.floor(0.003 * (n * (n - 1) - 120));
  assert.equal(forward, 10);
  let above = 0;
  rows.forEach((regulator, values) =>
    values.forEach((value, target) => {
      if (!pairs.inside.includes(regulator * n + target) && value > said.inside(1)) above++;
    }),
  );
  assert.equal(above, forward);
  assert.ok(said.missing > 0 && said.missing <= forward / 2 && silent.missing === 0);
  assert.ok(score && order && score.auprc > order.auprc);
});

test('and a prior that is right after all loses at most 0.003 of its AUROC', () => {
  // What the data see is another network: the pairs of the prior are the weakest.
  const turned = matrixRows(n, n, (regulator, values) => {
    seen.forEach((_, row) => row.forEach((value, target) => (values[target] = 1 / (1 + value))), [regulator]);
    values[regulator] = 0;
  });
  const { score, said, reliability } = ranked(turned, truth, 0.2);
  assert.ok(reliability.low === 0 && said.missing > 0);
  assert.equal(scoreNetwork(rowsOf(truth), truth)[0]?.auroc, 1);
  assert.ok(score && score.auroc >= 1 - 0.003 && score.auroc < 1);
});

test('what the evidence of a study says where its lasso is weak', () => {
  // A lasso whose network gains a fifth, with the strengths above: the pairs are what counts.
  const edges: [number, number, number][] = [];
  seen.forEach((regulator, values) =>
    values.forEach((value, target) => {
      if (value > 1) edges.push([regulator, target, value]);
    }),
  );
  const strengths = effectsOf(fromEntries(n, n, edges));
  const lasso = { strengths, validationLoss: 0.8, lossWithoutNetwork: 1 } as unknown as FittedLasso;
  const recorded = Float32Array.from({ length: n * 4 }, () => random.uniform());
  const series = [{ times: Float64Array.from([0, 1, 2, 3]), recorded }];
  const genes = Array.from({ length: n }, (_, gene) => `G${gene}`);
  const prior = corruptPrior(truth, 1, Random.fromSeed(2));
  const study = { genes, prior, training: series, validation: series, truth: null } as never;
  const { weak, missing, reliability } = evidenceOf(study, { lasso });
  assert.ok(weak && missing > 0 && reliability.low === 0);
});
