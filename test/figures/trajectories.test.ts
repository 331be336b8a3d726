import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Series } from '../../lib/studies/study';
import { trajectoriesFigure } from '../../lib/figures/trajectories';
import { drawn, marksOf, wordsOf } from './drawing';

const series: Series[] = [0, 1].map((shift) => ({
  times: Float64Array.of(0, 2, 3),
  recorded: Float64Array.of(0.1, 0.2, 0.3, 0.9, 0.8, 0.7, 0.5, 0.5, 0.5 + shift / 10),
  clean: Float64Array.of(0.1, 0.2, 0.3, 0.9, 0.8, 0.7, 0.5, 0.5, 0.5),
}));

test('a panel a chosen gene: recorded points, clean lines and the roll-out', async (t) => {
  const rollOuts = series.map(({ times, clean }) => ({ times, values: clean }));
  const svg = await drawn(
    trajectoriesFigure(series, ['A', 'B', 'C'], [2, 0], { title: 'two genes', rollOuts }),
    t,
  );
  assert.equal(marksOf(svg, 'point'), 2 * 2 * 3);
  assert.equal(marksOf(svg, 'line mark'), 2 * 2 * 2);
  const words = wordsOf(svg);
  assert.ok(
    words.indexOf('C') >= 0 && words.indexOf('C') < words.indexOf('A'),
    'genes stand in the order asked for',
  );
  assert.ok(!words.includes('B'));
});

test('where nothing is known without noise, the lines join the points, and it says so', async (t) => {
  const ofOnesOwn = series.map((one) => ({ ...one, clean: one.recorded }));
  const saysNoise = async (data: Series[]): Promise<boolean> => {
    const svg = await drawn(trajectoriesFigure(data, ['A', 'B', 'C'], [0], { title: 'one gene' }), t);
    return wordsOf(svg).some((words) => words.includes('without noise'));
  };
  assert.equal(await saysNoise(ofOnesOwn), false);
  assert.equal(await saysNoise(series), true);
  // The legend calls them as the files of measured data do.
  const legendOf = async (data: Series[]): Promise<string[]> => {
    const svg = await drawn(trajectoriesFigure(data, ['A', 'B', 'C'], [0], { title: 'one gene' }), t);
    return wordsOf(svg).filter((words) => ['series', 'trajectory'].includes(words));
  };
  assert.deepEqual(await legendOf(ofOnesOwn), ['series']);
  assert.deepEqual(await legendOf(series), ['trajectory']);
});

test('a gene that does not exist is refused', () => {
  const names = ['A', 'B', 'C'];
  assert.throws(
    () => trajectoriesFigure(series, names, ['X', 'B', 3], { title: 'none' }),
    /no gene of this study: X, 3\. It has 3: A, B, C \(/,
  );
});

test('genes are chosen by name or by number', () => {
  const [byName, byNumber] = [
    ['C', 'A'],
    [2, 0],
  ].map((genes) => trajectoriesFigure(series, ['A', 'B', 'C'], genes, { title: 'same' }));
  assert.deepEqual(byName, byNumber);
});
