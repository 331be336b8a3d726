import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKernel } from '../../lib/kernels/create-kernel';
import { Random } from '../../lib/math/random';
import { solve } from '../../lib/ode/solve';
import { influenceScores } from '../../lib/pathways/influence';
import { drawStart, movers } from '../../lib/pathways/perturbation';
import { PhoenixField } from '../../lib/phoenix/field';
import { parameterCount, viewsOf } from '../../lib/phoenix/parameters';
import { assertClose } from '../helpers';
import { modelOf } from '../phoenix/models';
import { jointAt, sparseModel, STANDING_REGULATOR, standingRegulator } from './models';

const STARTS = 3;
const TIMES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

test('a regulator that stands still: its influence by hand, that of its targets exactly 0', async () => {
  const { weights } = STANDING_REGULATOR;
  const random = Random.fromSeed(4);
  let expected = 0;
  for (let k = 0; k < STARTS; k++) {
    const { base, redrawn } = drawStart(3, random);
    for (const time of TIMES) {
      for (const gene of [1, 2]) {
        const shift = jointAt(gene, redrawn[0]) - jointAt(gene, base[0]);
        expected += Math.abs(shift * (1 - Math.exp(-weights.v[gene] * time))) / (2 * TIMES.length * STARTS);
      }
    }
  }
  const scores = await influenceScores(standingRegulator(), {
    starts: STARTS,
    random: Random.fromSeed(4),
  });
  assert.ok(Math.abs(scores[0] / expected - 1) < 1e-4, `${scores[0]} instead of ${expected}`);
  assert.deepEqual([...scores.subarray(1)], [0, 0]);
});

test('a pruned network: the scores are those of B.8 trajectory by trajectory', async () => {
  const shape = { genes: 40, hidden: 6 };
  const model = sparseModel(shape, 0.25, 1);
  const { parameters } = model;
  // Every trajectory by itself, in double precision, to 1e-8, straight from 0 to t; the products dense.
  const kernel = createKernel('typed-array-float64');
  const field = new PhoenixField(kernel, shape);
  field.packing.pack(parameters, field.parameters);
  const trajectory = (start: ArrayLike<number>): (readonly number[])[] =>
    TIMES.map((time) => [
      ...solve(kernel, field, start, [time], { relativeTolerance: 1e-8, absoluteTolerance: 1e-10 }).end,
    ]);

  const random = Random.fromSeed(2);
  const expected = new Float64Array(shape.genes);
  for (let k = 0; k < STARTS; k++) {
    const { base, redrawn } = drawStart(shape.genes, random);
    const unperturbed = trajectory(base);
    for (let j = 0; j < shape.genes; j++) {
      const copy = trajectory(base.map((value, i) => (i === j ? redrawn[j] : value)));
      for (let t = 0; t < TIMES.length; t++) {
        for (let i = 0; i < shape.genes; i++) {
          if (i === j) continue;
          expected[j] += Math.abs(copy[t][i] - unperturbed[t][i]) / (39 * TIMES.length * STARTS);
        }
      }
    }
  }
  const options = (): { starts: number; random: Random } => ({ starts: STARTS, random: Random.fromSeed(2) });
  const scores = await influenceScores(model, options());
  assertClose(scores, expected, 1e-4);
  // Without the mask the zeros are found; genes that nothing leads from are exactly 0
  // (by brute force, where every trajectory takes steps of its own, they are 0 within its tolerance).
  assert.deepEqual(await influenceScores(modelOf(shape, parameters), options()), scores);
  const moving = new Set(movers(model));
  assert.ok(moving.size > 20 && moving.size < 40, `${moving.size} genes move others`);
  scores.forEach((score, gene) => assert.equal(score === 0, !moving.has(gene)));
  expected.forEach((value, gene) => assert.equal(value > 1e-7, moving.has(gene), `gene ${gene}`));
});

test('movers need a target that moves and is not themselves', () => {
  const shape = { genes: 3, hidden: 2 };
  const flat = new Float32Array(parameterCount(shape));
  const blocks = viewsOf(flat, shape);
  blocks.wS.set([1, 0, 0, 0, 1, 0]); // gene 0 to neuron 0, gene 1 to neuron 1
  blocks.uS.set([0, 0, 1, 1, 0, 0]); // both neurons to gene 1
  blocks.v.set([1, 1, 1]);
  assert.deepEqual([...movers(modelOf(shape, flat))], [0]);
  blocks.v[1] = -0.1;
  assert.deepEqual([...movers(modelOf(shape, flat))], []);
  blocks.uP.set([0, 0, 0, 0, 0, 1]); // neuron 1 of the other branch to gene 2
  blocks.wP.set([0, 0, 0, 0, 1, 1]); // from genes 1 and 2
  assert.deepEqual([...movers(modelOf(shape, flat))], [1]);
});

test('progress ends at all trajectories; an abort stops the work; what does not fit is refused', async () => {
  const shape = { genes: 40, hidden: 6 };
  const model = sparseModel(shape, 0.25, 1);
  const { parameters } = model;
  const seen: number[] = [];
  const random = Random.fromSeed(1);
  const total = 2 * movers(model).length;
  await influenceScores(model, {
    starts: 2,
    random,
    onProgress: ({ done, total: of }) => {
      assert.equal(of, total);
      seen.push(done);
    },
  });
  assert.equal(seen.at(-1), total);

  const abort = new AbortController();
  const stopped = influenceScores(model, {
    starts: 100_000,
    random,
    signal: abort.signal,
    onProgress: () => abort.abort(),
  });
  await assert.rejects(stopped, { name: 'AbortError' });

  const refused = (flat: Float32Array, options: object): Promise<Float64Array> =>
    influenceScores(modelOf(shape, flat), { random, ...options });
  assert.throws(() => modelOf(shape, parameters.subarray(1)), /parameters, not/);
  await assert.rejects(refused(parameters, { starts: 0 }), RangeError);
  const damaged = parameters.slice();
  damaged[7] = NaN;
  await assert.rejects(refused(damaged, {}), /parameter 7 of the model is NaN/);
});
