import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EffectRows } from '../../lib/network/effect-rows';
import { referenceAgreement } from '../../lib/evaluation/reference-agreement';
import { Random } from '../../lib/math/random';
import { fromDense } from '../../lib/math/sparse-matrix';
import { parameterCount, type PhoenixShape } from '../../lib/phoenix/parameters';
import { SHAPE, threeGenes } from '../network/three-genes';

test('by hand: two regulators and two targets of the three-gene model', () => {
  // E = [2 0 0; 0 3 0; 8 0 0]; reference a -> a, c -> b: universe {a, c} x {a, b}, learned a -> a and c -> a
  const reference = fromDense(3, 3, [1, 0, 0, 0, 0, 0, 0, 1, 0]);
  const result = referenceAgreement(new EffectRows(threeGenes(), SHAPE), reference);
  assert.deepEqual(result, {
    regulators: 2,
    targets: 2,
    pairs: 4,
    referenceEdges: 2,
    learnedEdges: 2,
    shared: 1,
    sharedAtRandom: 1,
    z: 0,
    // a -> a is expected 1 * 2 / 2 times, c -> b 1 * 0 / 2 times
    sharedByDegrees: 1,
    precision: 0.5,
    recall: 0.5,
    recallAtRandom: 0.5,
    oddsRatio: 1,
    // edges score 2, 0; gaps 8, 0: the wins are 0 + 1, 0 + 1/2 of 4
    auroc: 1.5 / 4,
    // threshold 8: nothing; 2: 1 of 2; 0: 2 of 4
    auprc: 0.5 * 0.5 + 0.5 * 0.5,
    prevalence: 0.5,
  });
});

test('a regulator that was looked at without any edge widens the universe', () => {
  const reference = fromDense(3, 3, [1, 0, 0, 0, 0, 0, 0, 1, 0]);
  const rows = new EffectRows(threeGenes(), SHAPE);
  const result = referenceAgreement(rows, reference, [0, 1, 2]);
  // b -> b is learned, and not in the reference
  assert.deepEqual([result.pairs, result.learnedEdges, result.shared], [6, 3, 1]);
  assert.equal(result.precision, 1 / 3);
  // (1.5 * 2.5) / (2.5 * 1.5)
  assert.equal(result.oddsRatio, 1);
  // out-degree times in-degree over the edges: a -> a 1 * 2 / 3 and c -> b 1 * 1 / 3
  assert.ok(Math.abs(result.sharedByDegrees - 1) < 1e-12);
});

test('a network that joins every pair shares what its degrees say, and nothing is left to recognise', () => {
  const reference = fromDense(3, 3, [1, 0, 0, 0, 0, 0, 0, 1, 0]);
  const random = Random.fromSeed(3, 'dense');
  const dense = Float32Array.from({ length: parameterCount(SHAPE) }, () => random.uniform(0.1, 1));
  const { learnedEdges, shared, sharedByDegrees, sharedAtRandom } = referenceAgreement(
    new EffectRows(dense, SHAPE),
    reference,
  );
  assert.deepEqual([learnedEdges, shared], [4, 2]);
  assert.ok(Math.abs(sharedByDegrees - sharedAtRandom) < 1e-12);
});

test('against random references z is standard normal on average', () => {
  const shape: PhoenixShape = { genes: 40, hidden: 4 };
  const random = Random.fromSeed(12);
  const parameters = new Float32Array(parameterCount(shape)).map(() =>
    random.uniform() < 0.75 ? 0 : Math.abs(random.normal()),
  );
  const rows = new EffectRows(parameters, shape);
  const z: number[] = [];
  for (let draw = 0; draw < 300; draw++) {
    // every pair of the universe 10 x 40 equally likely; the corners keep the universe the same
    const dense = Array.from({ length: 1600 }, (_, k) => (k < 400 && random.uniform() < 0.3 ? 1 : 0));
    const result = referenceAgreement(
      rows,
      fromDense(40, 40, dense),
      Array.from({ length: 10 }, (_, k) => k),
    );
    z.push(result.z ?? NaN);
  }
  const mean = z.reduce((sum, value) => sum + value, 0) / z.length;
  const variance = z.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (z.length - 1);
  assert.ok(Math.abs(mean) < 4 / Math.sqrt(300), `mean ${mean}`);
  assert.ok(Math.abs(variance - 1) < 4 * Math.sqrt(2 / 299), `variance ${variance}`);
});

test('an empty reference, one of another size and a network without edges', () => {
  const rows = new EffectRows(threeGenes(), SHAPE);
  assert.throws(() => referenceAgreement(rows, fromDense(3, 3, new Array<number>(9).fill(0))), {
    name: 'RangeError',
    message: /no edge/,
  });
  assert.throws(() => referenceAgreement(rows, fromDense(2, 2, [1, 0, 0, 0])), /2 x 2.*3 genes/);
  const empty = new EffectRows(new Float32Array(parameterCount(SHAPE)), SHAPE);
  const result = referenceAgreement(empty, fromDense(3, 3, [1, 0, 0, 0, 0, 0, 0, 1, 0]));
  assert.deepEqual(
    [result.precision, result.recall, result.z, result.auroc, result.sharedByDegrees],
    [null, 0, null, 0.5, 0],
  );
});
