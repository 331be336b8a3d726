import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../lib/math/random';
import { exactlySummable, LANES, PermutationSums } from '../../lib/pathways/permutation-sums';
import { defaultPermutations, isFound, testPathways } from '../../lib/pathways/permutation-test';
import type { TestedSet, GeneUniverse } from '../../lib/pathways/universe';
import { assertWithin } from '../helpers';

function universe(influence: ArrayLike<number>, members: readonly (readonly number[])[]): GeneUniverse {
  return {
    symbols: Array.from(influence, (_, k) => `G${k}`),
    influence: Float64Array.from(influence),
    sets: members.map((member, s) => ({ name: `S${s}`, members: Int32Array.from(member) })),
    known: influence.length,
    averaged: 0,
    otherCase: 0,
    tooSmall: 0,
    tooLarge: 0,
  };
}

/** `count` random sets of `sizes` among n genes. */
function randomSets(n: number, sizes: readonly number[], count: number, random: Random): number[][] {
  return Array.from({ length: count }, (_, s) => [
    ...random
      .permutation(n)
      .subarray(0, sizes[s % sizes.length])
      .sort(),
  ]);
}

/** Influences like a pruned model's: most are 0, the others heavy-tailed. */
const prunedLike = (n: number, random: Random): Float64Array =>
  Float64Array.from({ length: n }, () => (random.uniform() < 0.6 ? 0 : Math.exp(random.normal(-8, 1))));

test('four genes, all 24 permutations by hand', async () => {
  // Set {0, 1} scores 3 + 1 = 4. Of the six pairs of {3, 1, 1, 0}: 4, 4, 3, 2, 1, 1; mean 2.5, variance 9.5 / 6.
  const permutations = 24_000;
  const { pathways } = await testPathways(universe([3, 1, 1, 0], [[0, 1]]), {
    random: Random.fromSeed(1),
    permutations,
  });
  const [{ score, expected, z, p, members, paper }] = pathways;
  assert.deepEqual([score, expected, members], [4, 2.5, ['G0', 'G1']]);
  assert.ok(Math.abs(z - 1.5 / Math.sqrt(9.5 / 6)) < 1e-12);
  // A third of the pairs reach 4, none is beyond; 5 standard errors.
  assert.ok(Math.abs(p - 1 / 3) < 5 * Math.sqrt(2 / 9 / permutations), `p ${p}`);
  assert.equal(paper.p, 0);
});

test('z by the exact mean and variance is that of 100 000 permutations within their error', async () => {
  const random = Random.fromSeed(5);
  const sets = randomSets(300, [5, 12, 40, 150, 299], 25, random);
  const permutations = 100_000;
  const { pathways } = await testPathways(universe(prunedLike(300, random), sets), {
    random,
    permutations,
    paperPermutations: permutations,
  });
  for (const { z, paper, members } of pathways) {
    // Mean: 1 / sqrt(K) standard deviations. Their estimate: at most a few times that, relative, for these skewed sums.
    const bound = (5 + 10 * Math.abs(z)) / Math.sqrt(permutations);
    assert.ok(Math.abs(paper.z - z) < bound, `${members.length} genes: ${paper.z} against ${z}`);
  }
});

test('on shuffled influences p is uniform, Bonferroni and max-T find nothing more often than they may', async () => {
  const random = Random.fromSeed(11);
  const n = 400;
  const tests = 300;
  const influence = Float64Array.from({ length: n }, () => random.uniform() ** 3);
  // A set of its own for every p, so that they are independent: one set per test against fresh influences.
  const p: number[] = [];
  for (let k = 0; k < tests; k++) {
    const order = random.permutation(n);
    const shuffled = Float64Array.from(order, (gene) => influence[gene]);
    const { pathways } = await testPathways(universe(shuffled, [[...Array(20).keys()]]), {
      random,
      permutations: 400,
    });
    p.push(pathways[0].p);
  }
  p.sort((a, b) => a - b);
  const distance = Math.max(...p.map((value, k) => Math.max((k + 1) / tests - value, value - k / tests)));
  // Kolmogorov's 1 % point is 1.63 / sqrt(tests) = 0.094; p itself is a multiple of 1 / 401.
  assert.ok(distance < 1.63 / Math.sqrt(tests) + 1 / 401, `Kolmogorov distance ${distance}`);

  let [byBonferroni, byMaxT] = [0, 0];
  const families = 60;
  for (let k = 0; k < families; k++) {
    const sets = randomSets(n, [8, 30], 20, random);
    const { pathways } = await testPathways(universe(influence, sets), { random, permutations: 1000 });
    if (pathways.some((pathway) => isFound(pathway, 'bonferroni'))) byBonferroni++;
    if (pathways.some((pathway) => isFound(pathway, 'maxT'))) byMaxT++;
  }
  // Binomial(60, 0.05): more than 9 with a chance below 0.1 %.
  assert.ok(byBonferroni <= 9 && byMaxT <= 9, `${byBonferroni} and ${byMaxT} of ${families} families`);
});

