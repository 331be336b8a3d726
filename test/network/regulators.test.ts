import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Network } from '../../lib/network/network';
import { fromDense } from '../../lib/math/sparse-matrix';
import { type PhoenixShape, parameterCount, viewsOf } from '../../lib/phoenix/parameters';
import { networkOf } from './networks';

// One neuron: E = w u^T. w = (0, 2, -1, 1), u = (3, 0, -1, 0), v = 1:
// E = [0 0 0 0; 6 0 -2 0; -3 0 1 0; 3 0 -1 0]; columns sum to 12, 0, 4, 0
const SHAPE: PhoenixShape = { genes: 4, hidden: 1 };
const NAMES = ['a', 'b', 'c', 'd'];
const PRIOR = fromDense(4, 4, [0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]);

function network(): Network {
  const parameters = new Float32Array(parameterCount(SHAPE));
  const blocks = viewsOf(parameters, SHAPE);
  blocks.wS.set([0, 2, -1, 1]);
  blocks.uS.set([3, 0, -1, 0]);
  blocks.v.fill(1);
  return networkOf(parameters, SHAPE, NAMES, PRIOR);
}

test('most targets first, then the larger total effect, then the order of the genes', () => {
  const [first, ...rest] = network().regulators();
  assert.deepEqual(first, {
    regulator: 'b',
    outDegree: 2,
    activated: 1,
    repressed: 1,
    targetsInPrior: 1,
    totalEffect: 8,
    strongest: [
      { regulator: 'b', target: 'a', effect: 6, scaledEffect: 0.5, inPrior: true },
      { regulator: 'b', target: 'c', effect: -2, scaledEffect: -0.5, inPrior: false },
    ],
  });
  assert.deepEqual(
    rest.map(({ regulator, totalEffect, targetsInPrior }) => [regulator, totalEffect, targetsInPrior]),
    [
      ['c', 4, 2],
      ['d', 4, 0],
    ],
  );
});

test('no more regulators and edges than asked for', () => {
  const [only, ...none] = network().regulators({ count: 1, strongest: 1 });
  assert.equal(none.length, 0);
  assert.deepEqual(
    only.strongest.map(({ target }) => target),
    ['a'],
  );
});
