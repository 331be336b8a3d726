import type { Random } from '../math/random';
import { parameterCount, viewsOf, type PhoenixShape } from './parameters';

/**
 * Initial parameters under gates: every weight N(0, 2 / inputs), biases 0, v ~ U(0, 1).
 *
 * The published code asks for Kaiming's normal initialisation with "fan out", but of matrices stored inputs x outputs, where
 * that name counts the inputs: n for W_S and W_P, m for U_S and U_P.
 */
export function kaimingParameters(shape: PhoenixShape, random: Random): Float32Array {
  const { genes: n, hidden: m } = shape;
  const flat = new Float32Array(parameterCount(shape));
  const { wS, wP, uS, uP, v } = viewsOf(flat, shape);
  const draw = (weights: Float32Array, inputs: number): void => {
    const sd = Math.sqrt(2 / inputs);
    for (let k = 0; k < weights.length; k++) weights[k] = random.normal(0, sd);
  };
  draw(wS, n);
  draw(wP, n);
  draw(uS, m);
  draw(uP, m);
  for (let gene = 0; gene < n; gene++) v[gene] = random.uniform();
  return flat;
}
