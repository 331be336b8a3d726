import * as tf from '@tensorflow/tfjs-node';
import { Random } from '../../lib/math/random';
import {
  BRANCHES,
  PARAMETER_BLOCKS,
  parameterCount,
  WEIGHT_MATRICES,
  type MatrixName,
  type PhoenixShape,
} from '../../lib/phoenix/parameters';
import type { ModelUse } from '../../lib/phoenix/parametrisation';
import { blockOf } from '../../lib/phoenix/tensor-field';
import { gateCount, gateLayout, type GatePlan } from '../../lib/pruning/gated-parameters';
import { gateNoise } from '../../lib/pruning/hard-concrete';
import type { PenaltyPlan } from '../../lib/pruning/penalty';

/** What a trainable vector stands for, in tfjs. */
export interface TensorParametrisation {
  readonly length: number;
  redraw(): void;
  /** The flat parameters of the present step, differentiable in `vector`. */
  forTraining(vector: tf.Tensor1D): tf.Tensor1D;
  forReadOut(vector: tf.Tensor1D, use: ModelUse): tf.Tensor1D;
  randomState(): readonly number[] | null;
  restoreRandomState(state: readonly number[]): void;
}

export function plainTensors(shape: PhoenixShape): TensorParametrisation {
  return {
    length: parameterCount(shape),
    redraw: () => undefined,
    forTraining: (vector) => vector,
    forReadOut: (vector) => vector,
    randomState: () => null,
    restoreRandomState: () => undefined,
  };
}

/** A penalty as a tfjs expression on the trainable vector, for tfjs to differentiate. */
export type TensorPenalty = (vector: tf.Tensor1D) => tf.Scalar;

const stretched = (concrete: tf.Tensor1D): tf.Tensor1D =>
  concrete.mul<tf.Tensor1D>(1.2).sub<tf.Tensor1D>(0.1).clipByValue(0, 1) as tf.Tensor1D;

/** clamp(1.2 sigmoid((noise + log alpha) / T) - 0.1, 0, 1), the mean of all draws in the noise. */
export function sampledGates(logAlpha: tf.Tensor1D, noise: Float32Array, temperature: number): tf.Tensor1D {
  const draws = noise.length / logAlpha.size;
  const gates = stretched(
    logAlpha.tile([draws]).add(tf.tensor1d(noise)).div<tf.Tensor1D>(temperature).sigmoid(),
  );
  return gates.reshape([draws, logAlpha.size]).mean(0);
}

/** sigmoid(log alpha - T log(1 / 11)). */
export function openProbability(logAlpha: tf.Tensor1D, temperature: number): tf.Tensor1D {
  return logAlpha.add<tf.Tensor1D>(temperature * Math.log(11)).sigmoid();
}

/** Each gate at all weights of its column: one matrix of the shape of each weight matrix. */
function spread(gates: tf.Tensor1D, shape: PhoenixShape): Record<MatrixName, tf.Tensor2D> {
  const layout = gateLayout(shape);
  const of = (matrix: MatrixName): tf.Tensor2D => {
    const { offset, length } = layout[matrix];
    const rows = matrix.startsWith('w') ? shape.hidden : shape.genes;
    return gates.slice([offset], [length]).reshape<tf.Tensor2D>([1, length]).tile([rows, 1]);
  };
  return { wS: of('wS'), wP: of('wP'), uS: of('uS'), uP: of('uP') };
}

/** The mean over all n x n entries of |U| |W|, summed over the branches. */
function meanOverPairs(matrices: Record<MatrixName, tf.Tensor2D>): tf.Scalar {
  return tf.addN(BRANCHES.map(({ w, u }) => matrices[u].abs().matMul<tf.Tensor2D>(matrices[w].abs()))).mean();
}

