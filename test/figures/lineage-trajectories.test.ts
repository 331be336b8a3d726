import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineageTrajectoriesFigure, type LineageBatch } from '../../lib/figures/lineage-trajectories';
import { drawn, marksOf, wordsOf } from './drawing';

/** Gene 0 rises by `rise`, gene 1 swings a little, gene 2 rests; T cells. */
const batch = (name: string, role: LineageBatch['role'], cells: number, rise: number): LineageBatch => {
  const times = Float64Array.from({ length: cells }, (_, k) => k / (cells - 1));
  const recorded = Float64Array.from([
    ...times.map((t) => rise * t),
    ...times.map((t) => 0.1 * Math.sin(12 * t)),
    ...times.map(() => 0.3),
  ]);
  return { name, role, series: { times, recorded, clean: recorded } };
};

test('a column a batch, two components each, all in the frame of the training batch', async (t) => {
  const batches = [
    batch('S1D2', 'training', 21, 1),
    batch('S1D1', 'validation', 1000, 0.5),
    batch('S2D1', 'test', 11, 1),
  ];
  const figure = lineageTrajectoriesFigure(batches, { title: 'lineage' });
  const svg = await drawn(figure, t);
  assert.equal(marksOf(svg, 'point'), 2 * (21 + 200 + 11), 'a large batch is thinned to 200');
  assert.equal(marksOf(svg, 'line mark'), 2 * 3);
  const smaller = await drawn(lineageTrajectoriesFigure(batches, { title: 'lineage', most: 50 }), t);
  assert.equal(marksOf(smaller, 'point'), 2 * (21 + 50 + 11), 'or to as many as asked for');
  const words = wordsOf(svg);
  for (const word of [
    'S1D2',
    'training, 21 cells',
    'validation, 1000 cells',
    'test, 11 cells',
    'pseudotime (0 to 1)',
  ]) {
    assert.ok(words.includes(word), word);
  }
  // a rise of 1 along component 1 in the training batch, half of it in the validation batch
  const panels = (figure.concat as { layer: { data: { values: { place: number }[] } }[] }[]).map(
    ({ layer }) => layer[0].data.values.map(({ place }) => place),
  );
  const rise = (places: number[]) => places[places.length - 1] - places[0];
  assert.ok(Math.abs(rise(panels[0]) - 1) < 0.02 && Math.abs(rise(panels[1]) - 0.5) < 0.02);
  assert.ok(
    words.some((word) => /^PC 1 \(9\d %\)$/.test(word)),
    'the first component is the rise',
  );
});

test('without a training batch there is no frame', () => {
  assert.throws(
    () => lineageTrajectoriesFigure([batch('S2D1', 'test', 9, 1)], { title: 'none' }),
    /training/,
  );
});
