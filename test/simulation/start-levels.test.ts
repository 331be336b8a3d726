import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Random } from '../../lib/math/random';
import {
  drawStartDistribution,
  drawStartLevels,
  estimateStartDistribution,
} from '../../lib/simulation/start-levels';

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((a, b) => a + b, 0) / values.length;
const variance = (values: ArrayLike<number>): number => {
  const m = mean(values);
  return mean(Array.from(values, (x) => (x - m) ** 2));
};

it('the distribution of start levels has the moments of its definition', () => {
  const { inputMean, inputSd, shift } = drawStartDistribution(40000, 20000, Random.fromSeed(1));
  // Beta(10, 10): mean 1/2, variance 1/84; bounds are five standard errors.
  assert.ok(Math.abs(mean(inputMean) - 0.5) < 5 * Math.sqrt(1 / 84 / 20000));
  assert.ok(Math.abs(variance(inputMean) / (1 / 84) - 1) < 5 * Math.sqrt(2 / 20000));
  assert.ok(
    inputSd.every(
      (sd, k) => sd >= 0.01 && sd <= Math.max(0.01, Math.min(inputMean[k], 1 - inputMean[k]) / 3),
    ),
  );
  const share = inputSd.map((sd, k) => (3 * sd) / Math.min(inputMean[k], 1 - inputMean[k]));
  // Beta(15, 15): mean 1/2, variance 1/124 (the floor of 0.01 is met by almost no gene).
  assert.ok(Math.abs(mean(share) - 0.5) < 0.005);
  assert.ok(Math.abs(variance(share) / (1 / 124) - 1) < 0.05);
  assert.ok(shift.every((value) => value >= -0.25 && value < 0.25));
  assert.ok(Math.abs(variance(shift) / (1 / 48) - 1) < 5 * Math.sqrt(2 / 20000));
});

it('start levels lie in [0, 1] and follow the distribution of their gene', () => {
  const distribution = {
    inputMean: Float64Array.of(0.4, 0.02),
    inputSd: Float64Array.of(0.1, 0.05),
    shift: Float64Array.of(0, 0.2, -0.25),
  };
  const random = Random.fromSeed(2);
  const draws = Array.from({ length: 20000 }, () => drawStartLevels(distribution, random));
  const of = (gene: number): number[] => draws.map((levels) => levels[gene]);
  assert.ok(draws.every((levels) => levels.every((level) => level >= 0 && level <= 1)));
  assert.ok(Math.abs(mean(of(0)) - 0.4) < 5 * Math.sqrt(0.01 / 20000));
  assert.ok(Math.abs(variance(of(0)) / 0.01 - 1) < 5 * Math.sqrt(2 / 20000));
  // Redrawn, not clipped: a gene near 0 is never exactly there, and its mean is above that of the normal.
  assert.ok(of(1).every((level) => level > 0) && mean(of(1)) > 0.03);
  // Beta(2, 2): mean 1/2, variance 1/20.
  assert.ok(Math.abs(mean(of(2)) - 0.5) < 5 * Math.sqrt(1 / 20 / 20000));
  assert.ok(Math.abs(variance(of(2)) - 1 / 20) < 0.002);
  // P(Beta(2, 2) < 0.25) = 3 * 0.25^2 - 2 * 0.25^3 = 0.15625 of the last gene is clipped to 0.
  const clipped = of(4).filter((level) => level === 0).length / 20000;
  assert.ok(Math.abs(clipped - 0.15625) < 5 * Math.sqrt((0.15625 * 0.84375) / 20000), `${clipped}`);
  assert.ok(mean(of(3)) > 0.68 && mean(of(3)) < 0.7);
});

it('the distribution is estimated back from many starts, and within its error from ten', () => {
  const truth = {
    inputMean: Float64Array.of(0.4, 0.6),
    inputSd: Float64Array.of(0.1, 0.05),
    shift: Float64Array.of(0, 0.2, -0.2),
  };
  const random = Random.fromSeed(3);
  const many = Array.from({ length: 20000 }, () => drawStartLevels(truth, random));
  const estimated = estimateStartDistribution(many, 2);
  estimated.inputMean.forEach((value, k) => assert.ok(Math.abs(value - truth.inputMean[k]) < 0.004));
  estimated.inputSd.forEach((value, k) => assert.ok(Math.abs(value / truth.inputSd[k] - 1) < 0.03));
  // Clipping at 0 and 1 pulls a shifted gene's mean towards 1/2 by less than 0.02.
  estimated.shift.forEach((value, k) => assert.ok(Math.abs(value - truth.shift[k]) < 0.02, `${value}`));
  // By hand: levels 0.2 and 0.4 have mean 0.3, sd sqrt((0.01 + 0.01) / 1) = 0.1414..., shift -0.2.
  const two = estimateStartDistribution([Float64Array.of(0.2, 0.2), Float64Array.of(0.4, 0.4)], 1);
  assert.ok(Math.abs(two.inputMean[0] - 0.3) < 1e-12 && Math.abs(two.inputSd[0] - Math.SQRT2 / 10) < 1e-12);
  assert.ok(Math.abs(two.shift[0] + 0.2) < 1e-12);
  assert.throws(() => estimateStartDistribution([Float64Array.of(0.2)], 1), RangeError);
});
