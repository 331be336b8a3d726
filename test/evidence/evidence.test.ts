import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { evidenceOf } from '../../lib/evidence/evidence';
import { fitLasso, type FittedLasso } from '../../lib/evidence/lasso';
import { scoreNetwork } from '../../lib/evaluation/network-score';
import { Random } from '../../lib/math/random';
import { rowsOf } from '../../lib/math/matrix-rows';
import { fromEntries, mapValues, type SparseMatrix } from '../../lib/math/sparse-matrix';
import { generateNetwork } from '../../lib/simulation/generate-network';
import { corruptPrior } from '../../lib/studies/corrupt-prior';
import { simulatedNetwork } from '../../lib/studies/published/published-network';
import { simulateStudy } from '../../lib/studies/simulate-study';
import type { Study } from '../../lib/studies/study';

const SHAPE = {
  ...{ genes: 60, inputs: 10, regulators: 16, edges: 90, activatingEdges: 60, minorityEdges: 6 },
  ...{ outDegreeShape: 0.67, inDegreeShape: 0.73, exponents: [1.01, 1.7] as const },
};

function simulated(training: number, noise: number): Study & { truth: SparseMatrix } {
  const { network } = simulatedNetwork(generateNetwork(SHAPE, Random.fromSeed(3)));
  const trajectories = { training, validation: 8, test: 2 };
  const study = simulateStudy(network, { name: 'small', trajectories, noise, priorCorruption: 0, seed: 3 });
  return { ...study, truth: study.truth as SparseMatrix };
}

let study: ReturnType<typeof simulated>;
let lasso: FittedLasso;
before(() => {
  study = simulated(80, 0.05);
  lasso = fitLasso(study);
});
const at = (moved: number) => {
  const prior = corruptPrior(study.truth, moved, Random.fromSeed(5));
  const evidence = evidenceOf({ ...study, prior }, { lasso });
  return { evidence, prior, score: scoreNetwork(evidence.probability, study.truth)[0] };
};

test('a prior that gets worse is read as less reliable, and evidence ranks above both prior and data', () => {
  const alone = scoreNetwork(lasso.model.effects, study.truth)[0];
  let above = 1;
  for (const moved of [0.2, 0.4, 0.6]) {
    const { evidence, prior, score } = at(moved);
    assert.ok(evidence.reliability.share < above);
    above = evidence.reliability.share;
    const before = scoreNetwork(rowsOf(prior), study.truth)[0];
    assert.ok(
      score && before && alone && score.auprc > before.auprc && score.auprc > alone.auprc,
      `${moved}`,
    );
    assert.ok(score.auroc > before.auroc);
  }
});

test('truth is not read: another truth gives the same evidence', () => {
  const prior = corruptPrior(study.truth, 0.3, Random.fromSeed(5));
  const [one, other] = [study.truth, null].map((truth) => evidenceOf({ ...study, truth, prior }, { lasso }));
  const rows = (evidence: typeof one): number[] => {
    const all: number[] = [];
    evidence.probability.forEach((_, values) => all.push(...values));
    return all;
  };
  assert.deepEqual(rows(one), rows(other));
});

test('signs: those of a right prior agree with the data; where all are turned the edges stay, and the conflict is counted', () => {
  const right = evidenceOf(study, { lasso });
  assert.ok(right.signs.signed && right.signs.compared > 40);
  assert.ok(right.signs.agreeing / right.signs.compared > 0.9);
  const turned = evidenceOf({ ...study, prior: mapValues(study.truth, (value) => -value) }, { lasso });
  assert.equal(turned.signs.compared, right.signs.compared);
  assert.equal(turned.signs.agreeing, right.signs.compared - right.signs.agreeing);
  assert.deepEqual(turned.reliability, right.reliability);
  const unsigned = evidenceOf({ ...study, prior: mapValues(study.truth, Math.abs) }, { lasso });
  assert.deepEqual(unsigned.signs, { signed: false, compared: 0, agreeing: 0 });
});

test('data that say nothing leave the prior its order', () => {
  const noise = simulated(6, 1);
  const prior = corruptPrior(noise.truth, 0.4, Random.fromSeed(5));
  const evidence = evidenceOf({ ...noise, prior });
  const [score, before] = [evidence.probability, rowsOf(prior)].map(
    (rows) => scoreNetwork(rows, noise.truth)[0],
  );
  assert.ok(evidence.weak);
  assert.ok(score && before && score.auroc > before.auroc - 0.01);
});

test('without a prior there is nothing to weigh', () => {
  assert.throws(() => evidenceOf({ ...study, prior: fromEntries(60, 60, []) }), /this study has none/);
});

test('the lasso beside its analytic field: a gene without regulators goes to its level at the rate that is read', () => {
  const { model } = lasso;
  const [one] = study.test;
  const rolled = model.rollOut(one);
  // Heun steps of a thousandth, from the coefficients alone.
  const n = study.genes.length;
  const slope = (g: Float64Array): Float64Array => {
    const made = model.intercepts.slice();
    for (let i = 0; i < n; i++) {
      for (let e = model.coefficients.rowStart[i]; e < model.coefficients.rowStart[i + 1]; e++) {
        made[model.coefficients.columns[e]] += model.coefficients.values[e] * g[i];
      }
    }
    return made.map((level, gene) => model.decay * (level - g[gene]));
  };
  let g = Float64Array.from({ length: n }, (_, gene) => one.recorded[gene * one.times.length]);
  const h = 1e-3;
  for (let step = 0; step < Math.round(one.times[1] / h); step++) {
    const k1 = slope(g);
    const k2 = slope(g.map((value, i) => value + h * k1[i]));
    g = g.map((value, i) => value + (h / 2) * (k1[i] + k2[i]));
  }
  g.forEach((value, gene) => assert.ok(Math.abs(value - rolled[gene * one.times.length + 1]) < 2e-4));
});

test('a right prior lowers the validation error of the lasso and its false edges', () => {
  const withPrior = fitLasso(study, study.truth);
  assert.ok(withPrior.gamma < 1 && withPrior.validationLoss < lasso.validationLoss);
  const [better, plain] = [withPrior, lasso].map(({ model }) => scoreNetwork(model.effects, study.truth)[0]);
  assert.ok(better && plain && better.auprc > plain.auprc);
  assert.throws(() => fitLasso(study, fromEntries(3, 3, [])), /3 x 3 prior does not fit/);
});
