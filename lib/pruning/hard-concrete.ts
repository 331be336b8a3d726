import type { Random } from '../math/random';

/** The interval to which the concrete variable is stretched before it is clamped to [0, 1]. */
const LOW = -0.1;
const HIGH = 1.1;

/** The uniform noise stays this far from 0 and 1, where its logit is infinite. */
const MARGIN = 1e-6;

/** Noise of `count` gates: logit(u), u ~ U(1e-6, 1 - 1e-6). */
export function gateNoise(count: number, random: Random): Float32Array {
  const noise = new Float32Array(count);
  // Tens of thousands a step, where a call for each would show: no Float32Array.from.
  for (let k = 0; k < count; k++) {
    const u = random.uniform(MARGIN, 1 - MARGIN);
    noise[k] = Math.log(u / (1 - u));
  }
  return noise;
}

/** The value of every gate, and its derivative by the gate's log alpha. */
export interface Gates {
  readonly values: Float32Array;
  readonly slopes: Float32Array;
}

/**
 * Hard concrete gates (Louizos, Welling and Kingma 2018, eq. 10-11): z = clamp(1.2 s - 0.1, 0, 1), s = sigmoid((noise + log
 * alpha) / T), with slope 1.2 s (1 - s) / T where z is not clamped. Each is the mean of all the draws that the noise holds, one
 * after the other.
 * @param noise logit(u) of uniform u, one a gate and draw (`gateNoise`)
 * @param temperature T > 0; towards 0 the gates become Bernoulli and their gradient vanishes
 */
export function sampledGates(logAlpha: Float32Array, noise: Float32Array, temperature: number): Gates {
  const gates = logAlpha.length;
  const draws = noise.length / gates;
  const values = new Float32Array(gates);
  const slopes = new Float32Array(gates);
  for (let gate = 0; gate < gates; gate++) {
    const alpha = logAlpha[gate];
    let [sum, slope] = [0, 0];
    for (let k = gate; k < noise.length; k += gates) {
      const s = 1 / (1 + Math.exp(-(noise[k] + alpha) / temperature));
      const z = (HIGH - LOW) * s + LOW;
      if (z >= 1) sum += 1;
      else if (z > 0) {
        sum += z;
        slope += s * (1 - s);
      }
    }
    values[gate] = sum / draws;
    slopes[gate] = ((HIGH - LOW) * slope) / (temperature * draws);
  }
  return { values, slopes };
}

/** The gates' value after training (eq. 13 there): clamp(1.2 sigmoid(log alpha) - 0.1, 0, 1); 0 from log alpha = -log 11 down. */
export function deterministicGates(logAlpha: Float32Array): Float32Array {
  return logAlpha.map((alpha) => Math.min(Math.max((HIGH - LOW) * sigmoid(alpha) + LOW, 0), 1));
}

/** P(z > 0) = sigmoid(log alpha - T log(0.1 / 1.1)) (eq. 12 there): the gate's share of the expected L0 norm. */
export function openProbability(logAlpha: Float32Array, temperature: number): Gates {
  const shift = temperature * Math.log(-LOW / HIGH);
  const values = logAlpha.map((alpha) => sigmoid(alpha - shift));
  return { values, slopes: values.map((open) => open * (1 - open)) };
}

/** log alpha at the start: N(log((1 - d) / d), 0.01^2) for a drop rate d. */
export function initialLogAlpha(count: number, dropRate: number, random: Random): Float32Array {
  const mean = Math.log((1 - dropRate) / dropRate);
  return Float32Array.from({ length: count }, () => random.normal(mean, 0.01));
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
