import assert from 'node:assert/strict';
import { test } from 'node:test';
import { edgeTable } from '../../lib/evidence/edge-table';
import { fromEntries } from '../../lib/math/sparse-matrix';

const genes = ['a', 'b', 'c'];
const edge = (regulator: string, target: string, effect: number, inPrior: boolean) => ({
  ...{ regulator, target, effect, inPrior, scaledEffect: 1 },
});

test('weighed edges say what data and prior say of them, a conflict in words; beside a truth whether they hold', () => {
  const edges = [
    { ...edge('a', 'b', -0.25, true), probability: 0.9951, sign: -1, priorSign: 1 },
    { ...edge('c', 'a', 0, false), probability: 0.2, sign: 1, priorSign: 0 },
  ];
  const truth = fromEntries(3, 3, [[0, 1, -1]]);
  assert.deepEqual(edgeTable(edges, { genes, truth }), {
    columns: ['regulator', 'target', 'probability', 'data: it', 'prior: it', 'effect', 'true'],
    rows: [
      ['a', 'b', '0.995', 'represses', 'activates', '-0.250', 'yes'],
      ['c', 'a', '0.200', 'activates', 'no edge', '0.000', 'no'],
    ],
  });
});

test('edges of a model alone, without a truth', () => {
  assert.deepEqual(edgeTable([edge('b', 'c', 1.5, true)], { genes, truth: null }), {
    columns: ['regulator', 'target', 'in the prior', 'effect'],
    rows: [['b', 'c', 'yes', '1.500']],
  });
});
