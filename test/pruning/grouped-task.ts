import * as tf from '@tensorflow/tfjs-node';
import { Matrix } from 'ml-matrix';
import type { Random } from '../../lib/math/random';
import type { Mixing } from '../../lib/pruning/dash-scores';
import { NetworkPruner } from '../../lib/pruning/prune-tfjs-network';
import { denseConfusion } from '../evaluation/dense';

const GROUPS = 4;
const INPUTS = 24;
/** Inputs that drive outputs; the others only go along with them. */
const DRIVERS = 8;
const OUTPUTS = 16;
const HIDDEN = [8, 8];
const SAMPLES = 200;

/** A regression whose true paths are known: every output depends on the drivers of its own group and on no other input. */
export interface GroupedTask {
  readonly x: tf.Tensor2D;
  readonly y: tf.Tensor2D;
  /** OUTPUTS x INPUTS, 1 where the output depends on the input. */
  readonly truth: Matrix;
  /** The truth with a tenth of its dependences moved elsewhere. */
  readonly prior: Matrix;
}

/** Inputs share a common factor, so that the wrong ones predict an output too: the data alone leave the paths open. */
export function groupedTask(random: Random): GroupedTask {
  const groupOf = (index: number, count: number): number => Math.floor((index * GROUPS) / count);
  const truth = Matrix.zeros(OUTPUTS, INPUTS);
  const weights = Matrix.zeros(OUTPUTS, INPUTS);
  for (let o = 0; o < OUTPUTS; o++) {
    for (let i = 0; i < INPUTS; i++) {
      if (i >= DRIVERS || groupOf(o, OUTPUTS) !== groupOf(i, DRIVERS)) continue;
      truth.set(o, i, 1);
      weights.set(o, i, random.uniform(0.3, 1) * (random.uniform() < 0.5 ? -1 : 1));
    }
  }
  const prior = truth.clone();
  for (let moved = 0; moved < Math.round(0.1 * truth.sum());) {
    const [from, to] = [random.below(OUTPUTS * INPUTS), random.below(OUTPUTS * INPUTS)];
    const at = (k: number): [number, number] => [Math.floor(k / INPUTS), k % INPUTS];
    if (prior.get(...at(from)) === 0 || prior.get(...at(to)) === 1) continue;
    prior.set(...at(from), 0);
    prior.set(...at(to), 1);
    moved++;
  }
  const x = new Matrix(SAMPLES, INPUTS);
  const y = new Matrix(SAMPLES, OUTPUTS);
  for (let s = 0; s < SAMPLES; s++) {
    const common = random.normal();
    for (let i = 0; i < INPUTS; i++) x.set(s, i, 0.7 * common + 0.7 * random.normal());
    for (let o = 0; o < OUTPUTS; o++) {
      let sum = 0;
      for (let i = 0; i < INPUTS; i++) sum += weights.get(o, i) * x.get(s, i);
      y.set(s, o, Math.tanh(sum) + 0.3 * random.normal());
    }
  }
  return { x: tf.tensor2d(x.to2DArray()), y: tf.tensor2d(y.to2DArray()), truth, prior };
}

/** What came of a training with pruning. */
export interface PrunedNetwork {
  /** Paths of kept weights from input to output: OUTPUTS x INPUTS. */
  readonly paths: Matrix;
  readonly sparsity: number;
  readonly loss: number;
}

/** How a network is pruned: the share of the prior in every layer's score (0: by magnitude), and how the two mix. */
export interface Pruning {
  readonly share: number;
  readonly mixing: Mixing;
}

/** Training steps a round, rounds, and the share of what remains in each layer that goes between two rounds. */
const STEPS = 60;
const ROUNDS = 8;
const AMOUNT = 0.2;

/**
 * An ordinary tfjs network of three layers (tf.layers.dense, ReLU between), trained in rounds with a pruning event between
 * any two: seven events of 20 % leave a fifth of every layer.
 */
export function trainAndPrune(task: GroupedTask, { share, mixing }: Pruning, random: Random): PrunedNetwork {
  const sizes = [...HIDDEN, OUTPUTS];
  const model = tf.sequential({
    layers: sizes.map((units, l) =>
      tf.layers.dense({
        units,
        ...(l === 0 && { inputShape: [INPUTS] }),
        activation: l < sizes.length - 1 ? 'relu' : 'linear',
        kernelInitializer: tf.initializers.heNormal({ seed: random.below(1 << 30) }),
      }),
    ),
  });
  const pruner = new NetworkPruner(model, { prior: task.prior, shares: share, mixing }, random);
  const optimiser = tf.train.adam(1e-2);
  const loss = (): tf.Scalar => tf.losses.meanSquaredError(task.y, model.apply(task.x) as tf.Tensor);
  for (let round = 0; round < ROUNDS; round++) {
    if (round > 0) pruner.prune(AMOUNT);
    for (let step = 0; step < STEPS; step++) {
      optimiser.minimize(loss);
      pruner.applyMasks();
    }
  }
  const { paths, sparsity } = pruner;
  const network = { paths, sparsity, loss: tf.tidy(() => loss().dataSync()[0]) };
  pruner.dispose();
  model.dispose();
  optimiser.dispose();
  return network;
}

/** Balanced accuracy of "a path of kept weights leads from input to output" against the truth. */
export function pathAccuracy({ paths }: PrunedNetwork, truth: Matrix): number {
  return denseConfusion(paths.to1DArray(), truth.to1DArray()).balancedAccuracy;
}
