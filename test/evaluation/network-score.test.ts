import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confusions } from '../../lib/evaluation/confusion';
import { scoreNetwork } from '../../lib/evaluation/network-score';
import type { NetworkRegion } from '../../lib/evaluation/region';
import { EffectRows } from '../../lib/network/effect-rows';
import { denseOf } from '../../lib/math/matrix-rows';
import { Random } from '../../lib/math/random';
import { fromDense, type SparseMatrix } from '../../lib/math/sparse-matrix';
import { parameterCount, type PhoenixShape } from '../../lib/phoenix/parameters';
import { denseConfusion, denseRanking, edgesOf, pairsOfRegulators, pairsOutside } from './dense';

const GENES = 45;
const shape: PhoenixShape = { genes: GENES, hidden: 5 };

function network(random: Random, density: number): SparseMatrix {
  const dense = Array.from({ length: GENES * GENES }, () => (random.uniform() < density ? -1 : 0));
  return fromDense(GENES, GENES, dense);
}

test('row by row the scores are those of the dense arrays, for every kind of region', () => {
  const random = Random.fromSeed(21);
  for (const density of [1, 0.5, 0.1]) {
    // weights of few values: many tied effects, and many zeros where pruned
    const parameters = new Float32Array(parameterCount(shape)).map(() =>
      random.uniform() < density ? random.below(7) - 2 : 0,
    );
    const truth = network(random, 0.08);
    const prior = network(random, 0.2);
    const regulators = [0, 3, 17, 44];
    const targets = [1, 2, 3, 30, 31, 32, 33, 34, 35];
    const inColumns = Uint8Array.from({ length: GENES * GENES }, (_, k) =>
      targets.includes(k % GENES) ? 1 : 0,
    );
    const inRows = pairsOfRegulators(regulators, GENES);
    const outside = pairsOutside(edgesOf(prior));
    const regions: [NetworkRegion, Uint8Array][] = [
      [{}, new Uint8Array(GENES * GENES).fill(1)],
      [{ outside: prior }, outside],
      [{ regulators }, inRows],
      [{ regulators, outside: prior }, inRows.map((inside, k) => inside & outside[k])],
      [{ targets }, inColumns],
      [{ targets, outside: prior }, inColumns.map((inside, k) => inside & outside[k])],
    ];
    const rows = new EffectRows(parameters, shape);
    const chosen = regions.map(([region]) => region);
    const scores = scoreNetwork(rows, truth, chosen);
    const counts = confusions(rows, truth, chosen);
    const effects = denseOf(rows);
    const edges = edgesOf(truth);
    regions.forEach(([, within], k) => {
      assert.deepEqual(scores[k], {
        pairs: within.reduce((sum, inside) => sum + inside, 0),
        ...denseConfusion(effects, edges, within),
        ...denseRanking(effects, edges, within),
      });
      assert.deepEqual(counts[k], denseConfusion(effects, edges, within));
    });
  }
});

test('a region without a true edge has no score, and an effect that is no number is named', () => {
  const parameters = new Float32Array(parameterCount(shape)).fill(1);
  const truth = fromDense(
    GENES,
    GENES,
    Array.from({ length: GENES * GENES }, (_, k) => (k === 5 ? 1 : 0)),
  );
  const region: NetworkRegion = { regulators: [7] };
  assert.deepEqual(scoreNetwork(new EffectRows(parameters, shape), truth, [region]), [null]);
  parameters[2 * GENES + 11] = NaN; // W_S from gene 11
  assert.throws(() => scoreNetwork(new EffectRows(parameters, shape), truth, [{}]), {
    name: 'RangeError',
    message: /gene 11 on gene 0 is not a number/,
  });
});