/** The terms of lib's `penaltyOf`, as their definitions have them: over all weights and over all pairs. */
export function tensorPenalty(
  plan: PenaltyPlan,
  shape: PhoenixShape,
  gates: TensorGates | null,
): TensorPenalty {
  return (vector) => {
    const weights = parameterCount(shape);
    const terms: tf.Scalar[] = [tf.scalar(0)];
    if (plan.pathL1 !== 0) {
      const flat = vector.slice([0], [weights]) as tf.Tensor1D;
      const of = (matrix: MatrixName): tf.Tensor2D => blockOf(flat, shape, matrix);
      const matrices = { wS: of('wS'), wP: of('wP'), uS: of('uS'), uP: of('uP') };
      terms.push(meanOverPairs(matrices).mul(plan.pathL1));
    }
    if (gates !== null) {
      if (plan.l0 !== 0) {
        const open = spread(gates.openProbability(vector), shape);
        const all = tf.concat(WEIGHT_MATRICES.map((matrix) => open[matrix].flatten()));
        terms.push(all.mean<tf.Scalar>().mul(plan.l0));
      }
      if (plan.paths !== null) {
        const of = plan.paths.gates === 'expected' ? gates.openProbability(vector) : gates.stepGates(vector);
        terms.push(meanOverPairs(spread(of, shape)).mul(plan.paths.weight));
      }
    }
    return tf.addN(terms);
  };
}

/** The peer of `GatedParameters`: the same draws from the same stream, the gates on the tape. */
export class TensorGates implements TensorParametrisation {
  readonly length: number;
  private readonly readOutNoise: Float32Array;
  private noise: Float32Array;

  constructor(
    private readonly shape: PhoenixShape,
    private readonly plan: GatePlan,
    private random: Random,
  ) {
    this.length = parameterCount(shape) + gateCount(shape);
    this.readOutNoise = this.drawn();
    this.noise = this.readOutNoise;
  }

  redraw(): void {
    this.noise = this.drawn();
  }

  forTraining(vector: tf.Tensor1D): tf.Tensor1D {
    return this.gated(vector, this.stepGates(vector));
  }

  forReadOut(vector: tf.Tensor1D, use: ModelUse): tf.Tensor1D {
    const logAlpha = this.logAlphaOf(vector);
    const { values, temperature } = this.plan;
    const gates = {
      open: () => tf.onesLike(logAlpha),
      deterministic: () => stretched(logAlpha.sigmoid()),
      mean: () => sampledGates(logAlpha, this.readOutNoise, temperature),
      draw: () => sampledGates(logAlpha, this.readOutNoise.subarray(0, logAlpha.size), temperature),
    };
    return this.gated(vector, gates[values[use]]());
  }

  stepGates(vector: tf.Tensor1D): tf.Tensor1D {
    return sampledGates(this.logAlphaOf(vector), this.noise, this.plan.temperature);
  }

  openProbability(vector: tf.Tensor1D): tf.Tensor1D {
    return openProbability(this.logAlphaOf(vector), this.plan.temperature);
  }

  randomState(): readonly number[] {
    return this.random.state();
  }

  restoreRandomState(state: readonly number[]): void {
    this.random = Random.fromState(state);
  }

  private drawn(): Float32Array {
    return gateNoise(this.plan.draws * gateCount(this.shape), this.random);
  }

  private logAlphaOf(vector: tf.Tensor1D): tf.Tensor1D {
    return vector.slice([parameterCount(this.shape)], [gateCount(this.shape)]);
  }

  private gated(vector: tf.Tensor1D, gates: tf.Tensor1D): tf.Tensor1D {
    const ofWeights = spread(gates, this.shape);
    const flat = vector.slice([0], [parameterCount(this.shape)]) as tf.Tensor1D;
    return tf.concat(
      PARAMETER_BLOCKS.map((block) => {
        const matrix = WEIGHT_MATRICES.find((name) => name === block);
        const values = blockOf(flat, this.shape, block);
        return (matrix === undefined ? values : values.mul(ofWeights[matrix])).flatten();
      }),
    );
  }
}
