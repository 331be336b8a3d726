import * as tf from '@tensorflow/tfjs-node';
import { layoutOf, type ParameterBlock, type PhoenixShape } from './parameters';

/** One block of a flat parameter tensor, in its own shape. Differentiable: the gradient flows into the flat tensor. */
export function blockOf(parameters: tf.Tensor1D, shape: PhoenixShape, block: ParameterBlock): tf.Tensor2D {
  const { offset, length, rows, cols } = layoutOf(shape)[block];
  return parameters.slice([offset], [length]).reshape([rows, cols]);
}

/** phi_S(x) = (x - 0.5) / (1 + |x - 0.5|). */
export function phiS<T extends tf.Tensor>(x: T): T {
  const centred = tf.sub(x, 0.5);
  return tf.div(centred, tf.add(1, tf.abs(centred)));
}

/** phi_P(x) = log(1 + phi_S(x)). */
export function phiP<T extends tf.Tensor>(x: T): T {
  return tf.log1p(phiS(x));
}

/** joint(g) = U_S (W_S phi_S(g) + b_S) + U_P exp(W_P phi_P(g) + b_P): what expression is drawn towards; g is n x B. */
export function jointOf(parameters: tf.Tensor1D, shape: PhoenixShape, g: tf.Tensor2D): tf.Tensor2D {
  const block = (name: ParameterBlock): tf.Tensor2D => blockOf(parameters, shape, name);
  const sums = block('wS').matMul<tf.Tensor2D>(phiS(g)).add<tf.Tensor2D>(block('bS'));
  const products = block('wP').matMul<tf.Tensor2D>(phiP(g)).add<tf.Tensor2D>(block('bP')).exp();
  return block('uS').matMul<tf.Tensor2D>(sums).add(block('uP').matMul(products));
}

/** The PHOENIX field in plain tfjs: dg/dt = relu(v) (joint(g) - g); g is n x B. The one to read; `field.ts` is the fast one. */
export function phoenixField(parameters: tf.Tensor1D, shape: PhoenixShape, g: tf.Tensor2D): tf.Tensor2D {
  return blockOf(parameters, shape, 'v')
    .relu()
    .mul(jointOf(parameters, shape, g).sub(g));
}
