import { Random } from '../math/random';
import {
  layoutOf,
  WEIGHT_MATRICES,
  parameterCount,
  type BlockPlace,
  type MatrixName,
  type PhoenixShape,
} from '../phoenix/parameters';
import type { Neurons } from '../phoenix/packing';
import type { ModelUse, Parametrisation } from '../phoenix/parametrisation';
import {
  deterministicGates,
  gateNoise,
  initialLogAlpha,
  openProbability,
  sampledGates,
  type Gates,
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

/** The gates of each matrix out of all gates, as views. */
export function gatesByMatrix(gates: Float32Array, shape: PhoenixShape): Record<MatrixName, Float32Array> {
  const layout = gateLayout(shape);
  const of = (matrix: MatrixName): Float32Array => {
    const { offset, length } = layout[matrix];
    return gates.subarray(offset, offset + length);
  };
  return { wS: of('wS'), wP: of('wP'), uS: of('uS'), uP: of('uP') };
}

/** A function of all gates: its value and its derivative by each gate. */
export interface OfGates {
  readonly value: number;
  readonly gradient: Float32Array;
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
  private readonly gatedBlocks: readonly GatedBlock[];
  /** What `pullBack` returns, and its sums: kept, since a step would make them anew. */
  private readonly gradient: Float32Array;
  private readonly ofGates: Float64Array;
  /** The gates of the vector that was asked for last in this step, and their derivatives by log alpha. */
  private drawn: { readonly vector: Float32Array; readonly gates: Gates } | null = null;

  /** @param random the stream of the gates' noise; the read-out's draw is the first one taken from it */
  constructor(
    private readonly shape: PhoenixShape,
    private readonly plan: GatePlan,
    private random: Random,
  ) {
    this.flatLength = parameterCount(shape);
    this.length = this.flatLength + gateCount(shape);
    this.gradient = new Float32Array(this.length);
    this.ofGates = new Float64Array(gateCount(shape));
    this.readOutNoise = this.drawnNoise();
    this.noise = this.readOutNoise;
    const [layout, gates] = [layoutOf(shape), gateLayout(shape)];
    this.gatedBlocks = WEIGHT_MATRICES.map((matrix) => ({ ...layout[matrix], gate: gates[matrix].offset }));
  }

  redraw(): void {
    this.noise = this.drawnNoise();
    this.drawn = null;
  }

  flatOf(vector: Float32Array): Float32Array {
    return this.gated(vector, this.stepGates(vector).values);
  }

  /** A closed gate is 0 and stays 0 however its log alpha moves a little: nothing passes it, forwards or backwards. */
  openNeurons(vector: Float32Array): Neurons | null {
    const { uS, uP } = gatesByMatrix(this.stepGates(vector).values, this.shape);
    if (!uS.includes(0) && !uP.includes(0)) return null;
    const open = (gates: Float32Array): number[] => [...gates.keys()].filter((k) => gates[k] > 0);
    return { S: open(uS), P: open(uP) };
  }

  pullBack(vector: Float32Array, ofFlat: Float32Array): Float32Array {
    const { gradient, ofGates, flatLength } = this;
    const { values, slopes } = this.stepGates(vector);
    gradient.set(ofFlat);
    ofGates.fill(0);
    for (const block of this.gatedBlocks) pullBackMatrix(block, values, vector, gradient, ofGates);
    slopes.forEach((slope, gate) => (gradient[flatLength + gate] = ofGates[gate] * slope));
    return gradient;
  }

  forReadOut(vector: Float32Array, use: ModelUse): Float32Array {
    const logAlpha = this.logAlphaOf(vector);
    const { temperature } = this.plan;
    switch (this.plan.values[use]) {
      case 'open':
        return vector.slice(0, this.flatLength);
      case 'deterministic':
        return this.gated(vector, deterministicGates(logAlpha));
      case 'mean':
        return this.gated(vector, sampledGates(logAlpha, this.readOutNoise, temperature).values);
      case 'draw': {
        const draw = this.readOutNoise.subarray(0, logAlpha.length);
        return this.gated(vector, sampledGates(logAlpha, draw, temperature).values);
      }
    }
  }

  /** The gates of the present step, in the order of `gateLayout`. */
  stepGates(vector: Float32Array): Gates {
    if (this.drawn?.vector !== vector) {
      const gates = sampledGates(this.logAlphaOf(vector), this.noise, this.plan.temperature);
      this.drawn = { vector, gates };
    }
    return this.drawn.gates;
  }

  /** P(z > 0) of every gate. */
  openProbability(vector: Float32Array): Gates {
    return openProbability(this.logAlphaOf(vector), this.plan.temperature);
  }

  randomState(): readonly number[] {
    return this.random.state();
  }

  restoreRandomState(state: readonly number[]): void {
    this.random = Random.fromState(state);
  }

  private logAlphaOf(vector: Float32Array): Float32Array {
    return vector.subarray(this.flatLength);
  }

  private drawnNoise(): Float32Array {
    return gateNoise(this.plan.draws * gateCount(this.shape), this.random);
  }

  /** The flat parameters, every matrix entry times the gate of its column. */
  private gated(vector: Float32Array, gates: Float32Array): Float32Array {
    const flat = vector.slice(0, this.flatLength);
    for (const block of this.gatedBlocks) multiplyColumns(block, gates, flat);
    return flat;
  }
}

/** A matrix in the flat vector, and where the gates of its columns begin. */
type GatedBlock = BlockPlace & { readonly gate: number };

// Each is a function of one matrix: as a loop inside that over matrices it is compiled to far slower code.

/** Every entry of the matrix times the gate of its column, in place. */
function multiplyColumns(
  { offset, rows, cols, gate }: GatedBlock,
  gates: Float32Array,
  flat: Float32Array,
): void {
  const end = gate + cols;
  for (let row = 0, entry = offset; row < rows; row++) {
    for (let k = gate; k < end; k++, entry++) flat[entry] *= gates[k];
  }
}

/** The gradient by the gated matrix becomes that by the bare one; what a column brings its gate is added to `ofGates`. */
function pullBackMatrix(
  { offset, rows, cols, gate }: GatedBlock,
  gates: Float32Array,
  vector: Float32Array,
  gradient: Float32Array,
  ofGates: Float64Array,
): void {
  const end = gate + cols;
  for (let row = 0, entry = offset; row < rows; row++) {
    for (let k = gate; k < end; k++, entry++) {
      const slope = gradient[entry];
      gradient[entry] = slope * gates[k];
      ofGates[k] += slope * vector[entry];
    }
  }
}
