import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-node';
import { Matrix } from 'ml-matrix';
import { Random } from '../../lib/math/random';
import { NetworkPruner } from '../../lib/pruning/prune-tfjs-network';
import { groupedTask, pathAccuracy, trainAndPrune } from './grouped-task';

const random = (): Random => Random.fromSeed(1, 'network');
/** A kernel as tfjs keeps it, -0 as 0. */
const kernelOf = (layer: tf.layers.Layer): number[][] =>
  (layer.getWeights()[0] as tf.Tensor2D).arraySync().map((row) => row.map((value) => value + 0));

/** Inputs 3, hidden 2, outputs 2, with weights that are told apart (tfjs: inputs x outputs). */
function twoLayers(): tf.Sequential {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 2, inputShape: [3], activation: 'relu' }),
      tf.layers.dropout({ rate: 0.1 }),
      tf.layers.dense({ units: 2, useBias: false }),
    ],
  });
  const [first, , second] = model.layers;
  first.setWeights([tf.tensor2d([[6, 1], [-5, 2], [4, -3]]), tf.tensor1d([7, 8])]); // prettier-ignore
  second.setWeights([tf.tensor2d([[1, -4], [3, 2]])]); // prettier-ignore
  return model;
}

test('by magnitude, by hand: the smallest of each kernel go, biases and the layers between stay', () => {
  const model = twoLayers();
  const pruner = new NetworkPruner(model, { prior: Matrix.ones(2, 3), shares: 0 }, random());
  assert.deepEqual(pruner.layers[0].to2DArray(), [[6, -5, 4], [1, 2, -3]]); // prettier-ignore
  assert.equal(pruner.sparsity, 0);
  assert.deepEqual(pruner.prune(0.5), []);
  assert.deepEqual(kernelOf(model.layers[0]), [[6, 0], [-5, 0], [4, 0]]); // prettier-ignore
  assert.deepEqual(kernelOf(model.layers[2]), [[0, -4], [3, 0]]); // prettier-ignore
  assert.deepEqual([...model.layers[0].getWeights()[1].dataSync()], [7, 8]);
  assert.deepEqual(pruner.masks, [Uint8Array.of(1, 1, 1, 0, 0, 0), Uint8Array.of(0, 1, 1, 0)]);
  assert.equal(pruner.sparsity, 0.5);
  // Hidden neuron 1 has all inputs and leads to output 2; neuron 2 leads to output 1 and has none left.
  assert.deepEqual(pruner.paths.to2DArray(), [[0, 0, 0], [1, 1, 1]]); // prettier-ignore
});

test('one layer by the prior alone keeps what the prior joins (section 3.1)', () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
  const prior = new Matrix([[0, -1, 0], [1, 0, 0]]); // prettier-ignore
  const pruner = new NetworkPruner(model, { prior, shares: 1 }, random());
  pruner.prune(4 / 6);
  assert.deepEqual(pruner.masks[0], Uint8Array.of(0, 1, 0, 1, 0, 0));
});

test('training brings no pruned weight back, and leaves no tensor behind', () => {
  const before = tf.memory().numTensors;
  const model = twoLayers();
  const optimiser = tf.train.adam(0.1);
  const [x, y] = [tf.ones([4, 3]), tf.ones([4, 2])];
  const loss = (): tf.Scalar => tf.losses.meanSquaredError(y, model.apply(x) as tf.Tensor);
  optimiser.minimize(loss);
  const pruner = new NetworkPruner(model, { prior: Matrix.ones(2, 3), shares: 0.1 }, random());
  assert.equal(pruner.prune(0.5).length, 2);
  const [pruned, tensors] = [pruner.masks, tf.memory().numTensors];
  const zeros = (): boolean[] =>
    pruner.layers.flatMap((layer, l) =>
      layer.to1DArray().flatMap((weight, k) => (pruned[l][k] === 0 ? weight === 0 : [])),
    );
  optimiser.minimize(loss);
  assert.ok(zeros().includes(false), 'the moments of Adam move pruned weights');
  pruner.applyMasks();
  assert.ok(zeros().every(Boolean));
  pruner.prune(0.3);
  assert.equal(tf.memory().numTensors, tensors);
  pruner.dispose();
  model.dispose();
  optimiser.dispose();
  tf.dispose([x, y]);
  assert.equal(tf.memory().numTensors, before + 3, 'the weights that twoLayers was given');
});

test('networks that are no chain of dense layers, and priors that do not fit, are refused', () => {
  const prior = Matrix.ones(2, 3);
  const input = tf.input({ shape: [3] });
  const dense = (): tf.SymbolicTensor => tf.layers.dense({ units: 2 }).apply(input) as tf.SymbolicTensor;
  const merged = tf.layers.add().apply([dense(), dense()]) as tf.SymbolicTensor;
  const refused = (model: tf.LayersModel, why: RegExp, p = prior): void =>
    assert.throws(() => new NetworkPruner(model, { prior: p, shares: 0.1 }, random()), why);
  refused(tf.model({ inputs: input, outputs: merged }), /branches \(at add/);
  refused(tf.model({ inputs: input, outputs: [dense(), dense()] }), /it has 2 outputs/);
  refused(
    tf.sequential({ layers: [tf.layers.activation({ activation: 'relu', inputShape: [3] })] }),
    /no dense layer/,
  );
  refused(twoLayers(), /2 x 3, not 3 x 2/, prior.transpose());
});

// The task, the share and the mixing were chosen on seeds 1 to 8, after two other tasks on which the prior did not help and with
// as-published mixing below magnitude; these seeds are others. It is a case where the prior helps, not a proof that it does.
test('a three-layer tfjs network pruned with a prior keeps the true paths better than one pruned by magnitude', () => {
  const accuracies = [101, 102, 103].map((seed) => {
    const task = groupedTask(Random.fromSeed(seed, 'grouped task'));
    const [dash, magnitude] = [0.2, 0].map((share) =>
      trainAndPrune(task, { share, mixing: 'scale-matched' }, Random.fromSeed(seed, 'grouped network')),
    );
    assert.equal(dash.sparsity, magnitude.sparsity);
    assert.ok(dash.sparsity > 0.78);
    return [pathAccuracy(dash, task.truth), pathAccuracy(magnitude, task.truth)];
  });
  const mean = (column: number): number => accuracies.reduce((sum, row) => sum + row[column], 0) / 3;
  assert.ok(mean(0) > mean(1) + 0.03, `DASH ${mean(0)}, magnitude ${mean(1)}`);
});
