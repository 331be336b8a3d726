import assert from 'node:assert/strict';
import { test } from 'node:test';
import { degreeAgreement } from '../../lib/evaluation/degree-agreement';
import { EffectRows } from '../../lib/network/effect-rows';
import { referenceAgreement } from '../../lib/evaluation/reference-agreement';
import { Random } from '../../lib/math/random';
import { fromDense } from '../../lib/math/sparse-matrix';
import { parameterCount } from '../../lib/phoenix/parameters';
import { SHAPE, threeGenes } from '../network/three-genes';

// E = [2 0 0; 0 3 0; 8 0 0]; reference a -> a, c -> b
const reference = fromDense(3, 3, [1, 0, 0, 0, 0, 0, 0, 1, 0]);

test('by hand: out-degree times in-degree over the edges', () => {
  const rows = new EffectRows(threeGenes(), SHAPE);
  // a -> a and c -> a in {a, c} x {a, b}: a -> a is expected 1 * 2 / 2 times, c -> b 1 * 0 / 2 times
  assert.deepEqual(degreeAgreement(rows, reference), { learnedEdges: 2, shared: 1, sharedByDegrees: 1 });
  // with b looked at, b -> b is learned too: 1 * 2 / 3 and 1 * 1 / 3
  const wider = degreeAgreement(rows, reference, [0, 1, 2]);
  assert.deepEqual({ ...wider, sharedByDegrees: 0 }, { learnedEdges: 3, shared: 1, sharedByDegrees: 0 });
  assert.ok(Math.abs(wider.sharedByDegrees - 1) < 1e-12);
});

test('a network that joins every pair shares what its degrees say, and nothing is left to recognise', () => {
  const random = Random.fromSeed(3, 'dense');
  const dense = Float32Array.from({ length: parameterCount(SHAPE) }, () => random.uniform(0.1, 1));
  const rows = new EffectRows(dense, SHAPE);
  const { learnedEdges, shared, sharedByDegrees } = degreeAgreement(rows, reference);
  assert.deepEqual([learnedEdges, shared], [4, 2]);
  assert.ok(Math.abs(sharedByDegrees - referenceAgreement(rows, reference).sharedAtRandom) < 1e-12);
});

test('a network without an edge shares none', () => {
  const rows = new EffectRows(new Float32Array(parameterCount(SHAPE)), SHAPE);
  assert.deepEqual(degreeAgreement(rows, reference), { learnedEdges: 0, shared: 0, sharedByDegrees: 0 });
});

test('a reference of other genes is refused', () => {
  const rows = new EffectRows(threeGenes(), SHAPE);
  assert.throws(() => degreeAgreement(rows, fromDense(2, 2, [1, 0, 0, 0])), /2 x 2/);
});
