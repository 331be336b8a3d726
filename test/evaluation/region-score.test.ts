import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agreement } from '../../lib/evaluation/balanced-accuracy';
import { EffectRows } from '../../lib/network/effect-rows';
import { effectsOf } from '../../lib/network/effects';
import { edgesOf, pairsOfRegulators, pairsOutside } from '../../lib/evaluation/pairs';
import { ranking } from '../../lib/evaluation/ranking';
import { genesMarked, type Region } from '../../lib/evaluation/region';
import { scoreRegions } from '../../lib/evaluation/region-score';
import { Random } from '../../lib/math/random';
import { fromDense, type SparseMatrix } from '../../lib/math/sparse-matrix';
import { parameterCount, type PhoenixShape } from '../../lib/phoenix/parameters';

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
    const regulators = genesMarked([0, 3, 17, 44], GENES);
    const targets = genesMarked([1, 2, 3, 30, 31, 32, 33, 34, 35], GENES);
    const inColumns = Uint8Array.from({ length: GENES * GENES }, (_, k) => targets[k % GENES]);
    const inRows = pairsOfRegulators([0, 3, 17, 44], GENES);
    const outside = pairsOutside(edgesOf(prior));
    const regions: [Region, Uint8Array][] = [
      [{ genes: GENES }, new Uint8Array(GENES * GENES).fill(1)],
      [{ genes: GENES, outside: prior }, outside],
      [{ genes: GENES, regulators }, inRows],
      [{ genes: GENES, regulators, outside: prior }, inRows.map((inside, k) => inside & outside[k])],
      [{ genes: GENES, targets }, inColumns],
      [{ genes: GENES, targets, outside: prior }, inColumns.map((inside, k) => inside & outside[k])],
    ];
    let rows = 0;
    const scores = scoreRegions(
      new EffectRows(parameters, shape),
      truth,
      regions.map(([region]) => region),
      (regulator) => assert.equal(regulator, rows++),
    );
    assert.equal(rows, GENES);
    const effects = effectsOf(parameters, shape);
    const edges = edgesOf(truth);
    regions.forEach(([, within], k) => {
      assert.deepEqual(scores[k], {
        pairs: within.reduce((sum, inside) => sum + inside, 0),
        ...agreement(effects, edges, within),
        ...ranking(effects, edges, within),
      });
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
  const region: Region = { genes: GENES, regulators: genesMarked([7], GENES) };
  assert.deepEqual(scoreRegions(new EffectRows(parameters, shape), truth, [region]), [null]);
  parameters[2 * GENES + 11] = NaN; // W_S from gene 11
  assert.throws(() => scoreRegions(new EffectRows(parameters, shape), truth, [{ genes: GENES }]), {
    name: 'RangeError',
    message: /gene 11 on gene 0 is not a number/,
  });
});
