import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-node';
import { Random } from '../../lib/math/random';
import {
  deterministicGates,
  gateNoise,
  initialLogAlpha,
  openProbability,
  sampledGates,
} from '../../lib/pruning/hard-concrete';
import { assertClose } from '../helpers';
import { sampledGates as tensorGates } from '../training/tensor-gates';

const LOG_ALPHAS = [-3, -1.5, 0, Math.log(4), 3];
const TEMPERATURES = [2 / 3, 1 / 50];
const DRAWS = 40_000;

const read = (expression: () => tf.Tensor): number[] => tf.tidy(() => Array.from(expression().dataSync()));

/** Draws of one gate. */
function drawn(logAlpha: number, temperature: number, random: Random): number[] {
  const same = new Float32Array(DRAWS).fill(logAlpha);
  return Array.from(sampledGates(same, gateNoise(DRAWS, random), temperature).values);
}

test('sampled gates are open as often as their closed form says, within four standard errors', () => {
  const random = Random.fromSeed(1, 'gates');
  for (const temperature of TEMPERATURES) {
    const expected = openProbability(Float32Array.from(LOG_ALPHAS), temperature).values;
    LOG_ALPHAS.forEach((logAlpha, k) => {
      const share = drawn(logAlpha, temperature, random).filter((z) => z > 0).length / DRAWS;
      const error = Math.sqrt((expected[k] * (1 - expected[k])) / DRAWS);
      assert.ok(Math.abs(share - expected[k]) < 4 * error, `log alpha ${logAlpha}: ${share}, ${expected[k]}`);
    });
  }
});

test('the mean of sampled gates is the integral of their quantile function', () => {
  // E z = integral over u of clamp(1.2 sigmoid((logit u + log alpha) / T) - 0.1), by the midpoint rule.
  const random = Random.fromSeed(2, 'gates');
  const steps = 20_000;
  for (const temperature of TEMPERATURES) {
    for (const logAlpha of LOG_ALPHAS) {
      let mean = 0;
      let square = 0;
      for (let k = 0; k < steps; k++) {
        const u = (k + 0.5) / steps;
        const concrete = 1 / (1 + Math.exp(-(Math.log(u / (1 - u)) + logAlpha) / temperature));
        const z = Math.min(Math.max(1.2 * concrete - 0.1, 0), 1);
        mean += z / steps;
        square += (z * z) / steps;
      }
      const gates = drawn(logAlpha, temperature, random);
      const average = gates.reduce((sum, z) => sum + z, 0) / DRAWS;
      const error = Math.sqrt((square - mean * mean) / DRAWS);
      assert.ok(Math.abs(average - mean) < 4 * error, `log alpha ${logAlpha}: ${average}, ${mean}`);
    }
  }
});

test('deterministic gates: closed from -log 11 down, open from log 11 up, half at 0', () => {
  const edge = Math.log(11);
  const [closed, justOpen, half, nearly, open] = deterministicGates(
    Float32Array.of(-edge - 0.01, -edge + 0.01, 0, edge - 0.01, edge + 0.01),
  );
  assert.equal(closed, 0);
  assert.ok(justOpen > 0 && justOpen < 0.01);
  assert.ok(Math.abs(half - 0.5) < 1e-6);
  assert.ok(nearly < 1 && nearly > 0.99);
  assert.equal(open, 1);
});

test('at T = 1/50 the first drop rates 0.2 and 0.5 close 19.2 and 48.8 % of the gates: 34 % of a model', () => {
  const [genes, neurons] = openProbability(Float32Array.of(Math.log(4), 0), 1 / 50).values;
  assert.ok(Math.abs(1 - genes - 0.1924) < 1e-4, `${1 - genes}`);
  assert.ok(Math.abs(1 - neurons - 0.488) < 1e-4, `${1 - neurons}`);
  assert.ok(Math.abs(1 - (genes + neurons) / 2 - 0.34) < 1e-3);
});

test('the gradient through sampled gates is that of central differences where they are inside (0, 1)', () => {
  const noise = gateNoise(60, Random.fromSeed(3, 'gates'));
  const logAlpha = Float32Array.from({ length: 60 }, (_, k) => -1.5 + 0.05 * k);
  const temperature = 2 / 3;
  const gate = (k: number, value: number): number =>
    1.2 / (1 + Math.exp(-(noise[k] + value) / temperature)) - 0.1;
  const { slopes } = sampledGates(logAlpha, noise, temperature);
  const h = 1e-5;
  let inside = 0;
  logAlpha.forEach((value, k) => {
    const z = gate(k, value);
    if (z > 1e-3 && z < 1 - 1e-3) inside++;
    const slope = z > 0 && z < 1 ? (gate(k, value + h) - gate(k, value - h)) / (2 * h) : 0;
    if (Math.abs(z) > 1e-3 && Math.abs(z - 1) > 1e-3) assert.ok(Math.abs(slopes[k] - slope) < 1e-4);
  });
  assert.ok(inside >= 20 && inside < 60, `${inside} of 60 inside`);
});

test('log alpha starts at the logit of the keep rate', () => {
  const values = initialLogAlpha(10_000, 0.2, Random.fromSeed(4, 'gates'));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  assert.ok(Math.abs(mean - Math.log(4)) < 5e-4);
  assert.ok(Math.abs(sd - 0.01) < 5e-4);
});

test('gates on plain numbers are those of the tape, their derivatives what it differentiates', () => {
  const random = Random.fromSeed(7, 'gates');
  for (const [temperature, draws] of [
    [2 / 3, 1],
    [2 / 3, 6],
    [1 / 50, 3],
  ] as const) {
    const logAlpha = Float32Array.from({ length: 40 }, () => random.normal(0, 2));
    const noise = gateNoise(draws * logAlpha.length, random);
    const tape = (alpha: tf.Tensor): tf.Tensor => tensorGates(alpha.as1D(), noise, temperature);
    const { values, slopes } = sampledGates(logAlpha, noise, temperature);
    assertClose(
      values,
      read(() => tape(tf.tensor1d(logAlpha))),
      1e-5,
      'gates',
    );
    assertClose(
      slopes,
      read(() => tf.grad((alpha) => tape(alpha).sum())(tf.tensor1d(logAlpha))),
      1e-4,
      'slopes',
    );
    assert.ok(values.some((gate) => gate === 0) || draws > 1);
  }
});
