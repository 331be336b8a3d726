import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Random } from '../../lib/math/random';

const DRAWS = 20000;

function sample(draw: (random: Random) => number, seed = 7): Float64Array {
  const random = Random.fromSeed(seed, 'test');
  return Float64Array.from({ length: DRAWS }, () => draw(random));
}

/** Largest distance between the empirical distribution and `cdf` (Kolmogorov and Smirnov). */
function distance(values: Float64Array, cdf: (x: number) => number): number {
  const sorted = values.slice().sort();
  return sorted.reduce((worst, x, k) => {
    const p = cdf(x);
    return Math.max(worst, Math.abs(p - k / sorted.length), Math.abs(p - (k + 1) / sorted.length));
  }, 0);
}

/** A sample of the right distribution is farther away than this with probability 2 exp(-2 * 1.95^2) = 0.001. */
const KS_BOUND = 1.95 / Math.sqrt(DRAWS);

/** The integral of `density` from `low` to x, from a table of 4000 trapezia up to `high`. */
function integrated(density: (x: number) => number, low: number, high: number): (x: number) => number {
  const h = (high - low) / 4000;
  const table = new Float64Array(4001);
  for (let k = 1; k <= 4000; k++) {
    table[k] = table[k - 1] + (h / 2) * (density(low + (k - 1) * h) + density(low + k * h));
  }
  return (x) => {
    const k = Math.min(3999, Math.max(0, Math.floor((x - low) / h)));
    return table[k] + (table[k + 1] - table[k]) * Math.min(1, (x - low) / h - k);
  };
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
const betaDensity = (a: number, b: number) => (x: number) =>
  (factorial(a + b - 1) / (factorial(a - 1) * factorial(b - 1))) * x ** (a - 1) * (1 - x) ** (b - 1);

describe('xoshiro128**', () => {
  it('gives the sequence of the reference implementation from state 1, 2, 3, 4', () => {
    // Blackman and Vigna's xoshiro128starstar.c, compiled; also the test vector of Rust's rand_xoshiro.
    const expected = [
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ];
    const random = Random.fromState([1, 2, 3, 4]);
    assert.deepEqual(
      expected.map(() => random.bits()),
      expected,
    );
  });

  it('gives the sequence that another project recorded from the reference implementation', () => {
    // edorfaus/xoshiro-6502, test-rom/testdata.asm: seed, four values, and the state after them.
    const random = Random.fromState([0x964d4a0c, 0xd40ab895, 0xad7fdecb, 0x3006f0f0]);
    const values = Array.from({ length: 4 }, () => random.bits());
    assert.deepEqual(values, [0xf1391922, 0x6fe53806, 0xa5be2840, 0xf510ee70]);
    assert.deepEqual(random.state(), [0xfc65379c, 0x52006d70, 0x87487639, 0xf1908343]);
  });

  it('goes on from a stored state as if it had not stopped', () => {
    const random = Random.fromSeed(3);
    random.normal();
    const stored = JSON.parse(JSON.stringify(random.state())) as number[];
    const expected = Array.from({ length: 20 }, () => random.normal());
    const resumed = Random.fromState(stored);
    assert.deepEqual(
      expected.map(() => resumed.normal()),
      expected,
    );
  });

  it('gives other numbers for other seeds, seeds beyond 32 bits and other streams', () => {
    const first = (seed: number, stream?: string): number => Random.fromSeed(seed, stream).bits();
    const values = [first(1), first(2), first(1 + 2 ** 32), first(1, 'noise'), first(1, 'split'), first(0)];
    assert.equal(new Set(values).size, values.length);
    assert.equal(first(1, 'noise'), first(1, 'noise'));
  });

  it('refuses what is no seed and no state', () => {
    for (const seed of [-1, 0.5, NaN, 2 ** 53]) assert.throws(() => Random.fromSeed(seed), /seed/);
    assert.throws(() => Random.fromState([1, 2, 3]), /4 words/);
  });
});

describe('distributions', () => {
  it('uniform is uniform', () => {
    const values = sample((random) => random.uniform(-2, 3));
    assert.ok(distance(values, (x) => (x + 2) / 5) < KS_BOUND);
    assert.ok(values.every((x) => x >= -2 && x < 3));
  });

  it('normal follows its distribution, in the tails too', () => {
    const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
    const values = sample((random) => random.normal(2, 3)).map((x) => (x - 2) / 3);
    assert.ok(distance(values, integrated(density, -9, 9)) < KS_BOUND);
    // Share beyond two deviations 0.0455, five standard errors of that share as the bound.
    const tail = values.filter((x) => Math.abs(x) > 2).length / DRAWS;
    assert.ok(Math.abs(tail - 0.0455) < 5 * Math.sqrt((0.0455 * 0.9545) / DRAWS), `${tail}`);
  });

  it('gamma follows its distribution', () => {
    for (const shape of [1, 2, 15]) {
      const density = (x: number): number => (x ** (shape - 1) * Math.exp(-x)) / factorial(shape - 1);
      assert.ok(
        distance(
          sample((random) => random.gamma(shape)),
          integrated(density, 0, 60),
        ) < KS_BOUND,
      );
    }
    assert.throws(() => Random.fromSeed(1).gamma(0.5), /shape/);
  });

  it('beta follows its distribution', () => {
    for (const [a, b] of [
      [2, 2],
      [10, 10],
      [15, 15],
      [2, 5],
    ]) {
      const values = sample((random) => random.beta(a, b));
      assert.ok(distance(values, integrated(betaDensity(a, b), 0, 1)) < KS_BOUND, `Beta(${a}, ${b})`);
    }
  });

  it('below is uniform on whole numbers', () => {
    const counts = new Float64Array(7);
    for (const value of sample((random) => random.below(7))) counts[value]++;
    const expected = DRAWS / 7;
    const chi2 = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    assert.ok(chi2 < 22.5, `chi-squared ${chi2} with 6 degrees of freedom exceeds its 99.9 % point`);
  });

  it('permutation holds every number once, every order equally often', () => {
    assert.deepEqual(
      [...Random.fromSeed(5).permutation(50)].sort((a, b) => a - b),
      [...Array.from({ length: 50 }, (_, k) => k)],
    );
    const counts = new Map<string, number>();
    const random = Random.fromSeed(5);
    for (let k = 0; k < DRAWS; k++) {
      const order = random.permutation(3).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    assert.equal(counts.size, 6);
    const expected = DRAWS / 6;
    const chi2 = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    assert.ok(chi2 < 20.5, `chi-squared ${chi2} with 5 degrees of freedom exceeds its 99.9 % point`);
  });
});
