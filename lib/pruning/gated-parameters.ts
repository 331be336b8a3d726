import * as tf from '@tensorflow/tfjs-node';
import { Random } from '../math/random';
import {
  PARAMETER_BLOCKS,
  layoutOf,
  WEIGHT_MATRICES,
  parameterCount,
  type BlockPlace,
  type MatrixName,
  type PhoenixShape,
} from '../phoenix/parameters';
import type { Neurons } from '../phoenix/packing';
import type { ModelUse, Parametrisation } from '../phoenix/parametrisation';
import { blocksOf } from '../phoenix/tensor-field';
import {
  deterministicGates,
  gateNoise,
  initialLogAlpha,
  meanGates,
  openProbability,
  sampledGates,
} from './hard-concrete';

/** How the gates are drawn, and with which gates the model is read. */
export interface GatePlan {
  /** T of the concrete distribution. */
  readonly temperature: number;
  /** The gates of a step are the mean of so many draws. */
  readonly draws: number;
  readonly values: Readonly<Record<ModelUse, GateValue>>;
}

/**
 * The gates of a model that is read: `deterministic`, their value after training (Louizos et al.); the `mean` of as many draws
 * as a step has, or the first `draw` of these, which stay for the whole run; `open`, without gates, the bare weights.
 */
export type GateValue = 'deterministic' | 'mean' | 'draw' | 'open';

/** As the methods' papers have it: one draw a step, and deterministic gates whenever the model is read. */
export const DRAWN_ONCE: Omit<GatePlan, 'temperature'> = {
  draws: 1,
  values: { validation: 'deterministic', prediction: 'deterministic', network: 'deterministic' },
};

/**
 * As the published code draws: anew at every evaluation of the field. A solve evaluates it a hundred times (the noise keeps its
 * steps short) and so follows the field's mean over the gates, in validation as in training. A step's mean of 50 draws comes
 * near it: redrawn at every evaluation, a PathReg model trained in this way has a test MSE of 2.0e-3 instead of 1.5e-3.
 * @param network the gates whose zeros are counted there; predictions take the deterministic ones, as a model does that is set
 *   to evaluate
 */
export function drawnAtEveryEvaluation(network: GateValue): Omit<GatePlan, 'temperature'> {
  return { draws: 50, values: { validation: 'mean', prediction: 'deterministic', network } };
}

/** Drop rates at the start: of genes (inputs of W) and of hidden neurons (inputs of U). */
const DROP_RATES: Record<MatrixName, number> = { wS: 0.2, wP: 0.2, uS: 0.5, uP: 0.5 };

/**
 * One gate an input unit of each matrix, in the order W_S (n genes), W_P (n), U_S (m hidden neurons), U_P (m): a closed gate
 * empties a column of its matrix.
 */
export function gateLayout({ genes: n, hidden: m }: PhoenixShape): Record<MatrixName, BlockOfGates> {
  return {
    wS: { offset: 0, length: n },
    wP: { offset: n, length: n },
    uS: { offset: 2 * n, length: m },
    uP: { offset: 2 * n + m, length: m },
  };
}

/** Where the gates of one matrix lie among all gates. */
export interface BlockOfGates {
  readonly offset: number;
  readonly length: number;
}

/** 2 (n + m). */
export function gateCount({ genes, hidden }: PhoenixShape): number {
  return 2 * (genes + hidden);
}

/** The gates of each matrix out of all gates. */
export function gatesByMatrix(gates: tf.Tensor1D, shape: PhoenixShape): Record<MatrixName, tf.Tensor1D> {
  const layout = gateLayout(shape);
  const [wS, wP, uS, uP] = gates.split<tf.Tensor1D>(WEIGHT_MATRICES.map((matrix) => layout[matrix].length));
  return { wS, wP, uS, uP };
}

/** log alpha of all gates at the start: 20 % drop rate for genes, 50 % for hidden neurons. */
export function initialGates(shape: PhoenixShape, random: Random): Float32Array {
  const logAlpha = new Float32Array(gateCount(shape));
  const layout = gateLayout(shape);
  for (const matrix of WEIGHT_MATRICES) {
    const { offset, length } = layout[matrix];
    logAlpha.set(initialLogAlpha(length, DROP_RATES[matrix], random), offset);
  }
  return logAlpha;
}

/**
 * PHOENIX with hard concrete gates. The trainable vector is [flat parameters, log alpha of the gates]; the solve takes the
 * flat parameters with each matrix entry times the gate of its column. Gates are drawn at the start of an optimiser step, so
 * all evaluations of the field in that step see the same network.
 */
export class GatedParameters implements Parametrisation {
  readonly length: number;
  private readonly flatLength: number;
  private readonly readOutNoise: Float32Array;
  private noise: Float32Array;
  /** The matrices in the flat vector, and where the gates of their columns begin. */
  private readonly gatedBlocks: readonly (BlockPlace & { readonly gate: number })[];
  /** The gates of the vector that was asked for last in this step, and their derivatives by log alpha. */
  private drawn: ({ readonly vector: Float32Array } & ReturnType<typeof meanGates>) | null = null;

