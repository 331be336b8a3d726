import assert from 'node:assert/strict';
import { test } from 'node:test';
import { densityAt, fallingDensity } from '../../lib/evidence/grenander';
import { rankPairs } from '../../lib/evidence/pair-ranks';
import { posteriorOf } from '../../lib/evidence/posterior';
import { reliabilityOf } from '../../lib/evidence/reliability';
import { matrixRows, type MatrixRows } from '../../lib/math/matrix-rows';
import { Random } from '../../lib/math/random';
import { fromEntries } from '../../lib/math/sparse-matrix';

const close = (a: number, b: number, by = 1e-12): void =>
  assert.ok(Math.abs(a - b) <= by, `${a} is not ${b}`);

test('ranks by hand: three genes, two pairs of a prior among four others, a tie', () => {
  // Outside, by size: 4, 2, 2, 0. The prior's pairs have 3 (one above it) and 2 (tied with two).
  const evidence = [9, 3, -4, 2, 9, 2, -2, 0, 9];
  const rows = matrixRows(3, 3, (i, values) => values.set(evidence.slice(3 * i, 3 * i + 3)));
  const prior = fromEntries(3, 3, [
    [0, 1, 1],
    [1, 0, -1],
    [2, 2, 1],
  ]);
  const { intervals, inside, outside, ranks } = rankPairs(rows, prior);
  assert.deepEqual([[...inside], outside], [[1, 3], 4]);
  assert.deepEqual(intervals, [
    { low: 1 / 5, high: 2 / 5 },
    { low: 1 / 5, high: 4 / 5 },
  ]);
  close(ranks[2], 0.1, 1e-7);
  assert.ok(Number.isNaN(ranks[0]));
});

test('Grenander by hand: observations in (0, .1), (.1, .2) and (.2, 1) make steps of 10/3, 10/3 and 5/12', () => {
  const density = fallingDensity([
    { low: 0.1, high: 0.2 },
    { low: 0, high: 0.1 },
    { low: 0.2, high: 1 },
  ]);
  const [first] = density.heights;
  close(first, 10 / 3, 1e-9);
  close(density.heights[density.heights.length - 1], 5 / 12, 1e-9);
  // The second interval alone would rise: the majorant levels it.
  const level = fallingDensity([
    { low: 0.5, high: 1 },
    { low: 0.5, high: 1 },
    { low: 0, high: 0.5 },
  ]);
  level.heights.forEach((height) => close(height, 1, 1e-9));
});

test('a density never rises and has mass 1, whatever is observed', () => {
  const random = Random.fromSeed(4);
  const density = fallingDensity(
    Array.from({ length: 200 }, () => {
      const low = random.uniform() ** 3 * 0.9;
      return { low, high: low + 0.001 + 0.09 * random.uniform() };
    }),
  );
  const { knots, heights } = density;
  close(
    heights.reduce((sum, height, k) => sum + height * (knots[k + 1] - knots[k]), 0),
    1,
    1e-9,
  );
  heights.slice(1).forEach((height, k) => assert.ok(height <= heights[k]));
  for (let u = 0.002; u < 1; u += 0.001)
    assert.ok(densityAt(density, u) <= densityAt(density, u - 0.001) + 1e-12);
});

/** Ranks of `edges` pairs of a prior, a share of which is right and seen as u^4, the others uniform. */
function drawn(edges: number, right: number, random: Random) {
  return Array.from({ length: edges }, (_, k) => {
    const u = k < right * edges ? random.uniform() ** 4 : random.uniform();
    const low = Math.min(1 - 1e-4, u);
    return { low, high: low + 1e-4 };
  });
}

test('the reliability of known densities: near what the density allows, and in its interval 19 times in 20', () => {
  for (const right of [0.2, 0.5, 0.9]) {
    // Of right edges 1 - .5^(1/4) = .159 have u > 1/2; the estimator takes twice as many for wrong ones.
    const expected = 1 - 2 * ((1 - right) / 2 + right * (1 - 0.5 ** 0.25));
    let held = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const { low, high } = reliabilityOf(drawn(400, right, Random.fromSeed(seed)));
      if (low <= expected && expected <= high) held++;
    }
    assert.ok(held >= 184, `${right}: ${held} of 200`);
  }
  assert.deepEqual(reliabilityOf([]), { share: 0, low: 0, high: 1 });
});

