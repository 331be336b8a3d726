import { createKernel } from '../kernels/create-kernel';
import type { Random } from '../math/random';
import type { Tolerances } from '../ode/solver';
import type { PhoenixField } from '../phoenix/field';
import { maskOfZeros, type Model } from '../phoenix/model';
import { viewsOf } from '../phoenix/parameters';
import type { LongWork } from './breather';

/** Where B.8 reads the trajectories: at 0, 0.1, ..., 0.9 of the span; at 0 nothing has reached another gene. */
const SHARE = 0.1;
export const TIMES = 9;

/** The time from one reading to the next. @throws RangeError for a span that is not above 0 */
export function intervalOf({ span = 1 }: InfluenceOptions): number {
  if (!(span > 0 && span < Infinity)) throw new RangeError(`the span is a time above 0, not ${span}`);
  return SHARE * span;
}

/** An interval of 0.1 is one step for most models, when the solve is not made to begin with a small one. */
export const TOLERANCES: Tolerances = { firstStep: 'tangent' };

/** What both ways to an influence score take. */
export interface InfluenceOptions extends LongWork {
  /** Random starting points: 200 (B.8's K) by default for the full scores, 800 for the estimate. */
  readonly starts?: number;
  /** The time of which the trajectories are read at 0.1, ..., 0.9, in the unit of the model's data; default 1, as in B.8. */
  readonly span?: number;
  /** The starting points and the estimate's probes are drawn from here. */
  readonly random: Random;
}

/**
 * The field of a trained model in a kernel of its own, ready to be solved. It runs over the unpruned weights only: those that
 * the mask keeps or, without a mask, those that are not 0 where these are fewer than half.
 * @throws RangeError for one gene, or a parameter that is not finite
 */
export function fieldOf(model: Model): PhoenixField {
  const { shape, parameters, mask } = model;
  if (!(shape.genes >= 2)) throw new RangeError('influence on other genes needs at least two genes');
  const wrong = parameters.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new RangeError(`parameter ${wrong} of the model is ${parameters[wrong]}`);
  return model.fieldIn(createKernel(), mask ?? maskOfZeros(parameters, shape));
}

/**
 * The genes that can move any other gene at all, ascending: gene j weighs on a hidden neuron that weighs on a gene i != j
 * that moves (v_i > 0). The influence of all others is exactly 0 and need not be computed; in a pruned network they are
 * many.
 */
export function movers({ parameters, shape }: Model): Int32Array {
  const { genes: n, hidden: m } = shape;
  const blocks = viewsOf(parameters, shape);
  const moves = new Uint8Array(n);
  for (const branch of ['S', 'P'] as const) {
    const w = blocks[`w${branch}`];
    const u = blocks[`u${branch}`];
    for (let neuron = 0; neuron < m; neuron++) {
      const targets: number[] = []; // of two, one is another gene
      for (let i = 0; i < n && targets.length < 2; i++) {
        if (u[i * m + neuron] !== 0 && blocks.v[i] > 0) targets.push(i);
      }
      for (let j = 0; j < n; j++) {
        if (w[neuron * n + j] !== 0 && targets.some((i) => i !== j)) moves[j] = 1;
      }
    }
  }
  return Int32Array.from(moves.keys()).filter((gene) => moves[gene] === 1);
}

/** A starting point, uniform on [0, 1) in every gene, and the value that each gene gets in the copy that perturbs it. */
export interface Start {
  readonly base: Float32Array;
  readonly redrawn: Float32Array;
}

/** Draws the next starting point. */
export function drawStart(genes: number, random: Random): Start {
  const base = Float32Array.from({ length: genes }, () => random.uniform());
  const redrawn = Float32Array.from({ length: genes }, () => random.uniform());
  return { base, redrawn };
}
