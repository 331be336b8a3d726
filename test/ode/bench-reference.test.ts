import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asExactAsOurs, errorOf, referenceOf, wantedError } from '../../bench/reference';
import { RELATIVE_TOLERANCES, solvingAt } from '../../bench/solvers';
import { Random } from '../../lib/math/random';
import { Model } from '../../lib/phoenix/model';
import { initialParameters, viewsOf } from '../../lib/phoenix/parameters';
import type { Pairs } from '../../lib/studies/pairs';

const shape = { genes: 6, hidden: 2 };
const count = 8;
const random = Random.fromSeed(3, 'bench reference');
const parameters = initialParameters(shape, random);
const blocks = viewsOf(parameters, shape);
// A joint term that bends, and one gene that decays faster than the others.
for (const weights of [blocks.wS, blocks.wP]) weights.forEach((_, k) => (weights[k] = random.normal(0, 0.3)));
blocks.v[2] = 3;
const start = Float32Array.from({ length: count * shape.genes }, () => random.uniform(0.1, 0.9));
const intervals = Float32Array.from({ length: count }, (_, pair) => [1, 2, 2, 4][pair % 4]);
const pairs: Pairs = {
  genes: shape.genes,
  count,
  start,
  target: start,
  intervals,
  series: Int32Array.from({ length: count }, (_, pair) => pair >> 2),
};

/** The field of section 3 from its formula, in float64. */
function fieldAt(g: readonly number[]): number[] {
  const { wS, bS, wP, bP, uS, uP, v } = viewsOf(parameters, shape);
  const { genes, hidden } = shape;
  const phi = g.map((x) => (x - 0.5) / (1 + Math.abs(x - 0.5)));
  const sums = Array.from(bS);
  const logs = Array.from(bP);
  for (let k = 0; k < hidden; k++) {
    for (let j = 0; j < genes; j++) {
      sums[k] += wS[k * genes + j] * phi[j];
      logs[k] += wP[k * genes + j] * Math.log1p(phi[j]);
    }
  }
  return g.map((x, i) => {
    let joint = 0;
    for (let k = 0; k < hidden; k++)
      joint += uS[i * hidden + k] * sums[k] + uP[i * hidden + k] * Math.exp(logs[k]);
    return Math.max(v[i], 0) * (joint - x);
  });
}

/** 400 classical Runge-Kutta steps. */
function rungeKutta(pair: number): number[] {
  const h = intervals[pair] / 400;
  let g = Array.from(start.subarray(pair * shape.genes, (pair + 1) * shape.genes));
  const moved = (slope: number[], by: number): number[] => g.map((x, i) => x + by * slope[i]);
  for (let step = 0; step < 400; step++) {
    const k1 = fieldAt(g);
    const k2 = fieldAt(moved(k1, h / 2));
    const k3 = fieldAt(moved(k2, h / 2));
    const k4 = fieldAt(moved(k3, h));
    g = g.map((x, i) => x + (h / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]));
  }
  return g;
}

const genes = Array.from({ length: shape.genes }, (_, gene) => `G${gene}`);
const reference = referenceOf(new Model({ shape, parameters, mask: null, genes }), pairs, count);
const problem = { shape, pairs, parameters, mask: null, reference };

test("the bench's reference is the solution that 400 Runge-Kutta steps find", () => {
  for (let pair = 0; pair < count; pair++) {
    rungeKutta(pair).forEach((value, gene) => {
      const difference = reference[pair * shape.genes + gene] - value;
      assert.ok(Math.abs(difference) < 1e-8, `pair ${pair}, gene ${gene}: ${difference} of ${value}`);
    });
  }
});

test("an error is the root mean square over all genes and pairs, and falls to float32's with the tolerance", () => {
  assert.ok(errorOf(problem, solvingAt('dormand-prince', 1e-6)) < 1e-6);
  const shifted = { ...problem, reference: reference.map((value) => value + 0.25) };
  assert.ok(Math.abs(errorOf(shifted, solvingAt('dormand-prince', 1e-6)) - 0.25) < 1e-6);
});

test('equal error: the loosest tolerance tried that errs no more than ours', () => {
  const wanted = wantedError(problem);
  const found = asExactAsOurs(problem, 'dormand-prince');
  assert.ok(errorOf(problem, found) <= wanted);
  const looser = RELATIVE_TOLERANCES.filter((relative) => relative > found.relative);
  for (const relative of looser) assert.ok(errorOf(problem, solvingAt('dormand-prince', relative)) > wanted);
});
