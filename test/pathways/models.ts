import { Random } from '../../lib/math/random';
import type { Model } from '../../lib/phoenix/model';
import {
  layoutOf,
  WEIGHT_MATRICES,
  parameterCount,
  viewsOf,
  type PhoenixShape,
} from '../../lib/phoenix/parameters';
import { modelOf } from '../phoenix/models';

/**
 * Gene 0 stands still (v = 0) and regulates genes 1 and 2 through one hidden neuron of each branch; these regulate nobody.
 * With gene 0 at u,
 *
 *   joint_i(u) = U_S[i] (W_S phi_S(u) + b_S) + U_P[i] exp(W_P log1p(phi_S(u)) + b_P)
 *
 * does not move, so g_i(t) = joint_i + (g_i(0) - joint_i) exp(-v_i t), solved by hand.
 */
export const STANDING_REGULATOR = {
  shape: { genes: 3, hidden: 1 } as PhoenixShape,
  weights: { wS: 0.8, bS: 0.1, wP: -0.6, bP: -0.2, uS: [0, 0.9, -0.5], uP: [0, 0.3, 0.7], v: [0, 0.7, 1.6] },
};

export function standingRegulator(): Model {
  const { shape, weights } = STANDING_REGULATOR;
  const flat = new Float32Array(parameterCount(shape));
  const blocks = viewsOf(flat, shape);
  blocks.wS[0] = weights.wS;
  blocks.bS[0] = weights.bS;
  blocks.wP[0] = weights.wP;
  blocks.bP[0] = weights.bP;
  blocks.uS.set(weights.uS);
  blocks.uP.set(weights.uP);
  blocks.v.set(weights.v);
  return modelOf(shape, flat);
}

/** joint_i of the standing regulator at u. */
export function jointAt(gene: number, u: number): number {
  const { wS, bS, wP, bP, uS, uP } = STANDING_REGULATOR.weights;
  const phi = (u - 0.5) / (1 + Math.abs(u - 0.5));
  return uS[gene] * (wS * phi + bS) + uP[gene] * Math.exp(wP * Math.log1p(phi) + bP);
}

/** A model whose weights are N(0, 0.3^2) with this density, and v ~ U(-0.1, 1): some genes stand still. */
export function sparseModel(shape: PhoenixShape, density: number, seed: number): Model {
  const random = Random.fromSeed(seed, 'sparse model');
  const parameters = new Float32Array(parameterCount(shape));
  const mask = new Uint8Array(parameters.length).fill(1);
  const layout = layoutOf(shape);
  for (const name of WEIGHT_MATRICES) {
    const { offset, length } = layout[name];
    for (let p = offset; p < offset + length; p++) {
      if (random.uniform() < density) parameters[p] = random.normal(0, 0.3);
      else mask[p] = 0;
    }
  }
  const { bS, bP, v } = viewsOf(parameters, shape);
  for (const bias of [bS, bP]) bias.forEach((_, k) => (bias[k] = random.normal(0, 0.1)));
  v.forEach((_, k) => (v[k] = random.uniform(-0.1, 1)));
  return modelOf(shape, parameters, mask);
}
