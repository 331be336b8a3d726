import assert from 'node:assert/strict';
import { test } from 'node:test';
import { learningCurvesFigure, type RunCurves } from '../../lib/figures/learning-curves';
import { liveCurveFigure } from '../../lib/figures/live-curve';
import { drawn, marksOf, wordsOf } from './drawing';

const run = (label: string, epochs: number, pruningEpochs: number[]): RunCurves => ({
  label,
  pruningEpochs,
  reportedEpoch: 15,
  epochs: Array.from({ length: epochs }, (_, e) => ({
    epoch: e + 1,
    trainingLoss: 0.02 / (e + 1),
    validationLoss: 0.03 / (e + 1),
    sparsity: e < 2 ? 0 : 0.7,
  })),
});

test('a column a run: two losses, one sparsity, a rule at each pruning event above and below', async (t) => {
  const figure = learningCurvesFigure([run('IMP', 20, [3, 10, 20]), run('none', 20, [])], {
    title: 'curves',
  });
  const svg = await drawn(figure, t);
  assert.equal(marksOf(svg, 'line mark'), 2 * 3);
  assert.equal(marksOf(svg, 'rule mark'), 2 * 3);
  assert.equal(marksOf(svg, 'point'), 2);
  for (const word of ['IMP', 'none', 'loss (MSE)', 'sparsity %', 'epoch', 'validation']) {
    assert.ok(wordsOf(svg).includes(word), word);
  }
});

test('a loss of 0 or infinity has no place on a logarithmic axis and is left out', async (t) => {
  const odd = run('odd', 3, []);
  const broken = {
    ...odd,
    epochs: [...odd.epochs, { epoch: 4, trainingLoss: 0, validationLoss: Infinity, sparsity: 0 }],
  };
  const svg = await drawn(learningCurvesFigure([broken], { title: 'odd' }), t);
  assert.ok(!svg.includes('NaN') && !svg.includes('Infinity'));
});

test('the live curve shows each run and its progress lines, and keeps its size over long runs', async (t) => {
  const none = await drawn(liveCurveFigure([], { title: 'nothing yet', lines: ['DASH waiting'] }), t);
  assert.ok(wordsOf(none).includes('DASH waiting'));
  const runs = ['dash', 'imp'].map((strategy) => ({
    strategy,
    run: strategy,
    epochs: run('', 5000, []).epochs,
  }));
  const long = liveCurveFigure(runs, { title: 'long', lines: ['DASH', 'IMP'] });
  const text = JSON.stringify(long);
  assert.ok(text.length < 60_000);
  assert.ok(text.includes('"epoch":5000'), 'the latest epoch is never left out');
  assert.equal(marksOf(await drawn(long, t), 'line mark'), 2);
});

test('runs of one strategy are told apart by their names, in colour and dash; the axis stands at the planned epochs', async (t) => {
  const runs = [1, 2].map((seed) => ({
    ...{ strategy: 'dash', run: `DASH, seed ${seed}`, planned: 500 },
    epochs: run('', 3, []).epochs,
  }));
  const figure = liveCurveFigure(runs, { title: 'two', lines: [] });
  const words = wordsOf(await drawn(figure, t));
  for (const word of ['DASH, seed 1', 'DASH, seed 2', '500']) assert.ok(words.includes(word), word);
  const { color, strokeDash } = figure.encoding as Record<string, { scale: { range: unknown[] } }>;
  for (const { scale } of [color, strokeDash]) assert.equal(new Set(scale.range.map(String)).size, 2);
});

test('losses below a hundredth have numbers at their axis', async (t) => {
  const epochs = [0.0042, 0.0031, 0.0026].map((validationLoss, k) => ({
    ...{ epoch: k + 1, trainingLoss: 1, validationLoss, sparsity: 0 },
  }));
  const svg = await drawn(
    liveCurveFigure([{ strategy: 'dash', run: '', epochs }], { title: '', lines: [] }),
    t,
  );
  assert.deepEqual(
    wordsOf(svg).filter((word) => /e-3/.test(word)),
    ['3e-3', '4e-3'],
  );
});

test('a finished training draws the same as its curves taken apart', () => {
  const history = [1, 2, 3].map((epoch) => ({
    ...{
      epoch,
      trainingLoss: 1 / epoch,
      validationLoss: 2 / epoch,
      sparsity: 0,
      pruned: epoch === 2 ? 0.5 : null,
    },
  }));
  const whole = learningCurvesFigure([{ label: 'a', history, best: { epoch: 3 } }], { title: 't' });
  const apart = { label: 'a', epochs: history, pruningEpochs: [2], reportedEpoch: 3 };
  assert.deepEqual(whole, learningCurvesFigure([apart], { title: 't' }));
});