test('a pathway of the most influential genes is found; no plus-one p is 0, where the paper has many', async () => {
  const random = Random.fromSeed(3);
  const influence = Float64Array.from({ length: 500 }, (_, k) => (k < 10 ? 5 : 0) + random.uniform());
  const sets = [[...Array(10).keys()], ...randomSets(500, [10], 59, random)];
  const { pathways, permutations } = await testPathways(universe(influence, sets), { random });
  assert.equal(permutations, defaultPermutations(60));
  const [first] = pathways;
  for (const rule of ['paper', 'bonferroni', 'benjaminiHochberg', 'maxT'] as const)
    assert.ok(isFound(first, rule));
  assert.deepEqual([first.paper.p, first.p], [0, 1 / 10_001]);
  for (const { p, bonferroni, benjaminiHochberg, maxT } of pathways) {
    for (const value of [p, bonferroni, benjaminiHochberg, maxT]) assert.ok(value > 0 && value <= 1);
    assert.ok(bonferroni >= benjaminiHochberg && benjaminiHochberg >= p && maxT >= p);
  }
});

test('the default number of permutations lets Bonferroni be reached', () => {
  for (const sets of [1, 50, 1600, 5000]) assert.ok(sets / (1 + defaultPermutations(sets)) < 0.05);
});

test('one seed, one result; progress ends at all; an abort stops it', async () => {
  const random = Random.fromSeed(8);
  const made = universe(prunedLike(200, random), randomSets(200, [7, 30], 12, random));
  const run = (options = {}): ReturnType<typeof testPathways> =>
    testPathways(made, { random: Random.fromSeed(2), permutations: 1003, ...options });
  let last = { done: 0, total: 0 };
  const first = await run({ onProgress: (progress: typeof last) => (last = progress) });
  assert.deepEqual(last, { done: 1003, total: 1003 });
  assert.deepEqual(await run(), first);
  const abort = new AbortController();
  const stopped = run({ permutations: 1e9, signal: abort.signal, onProgress: () => abort.abort() });
  await assert.rejects(stopped, { name: 'AbortError' });
  await assert.rejects(run({ permutations: 0 }), /at least one permutation/);
  await assert.rejects(
    testPathways(universe([2, 2, 2], [[0]]), { random }),
    /all 3 influences in the universe are 2/,
  );
});

test('sums over permutations: exact in any order, each a permutation of all values', () => {
  const random = Random.fromSeed(4);
  const raw = Float64Array.from({ length: 50 }, () => Math.exp(random.normal(-6, 3)));
  const values = exactlySummable(raw);
  const total = raw.reduce((sum, value) => sum + value, 0);
  assertWithin(values, raw, () => 1e-15 * total);
  const sumOf = (order: ArrayLike<number>): number =>
    Array.from(order).reduce((sum, k) => sum + values[k], 0);
  const forwards = sumOf(random.permutation(50));
  for (let k = 0; k < 20; k++) assert.equal(sumOf(random.permutation(50)), forwards);
  assert.deepEqual([...exactlySummable([0, 0])], [0, 0]);

  // A set and its complement add up to the whole in every permutation; single genes run through all values.
  const sets: TestedSet[] = [
    { name: 'left', members: Int32Array.from({ length: 20 }, (_, k) => k) },
    { name: 'right', members: Int32Array.from({ length: 30 }, (_, k) => 20 + k) },
    { name: 'one', members: Int32Array.of(17) },
  ];
  const sums = new PermutationSums(values, sets);
  const seen = new Set<number>();
  for (let block = 0; block < 100; block++) {
    sums.next(random);
    for (let lane = 0; lane < LANES; lane++) {
      assert.equal(sums.sums[lane] + sums.sums[LANES + lane], forwards);
      seen.add(sums.sums[2 * LANES + lane]);
    }
  }
  assert.deepEqual([...seen].sort(), [...new Set(values)].sort());
});
