import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-node';
import { viewsOf } from '../../lib/phoenix/parameters';
import { blockOf, jointOf, phiP, phiS, phoenixField } from '../../lib/phoenix/tensor-field';
import { assertClose, assertWithin } from '../helpers';
import { threeGenes, SHAPE } from '../network/three-genes';

test('phi_S and phi_P, by hand', () => {
  // 0.5 -> 0; 1.5 -> 1 / 2; -0.5 -> -1 / 2; 3.5 -> 3 / 4; logs of 1, 1.5, 0.5, 1.75.
  const x = tf.tensor1d([0.5, 1.5, -0.5, 3.5]);
  assertWithin(phiS(x).dataSync(), [0, 0.5, -0.5, 0.75], () => 1e-7);
  assertWithin(
    phiP(x).dataSync(),
    [0, 1.5, 0.5, 1.75].map((y, k) => (k ? Math.log(y) : 0)),
    () => 1e-6,
  );
});

test('joint and derivative of a model of three genes, by hand', () => {
  const flat = threeGenes();
  viewsOf(flat, SHAPE).bP.set([0, Math.log(2)]);
  const parameters = tf.tensor1d(flat);
  const g = tf.tensor2d([1.5, 0.5, 3.5], [3, 1]); // phi_S = 1/2, 0, 3/4; phi_P = log 1.5, 0, log 1.75
  // W_S phi_S + 7 = (1/2 + 3/2 + 7, 0 + 7) = (9, 7); U_S c_S = (9, 7, -9).
  // W_P phi_P = (0, 4 log 1.75); c_P = (1, 2 x 1.75^4 = 18.7578125); U_P c_P = (9.37890625, 0, 0).
  const joint = [18.37890625, 7, -9];
  assertClose(jointOf(parameters, SHAPE, g).dataSync(), joint, 1e-6);
  // relu(v) = (2, 1, 0): 2 (18.37890625 - 1.5) = 33.7578125, 7 - 0.5 = 6.5, 0.
  assertClose(phoenixField(parameters, SHAPE, g).dataSync(), [33.7578125, 6.5, 0], 1e-6);
  assertWithin(blockOf(parameters, SHAPE, 'v').dataSync(), [2, 1, -1], () => 0);
});
