import { type PhoenixShape, parameterCount, viewsOf } from '../../lib/phoenix/parameters';

/**
 * A model of three genes and two hidden neurons, small enough to work by hand:
 *
 *   W_S = [1 0 2; 0 3 0]   U_S = [1 0; 0 1; -1 0]   W_P = [0 0 0; 0 0 4]   U_P = [0 1/2; 0 0; 0 0]   v = (2, 1, -1)
 *
 *   W_S^T U_S^T = [1 0 -1; 0 3 0; 2 0 -2], W_P^T U_P^T = [0 0 0; 0 0 0; 2 0 0], relu(v) = (2, 1, 0), so
 *
 *   E = [2 0 0; 0 3 0; 8 0 0].
 */
export const SHAPE: PhoenixShape = { genes: 3, hidden: 2 };
export const EFFECTS = [2, 0, 0, 0, 3, 0, 8, 0, 0];

export function threeGenes(): Float32Array {
  const parameters = new Float32Array(parameterCount(SHAPE));
  const blocks = viewsOf(parameters, SHAPE);
  blocks.wS.set([1, 0, 2, 0, 3, 0]);
  blocks.uS.set([1, 0, 0, 1, -1, 0]);
  blocks.wP.set([0, 0, 0, 0, 0, 4]);
  blocks.uP.set([0, 0.5, 0, 0, 0, 0]);
  blocks.bS.set([7, 7]); // biases act on no gene's behalf: they must not enter
  blocks.v.set([2, 1, -1]);
  return parameters;
}
