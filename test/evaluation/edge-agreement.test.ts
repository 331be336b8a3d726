import assert from 'node:assert/strict';
import { test } from 'node:test';
import { edgeAgreement } from '../../lib/evaluation/edge-agreement';
import { EffectRows } from '../../lib/network/effect-rows';
import { evaluateNetwork } from '../../lib/evaluation/evaluate-network';
import { genesMarked } from '../../lib/evaluation/region';
import { Random } from '../../lib/math/random';
import { fromEntries } from '../../lib/math/sparse-matrix';
import { initialParameters, viewsOf, type PhoenixShape } from '../../lib/phoenix/parameters';

const SHAPE: PhoenixShape = { genes: 9, hidden: 3 };

test('edges and agreements are those of the whole evaluation, over all pairs and within some rows', () => {
  const random = Random.fromSeed(4);
  const parameters = initialParameters(SHAPE, random);
  const { wS, wP, uS, uP, v } = viewsOf(parameters, SHAPE);
  for (const matrix of [wS, wP, uS, uP]) {
    matrix.forEach((_, k) => (matrix[k] = random.uniform() < 0.7 ? 0 : random.normal()));
  }
  v[2] = -1;
  const truth = fromEntries(9, 9, [
    [0, 1, 1],
    [0, 2, 1],
    [3, 4, -1],
    [5, 0, 1],
  ]);
  const assayed = [0, 5, 7];
  const whole = evaluateNetwork(parameters, SHAPE, {
    truth,
    prior: truth,
    assayedRegulators: assayed,
    random,
  });
  const rows = new EffectRows(parameters, SHAPE);
  const { edges, agreements } = edgeAgreement(rows, truth, [
    { genes: 9 },
    { genes: 9, regulators: genesMarked(assayed, 9) },
    { genes: 9, regulators: genesMarked([8], 9) },
  ]);
  assert.equal(edges, whole.edges);
  assert.ok(edges > 0 && edges < 81);
  assert.equal(agreements[0]?.balancedAccuracy, whole.network?.balancedAccuracy);
  assert.equal(agreements[1]?.balancedAccuracy, whole.assayed?.balancedAccuracy);
  assert.equal(agreements[2], null, 'no true edge in that row');
  assert.deepEqual(edgeAgreement(rows, null, [{ genes: 9 }]), { edges, agreements: [null] });
});
