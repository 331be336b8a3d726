import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outDegreePathFigure } from '../../lib/figures/out-degree-path';
import { drawn, marksOf, placesOf, wordsOf } from './drawing';

const run = (study: string, degrees: number[]) => ({
  study,
  strategy: 'dash',
  seed: 1,
  path: degrees.map((averageOutDegree, k) => ({ epoch: k + 1, averageOutDegree })),
  bestEpoch: 3,
});

test('a panel a study, the reported epoch marked, the paper beside its own', async (t) => {
  const runs = [run('B cell', [100, 100, 100, 10]), run('monocyte', [100, 10, 10, 10])];
  const paper = [{ study: 'B cell', strategy: 'imp', averageOutDegree: 34 }];
  const svg = await drawn(outDegreePathFigure(runs, { title: 'falls', paper }), t);
  assert.equal(marksOf(svg, 'line mark'), 2);
  assert.equal(marksOf(svg, 'rule mark'), 1);
  for (const word of ['B cell', 'monocyte', 'IMP 34', 'average out-degree'])
    assert.ok(wordsOf(svg).includes(word), word);
  // 190 x 220 pixels, epochs 0 to 4, degrees 10 / 1.1 to 110: 100 is at log 1.1 / log 12.1 from the top
  const places = placesOf(svg, 'point');
  const above = (220 * Math.log(1.1)) / Math.log(12.1);
  [above, 220 - above].forEach((y, k) => {
    assert.ok(
      Math.abs(places[k].x - 142.5) < 1e-6 && Math.abs(places[k].y - y) < 1e-6,
      JSON.stringify(places[k]),
    );
  });
});

test('epochs between two equal ones carry nothing; those without an edge have no place', async (t) => {
  const figure = outDegreePathFigure([run('x', [5, 4, 4, 4, 4, 4, 2, 0])], { title: 'corners' });
  const drawnEpochs = (figure.hconcat as { layer: { data: { values: { epoch: number }[] } }[] }[])[0]
    .layer[0];
  assert.deepEqual(
    drawnEpochs.data.values.map(({ epoch }) => epoch),
    [1, 2, 3, 6, 7],
  );
  await drawn(figure, t);
  assert.throws(() => outDegreePathFigure([run('x', [0])], { title: 'none' }), /with an edge/);
});