/** Evidence of n genes: edges are |N(3, 1)|, all else |N(0, 1)|; a prior with a share of the edges, and as many wrong ones as it lacks. */
function made(n: number, edges: number, right: number, seed: number) {
  const random = Random.fromSeed(seed);
  const pairs = random.permutation(n * n).filter((pair) => pair % (n + 1) !== 0);
  const truth = new Set(pairs.slice(0, edges));
  const kept = Math.round(right * edges);
  const chosen = [...pairs.slice(0, kept), ...pairs.slice(edges, 2 * edges - kept)];
  const values = Float32Array.from({ length: n * n }, (_, pair) => random.normal(truth.has(pair) ? 3 : 0));
  const evidence: MatrixRows = matrixRows(n, n, (i, row) => row.set(values.subarray(i * n, (i + 1) * n)));
  const prior = fromEntries(
    n,
    n,
    chosen.map((pair) => [Math.floor(pair / n), pair % n, 1] as const),
  );
  return { pairs: rankPairs(evidence, prior), truth };
}

test('two groups with known densities: what is given a probability from 1/2 on is right that often; what is given less, less', () => {
  const bins = [0, 0.5, 0.9].map(() => ({ said: 0, right: 0, count: 0 }));
  for (let seed = 1; seed <= 20; seed++) {
    const { pairs, truth } = made(120, 200, 0.6, seed);
    const posterior = posteriorOf(pairs);
    close(posterior.reliability.share, 0.6, 0.17);
    for (const pair of pairs.inside) {
      const p = posterior.inside(pairs.ranks[pair]);
      const bin = bins[p < 0.5 ? 0 : p < 0.9 ? 1 : 2];
      bin.said += p;
      bin.count++;
      if (truth.has(pair)) bin.right++;
    }
  }
  // Below 1/2 the prior keeps some of its odds in case the data cannot see the edge, and here they see them all.
  const [weak, middling, strong] = bins;
  assert.ok(weak.right < weak.said && weak.said < 0.3 * weak.count);
  for (const { said, right, count } of [middling, strong]) close(said / count, right / count, 0.1);
});

test('outside the prior the strongest pairs are the likeliest, and no probability leaves (0, 1)', () => {
  for (const right of [0, 0.3, 1]) {
    const { pairs } = made(60, 80, right, 7);
    const { inside, outside } = posteriorOf(pairs);
    for (let u = 1e-5; u <= 1; u *= 1.5) {
      for (const read of [inside, outside]) {
        assert.ok(read(u) >= 0 && read(u) < 1);
        assert.ok(read(u) <= read(u / 1.5) + 1e-12);
      }
    }
  }
});

test('what cannot be ranked is refused: a prior of every pair, evidence that is not a number, another size', () => {
  const flat = matrixRows(3, 3, (_, values) => values.fill(1));
  const all = fromEntries(
    3,
    3,
    Array.from({ length: 9 }, (_, k) => [Math.floor(k / 3), k % 3, 1] as const),
  );
  assert.throws(() => rankPairs(flat, all), /joins every pair/);
  const none = fromEntries(3, 3, []);
  assert.throws(
    () =>
      rankPairs(
        matrixRows(3, 3, (_, v) => v.fill(NaN)),
        none,
      ),
    /gene 0 for gene 0 is not a number/,
  );
  assert.throws(
    () =>
      rankPairs(
        matrixRows(2, 2, () => {}),
        none,
      ),
    /do not fit/,
  );
});

test('evidence that is the same for all pairs: no support, and a uniform density', () => {
  const one = fromEntries(4, 4, [
    [0, 1, 1],
    [1, 2, 1],
  ]);
  const pairs = rankPairs(
    matrixRows(4, 4, (_, values) => values.fill(2)),
    one,
  );
  const { reliability, inside } = posteriorOf(pairs);
  assert.ok(reliability.share < 0.2 && reliability.low === 0);
  assert.ok(inside(0.5) > 0 && inside(0.5) < 1);
});
