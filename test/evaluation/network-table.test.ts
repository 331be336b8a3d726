import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluateNetwork } from '../../lib/evaluation/evaluate-network';
import { networkTable } from '../../lib/evaluation/network-table';
import { fromDense, fromEntries } from '../../lib/math/sparse-matrix';
import { Random } from '../../lib/math/random';
import type { Model } from '../../lib/phoenix/model';
import { networkOf } from '../network/networks';
import { SHAPE, threeGenes } from '../network/three-genes';

// E = [2 0 0; 0 3 0; 8 0 0]; true edges (0,1) (1,1) (2,0); prior edges (0,1) (1,1) (0,2)
const truth = fromDense(3, 3, [0, 1, 0, 0, 1, 0, -1, 0, 0]);
const prior = fromDense(3, 3, [0, 1, 1, 0, 1, 0, 0, 0, 0]);
const network = networkOf(threeGenes(), SHAPE, ['a', 'b', 'c'], prior);
const model = network.model as Model;

test('the three-gene model by hand, below the prior that it was given', () => {
  const { columns, rows } = networkTable({ DASH: model }, { prior, truth, test: [] });
  assert.deepEqual(columns, [
    ...['network', 'sparsity %', 'edges', "of the prior's edges"],
    ...['true edges (of 3)', 'balanced accuracy %', 'AUPRC'],
  ]);
  const { network: score } = evaluateNetwork(network, { truth }, Random.fromSeed(1));
  assert.deepEqual(rows, [
    // 2 of 3 true edges, 5 of 6 gaps left empty.
    ['the prior alone', null, 3, 3, 2, '75.0', null],
    // (1,1) and (2,0) are true, (1,1) is the prior's.
    ['DASH', ((100 * 17) / 24).toFixed(1), 3, 1, 2, '75.0', score!.auprc.toFixed(2)],
  ]);
});

test('without a truth, and without a prior, their columns and rows are not there', () => {
  const none = fromEntries(3, 3, []);
  const { columns, rows } = networkTable(
    { IMP: model, again: model },
    { prior: none, truth: null, test: [] },
  );
  assert.deepEqual(columns, ['network', 'sparsity %', 'edges']);
  assert.deepEqual(rows, [
    ['IMP', '70.8', 3],
    ['again', '70.8', 3],
  ]);
});