  /** @param random the stream of the gates' noise; the read-out's draw is the first one taken from it */
  constructor(
    private readonly shape: PhoenixShape,
    private readonly plan: GatePlan,
    private random: Random,
  ) {
    this.flatLength = parameterCount(shape);
    this.length = this.flatLength + gateCount(shape);
    this.readOutNoise = this.drawnNoise();
    this.noise = this.readOutNoise;
    const [layout, gates] = [layoutOf(shape), gateLayout(shape)];
    this.gatedBlocks = WEIGHT_MATRICES.map((matrix) => ({ ...layout[matrix], gate: gates[matrix].offset }));
  }

  redraw(): void {
    this.noise = this.drawnNoise();
    this.drawn = null;
  }

  forTraining(vector: tf.Tensor1D): tf.Tensor1D {
    const { flat, logAlpha } = this.parts(vector);
    return this.gated(flat, this.sampled(logAlpha, this.noise));
  }

  flatOf(vector: Float32Array): Float32Array {
    const flat = vector.slice(0, this.flatLength);
    const { gates } = this.gatesOf(vector);
    for (const { offset, rows, cols, gate } of this.gatedBlocks) {
      for (let row = 0, entry = offset; row < rows; row++) {
        for (let col = 0; col < cols; col++, entry++) flat[entry] *= gates[gate + col];
      }
    }
    return flat;
  }

  /** A closed gate is 0 and stays 0 however its log alpha moves a little: nothing passes it, forwards or backwards. */
  openNeurons(vector: Float32Array): Neurons {
    const { gates } = this.gatesOf(vector);
    const layout = gateLayout(this.shape);
    const open = ({ offset, length }: BlockOfGates): number[] =>
      Array.from({ length }, (_, k) => k).filter((k) => gates[offset + k] > 0);
    return { S: open(layout.uS), P: open(layout.uP) };
  }

  pullBack(vector: Float32Array, ofFlat: Float32Array): Float32Array {
    const gradient = new Float32Array(this.length);
    gradient.set(ofFlat);
    const { gates, slopes } = this.gatesOf(vector);
    const ofGates = new Float64Array(gates.length);
    for (const { offset, rows, cols, gate } of this.gatedBlocks) {
      for (let row = 0, entry = offset; row < rows; row++) {
        for (let col = 0; col < cols; col++, entry++) {
          gradient[entry] = ofFlat[entry] * gates[gate + col];
          ofGates[gate + col] += ofFlat[entry] * vector[entry];
        }
      }
    }
    ofGates.forEach((ofGate, gate) => (gradient[this.flatLength + gate] = ofGate * slopes[gate]));
    return gradient;
  }

  forReadOut(vector: tf.Tensor1D, use: ModelUse): tf.Tensor1D {
    const { flat, logAlpha } = this.parts(vector);
    switch (this.plan.values[use]) {
      case 'open':
        return flat;
      case 'deterministic':
        return this.gated(flat, deterministicGates(logAlpha));
      case 'mean':
        return this.gated(flat, this.sampled(logAlpha, this.readOutNoise));
      case 'draw':
        return this.gated(flat, this.sampled(logAlpha, this.readOutNoise.subarray(0, logAlpha.size)));
    }
  }

  /** The gates of the present step, in the order of `gateLayout`. */
  stepGates(logAlpha: tf.Tensor1D): tf.Tensor1D {
    return this.sampled(logAlpha, this.noise);
  }

  /** P(z > 0) of every gate. */
  openProbability(logAlpha: tf.Tensor1D): tf.Tensor1D {
    return openProbability(logAlpha, this.plan.temperature);
  }

  randomState(): readonly number[] {
    return this.random.state();
  }

  restoreRandomState(state: readonly number[]): void {
    this.random = Random.fromState(state);
  }

  private gatesOf(vector: Float32Array): ReturnType<typeof meanGates> {
    if (this.drawn?.vector !== vector) {
      const logAlpha = vector.subarray(this.flatLength);
      this.drawn = { vector, ...meanGates(logAlpha, this.noise, this.plan.temperature) };
    }
    return this.drawn;
  }

  private parts(vector: tf.Tensor1D): { flat: tf.Tensor1D; logAlpha: tf.Tensor1D } {
    const [flat, logAlpha] = vector.split<tf.Tensor1D>([this.flatLength, gateCount(this.shape)]);
    return { flat, logAlpha };
  }

  private drawnNoise(): Float32Array {
    return gateNoise(this.plan.draws * gateCount(this.shape), this.random);
  }

  /** The mean of all draws that the noise holds, one after the other. */
  private sampled(logAlpha: tf.Tensor1D, noise: Float32Array): tf.Tensor1D {
    const draws = noise.length / logAlpha.size;
    const gates = sampledGates(logAlpha.tile([draws]), tf.tensor1d(noise), this.plan.temperature);
    return gates.reshape([draws, logAlpha.size]).mean(0);
  }

  /** Every matrix times its row of gates. (Broadcasting: a gather of one gate a weight has a far slower gradient.) */
  private gated(flat: tf.Tensor1D, gates: tf.Tensor1D): tf.Tensor1D {
    const byMatrix = gatesByMatrix(gates, this.shape);
    const blocks = blocksOf(flat, this.shape);
    return tf.concat(
      PARAMETER_BLOCKS.map((block) => {
        const matrix = WEIGHT_MATRICES.find((name) => name === block);
        return (matrix === undefined ? blocks[block] : blocks[block].mul(byMatrix[matrix])).flatten();
      }),
    );
  }
}
