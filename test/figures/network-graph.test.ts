import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkGraphFigure } from '../../lib/figures/network-graph';
import { squareRows } from '../network/networks';
import { drawn, marksOf, placesOf, wordsOf } from './drawing';

const genes = ['A', 'B', 'C', 'D'];

test('an edge is a line with its head at the target, in the direction it runs', async (t) => {
  const network = new Float64Array(16);
  network[0 * 4 + 2] = 2; // A, on top, activates C, at the bottom
  network[1 * 4 + 3] = -1; // B, on the right, represses D, on the left
  const svg = await drawn(
    networkGraphFigure([{ title: 'two edges', network: squareRows(network) }], genes, { title: 'graph' }),
    t,
  );
  assert.equal(marksOf(svg, 'rule mark'), 2);
  // radius 110 about (137, 136), as a name of one letter takes 27 pixels beside it;
  // heads 9.5 pixels before the centre of the target, turned down (180) and left (-90)
  const heads = [...svg.matchAll(/transform="translate\(([\d.]+),([\d.]+)\) rotate\((-?\d+)\)"/g)];
  assert.deepEqual(
    heads.map(([, x, y, angle]) => [Number(x), Number(y), Number(angle)]),
    [
      [137, 236.5, 180],
      [36.5, 136, -90],
    ],
  );
  const words = wordsOf(svg);
  for (const word of [...genes, '2 edges', 'activates', 'represses', '|effect|'])
    assert.ok(words.includes(word), word);
});

test('an edge there and one back run side by side; a gene that regulates itself wears a ring', async (t) => {
  const network = new Float64Array(16);
  network[0 * 4 + 2] = 1;
  network[2 * 4 + 0] = 1;
  network[5] = -1;
  const svg = await drawn(
    networkGraphFigure([{ title: 'loop', network: squareRows(network), signsOnly: true }], genes, {
      title: 'graph',
    }),
    t,
  );
  // 4 circles, 2 heads, 1 ring
  assert.equal(marksOf(svg, 'point'), 7);
  const heads = placesOf(svg, 'point').filter(({ x }) => Math.abs(x - 137) > 1 && Math.abs(x - 137) < 10);
  assert.deepEqual(heads.map(({ x }) => Math.round(10 * x) / 10).sort(), [133.5, 140.5]);
  assert.ok(!wordsOf(svg).includes('|effect|'), 'signs have no size');
});

test('both panels keep every gene in its place; what cannot be drawn is refused', async (t) => {
  const dense = Float64Array.from({ length: 16 }, (_, k) => k - 7.5);
  const panels = [
    { title: 'before', network: squareRows(dense) },
    { title: 'after', network: squareRows(new Float64Array(16)) },
  ];
  const svg = await drawn(networkGraphFigure(panels, genes, { title: 'graph' }), t);
  assert.ok(wordsOf(svg).includes('16 edges') && wordsOf(svg).includes('0 edges'));
  assert.throws(() => networkGraphFigure([], genes, { title: 'none' }), /at least one/);
  assert.throws(() => networkGraphFigure(panels, ['A', 'B'], { title: 'none' }), /2 x 2/);
  const many = Array.from({ length: 61 }, (_, k) => `G${k}`);
  assert.throws(() => networkGraphFigure(panels, many, { title: 'none' }), /neighbourhood/);
});
