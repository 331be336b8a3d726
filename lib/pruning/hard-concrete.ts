import type * as tf from '@tensorflow/tfjs-node';
import type { Random } from '../math/random';

/** The interval to which the concrete variable is stretched before it is clamped to [0, 1]. */
const LOW = -0.1;
const HIGH = 1.1;

/** The uniform noise stays this far from 0 and 1, where its logit is infinite. */
const MARGIN = 1e-6;

/** Noise of `count` gates: logit(u), u ~ U(1e-6, 1 - 1e-6). */
export function gateNoise(count: number, random: Random): Float32Array {
  return Float32Array.from({ length: count }, () => {
    const u = random.uniform(MARGIN, 1 - MARGIN);
    return Math.log(u / (1 - u));
  });
}

/**
 * Hard concrete gates (Louizos, Welling and Kingma 2018, eq. 10-11): z = clamp(1.2 sigmoid((noise + log alpha) / T) - 0.1, 0, 1).
 * @param noise logit(u) of uniform u, one a gate (`gateNoise`)
 * @param temperature T > 0; towards 0 the gates become Bernoulli and their gradient vanishes
 */
export function sampledGates(logAlpha: tf.Tensor1D, noise: tf.Tensor1D, temperature: number): tf.Tensor1D {
  return stretched(logAlpha.add<tf.Tensor1D>(noise).div<tf.Tensor1D>(temperature).sigmoid());
}

/**
 * `sampledGates` on plain numbers, each gate the mean of all the draws that the noise holds one after the other, with its
 * derivative by its log alpha: 1.2 s (1 - s) / T where the draw is not clamped, s its sigmoid. Far cheaper than a tape of so
 * few numbers.
 */
export function meanGates(
  logAlpha: Float32Array,
  noise: Float32Array,
  temperature: number,
): { gates: Float32Array; slopes: Float32Array } {
  const draws = noise.length / logAlpha.length;
  const gates = new Float32Array(logAlpha.length);
  const slopes = new Float32Array(logAlpha.length);
  logAlpha.forEach((alpha, gate) => {
    let [sum, slope] = [0, 0];
    for (let k = gate; k < noise.length; k += logAlpha.length) {
      const s = 1 / (1 + Math.exp(-(noise[k] + alpha) / temperature));
      const z = (HIGH - LOW) * s + LOW;
      if (z >= 1) sum += 1;
      else if (z > 0) {
        sum += z;
        slope += (s * (1 - s)) / temperature;
      }
    }
    gates[gate] = sum / draws;
    slopes[gate] = ((HIGH - LOW) * slope) / draws;
  });
  return { gates, slopes };
}

/** The gates' value after training (eq. 13 there): clamp(1.2 sigmoid(log alpha) - 0.1, 0, 1); 0 from log alpha = -log 11 down. */
export function deterministicGates(logAlpha: tf.Tensor1D): tf.Tensor1D {
  return stretched(logAlpha.sigmoid());
}

/** P(z > 0) = sigmoid(log alpha - T log(0.1 / 1.1)) (eq. 12 there): the gate's share of the expected L0 norm. */
export function openProbability(logAlpha: tf.Tensor1D, temperature: number): tf.Tensor1D {
  return logAlpha.sub<tf.Tensor1D>(temperature * Math.log(-LOW / HIGH)).sigmoid();
}

/** log alpha at the start: N(log((1 - d) / d), 0.01^2) for a drop rate d. */
export function initialLogAlpha(count: number, dropRate: number, random: Random): Float32Array {
  const mean = Math.log((1 - dropRate) / dropRate);
  return Float32Array.from({ length: count }, () => random.normal(mean, 0.01));
}

function stretched(concrete: tf.Tensor1D): tf.Tensor1D {
  return concrete
    .mul<tf.Tensor1D>(HIGH - LOW)
    .add<tf.Tensor1D>(LOW)
    .clipByValue(0, 1) as tf.Tensor1D;
}
