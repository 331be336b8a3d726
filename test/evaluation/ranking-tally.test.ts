import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../lib/math/random';
import { denseRanking as ranking } from './dense';

const near = (actual: number, expected: number): void =>
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} is not ${expected}`);

test('four pairs without ties, worked by hand', () => {
  // edges at places 1 and 3. AUROC: 3 of the 4 edge-gap comparisons won. AUPRC: 1/2 * 1/1 + 1/2 * 2/3. Top two: one edge.
  const { auroc, auprc, prevalence, earlyPrecisionRatio, youden } = ranking(
    Float64Array.of(0.9, -0.8, 0.7, 0.6),
    [1, 0, -1, 0],
  );
  near(auroc, 3 / 4);
  near(auprc, 5 / 6);
  near(prevalence, 1 / 2);
  near(earlyPrecisionRatio, 1);
  assert.deepEqual(youden, { threshold: 0.9, tpr: 0.5, tnr: 1, balancedAccuracy: 0.75 });
});

test('early precision shares out a tie across the last place', () => {
  // 2 edges: one is first, the other is one of three tied for second: (1 + 1/3) / 2 over a prevalence of 2/5
  near(ranking(Float64Array.of(3, 2, 2, 2, 1), [1, 1, 0, 0, 0]).earlyPrecisionRatio, 5 / 3);
});

test('a score that says nothing is chance in every measure', () => {
  const { auroc, auprc, prevalence, earlyPrecisionRatio, youden } = ranking(
    new Float32Array(10),
    [1, 0, 0, 1, 0, 0, 0, 0, 0, 0],
  );
  near(auroc, 0.5);
  near(auprc, 0.2);
  near(prevalence, 0.2);
  near(earlyPrecisionRatio, 1);
  assert.deepEqual(youden, { threshold: null, tpr: 0, tnr: 1, balancedAccuracy: 0.5 });
});

test('a perfect ranking reaches the top of every measure', () => {
  const { auroc, auprc, earlyPrecisionRatio, youden } = ranking(Float32Array.of(5, -4, 1, 0), [1, 1, 0, 0]);
  near(auroc, 1);
  near(auprc, 1);
  near(earlyPrecisionRatio, 2);
  assert.deepEqual(youden, { threshold: 4, tpr: 1, tnr: 1, balancedAccuracy: 1 });
});

test('equals brute force over pairs and thresholds on random data with many ties', () => {
  const random = Random.fromSeed(3);
  for (let round = 0; round < 50; round++) {
    const count = 5 + random.below(40);
    const scores = Float64Array.from({ length: count }, () => random.below(9) - 4);
    const truth = Array.from({ length: count }, (_, k) => (k < 2 ? k : random.below(3) === 0 ? 1 : 0));
    const within = Uint8Array.from({ length: count }, (_, k) => (k < 2 || random.below(4) > 0 ? 1 : 0));
    const kept = [...scores.keys()].filter((k) => within[k] === 1);
    const edges = kept.filter((k) => truth[k] === 1).map((k) => Math.abs(scores[k]));
    const gaps = kept.filter((k) => truth[k] === 0).map((k) => Math.abs(scores[k]));

    let wins = 0;
    for (const edge of edges) for (const gap of gaps) wins += edge > gap ? 1 : edge === gap ? 0.5 : 0;
    let area = 0;
    let recallBefore = 0;
    let best = 0.5;
    for (const threshold of [4, 3, 2, 1, 0]) {
      const found = edges.filter((edge) => edge >= threshold).length;
      const wrong = gaps.filter((gap) => gap >= threshold).length;
      const recall = found / edges.length;
      if (found > 0) area += (recall - recallBefore) * (found / (found + wrong));
      recallBefore = recall;
      best = Math.max(best, (recall + 1 - wrong / gaps.length) / 2);
    }
    // an edge's chance of a place among the first P: the places left below all better pairs, shared among its ties
    const all = [...edges, ...gaps];
    const early = edges.reduce((sum, edge) => {
      const better = all.filter((score) => score > edge).length;
      const tied = all.filter((score) => score === edge).length;
      return sum + Math.min(1, Math.max(0, (edges.length - better) / tied));
    }, 0);
    const scored = ranking(scores, truth, within);
    near(scored.auroc, wins / (edges.length * gaps.length));
    near(scored.auprc, area);
    near(scored.youden.balancedAccuracy, best);
    near(scored.earlyPrecisionRatio, (early / edges.length) * (all.length / edges.length));
    near(scored.prevalence, edges.length / kept.length);
  }
});

test('missing edges and missing gaps are refused', () => {
  assert.throws(() => ranking(Float32Array.of(1, 2), [0, 0]), {
    name: 'RangeError',
    message: /no true edge/,
  });
  assert.throws(() => ranking(Float32Array.of(1, 2), [1, 1]), { name: 'RangeError', message: /every one/ });
});

test('only the order counts: eighty orders of magnitude, and scores that single precision cannot tell apart', () => {
  const random = Random.fromSeed(17);
  for (let round = 0; round < 20; round++) {
    const scores = Float64Array.from({ length: 400 }, (_, k) =>
      k % 4 === 0 ? 1 + random.below(6) * 2 ** -40 : random.normal() * 10 ** (random.below(80) - 40),
    );
    const sorted = Float64Array.from(scores, Math.abs).sort();
    const ranks = scores.map((score) => sorted.indexOf(Math.abs(score)));
    const truth = Array.from({ length: 400 }, () => (random.below(5) === 0 ? 1 : 0));
    const { youden, ...measures } = ranking(scores, truth);
    const { youden: youdenOfRanks, ...measuresOfRanks } = ranking(ranks, truth);
    assert.deepEqual(measures, measuresOfRanks);
    assert.equal(youden.balancedAccuracy, youdenOfRanks.balancedAccuracy);
    assert.equal(sorted.indexOf(youden.threshold ?? NaN), youdenOfRanks.threshold ?? -1);
  }
});
