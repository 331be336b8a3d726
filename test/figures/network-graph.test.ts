import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Figure } from '../../lib/figures/figure';
import { rowsOf } from '../../lib/math/matrix-rows';
import { fromEntries } from '../../lib/math/sparse-matrix';
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

test('a slider moves through the networks: one at a time, the last one first, its caption with it', async (t) => {
  const frames = [
    {
      title: 'early',
      network: rowsOf(
        fromEntries(3, 3, [
          [0, 1, 1],
          [1, 2, -1],
          [2, 0, 0.5],
        ]),
      ),
    },
    { title: 'late', network: rowsOf(fromEntries(3, 3, [[0, 1, 1]])) },
  ];
  const figure = networkGraphFigure(frames, ['A', 'B', 'C'], { title: 'pruned', slider: 'event' });
  const last = await drawn(figure, t);
  const [early, late] = ['event 1 of 2: early, 3 edges', 'event 2 of 2: late, 1 edges'];
  assert.ok(wordsOf(last).includes(late) && !wordsOf(last).includes(early));
  assert.deepEqual([marksOf(last, 'rule mark'), placesOf(last, 'point').length], [1, 3 + 1]);
  // Where its slider is moved to, as a page does it.
  const { params, ...rest } = figure as { params: { value: number; bind: object }[] } & Figure;
  assert.deepEqual(params[0].bind, { input: 'range', min: 1, max: 2, step: 1, name: 'event, 1 to 2: ' });
  const first = await drawn({ ...rest, params: [{ ...params[0], value: 1 }] } as unknown as Figure, t);
  assert.ok(wordsOf(first).includes(early) && !wordsOf(first).includes(late));
  assert.deepEqual([marksOf(first, 'rule mark'), placesOf(first, 'point').length], [3, 3 + 3]);
});

test('beside a truth, edges that it lacks are dashed and named', async (t) => {
  const network = rowsOf(
    fromEntries(3, 3, [
      [0, 1, 1],
      [1, 2, -1],
    ]),
  );
  const truth = fromEntries(3, 3, [[0, 1, 1]]);
  const svg = await drawn(
    networkGraphFigure([{ title: 'found', network }], ['A', 'B', 'C'], { title: 'two edges', truth }),
    t,
  );
  for (const word of ['right', 'wrong']) assert.ok(wordsOf(svg).includes(word), word);
  const rules = [...svg.matchAll(/aria-roledescription="rule mark"[^>]*/g)].map(([rule]) => rule);
  assert.deepEqual(rules.map((rule) => /stroke-dasharray="4,3"/.test(rule)).sort(), [false, true]);
});

test('by its edges: places of all genes, or of those that are joined where there are many; what is right is counted', async (t) => {
  const edges = [
    { regulator: 'A', target: 'B', effect: 2 },
    { regulator: 'C', target: 'A', effect: -1 },
    // Weighed: the model lacks it, and its probability is its size.
    { regulator: 'B', target: 'C', effect: 0, probability: 0.5, sign: -1 },
  ];
  // The second is there with the other sign, the third is not.
  const truth = fromEntries(4, 4, [
    [0, 1, 1],
    [2, 0, 1],
    [3, 0, -1],
  ]);
  const svg = await drawn(networkGraphFigure([{ title: 'found', edges }], genes, { title: 't', truth }), t);
  assert.ok(wordsOf(svg).includes('3 edges, 1 right') && wordsOf(svg).includes('D'));
  assert.equal(marksOf(svg, 'rule mark'), 3);
  assert.ok(wordsOf(svg).includes('probability') && !wordsOf(svg).includes('|effect|'));
  const unsigned = fromEntries(4, 4, [
    [0, 1, 1],
    [2, 0, 1],
  ]);
  const other = networkGraphFigure([{ title: 'found', edges }], genes, { title: 't', truth: unsigned });
  assert.ok(wordsOf(await drawn(other, t)).includes('3 edges, 2 right'));
  const many = [...Array.from({ length: 70 }, (_, k) => `G${k}`), ...genes];
  const among = await drawn(networkGraphFigure([{ title: 'found', edges }], many, { title: 't' }), t);
  assert.ok(!wordsOf(among).includes('D') && wordsOf(among).includes('C'));
  const far = fromEntries(74, 74, [[70, 71, 1]]);
  const judged = networkGraphFigure([{ title: 'found', edges }], many, { title: 't', truth: far });
  assert.ok(wordsOf(await drawn(judged, t)).includes('3 edges, 1 right'));
  assert.throws(
    () => networkGraphFigure([{ title: 'found', edges }], ['A', 'D'], { title: 't' }),
    /not among those to be drawn: B, C/,
  );
});

test('an edge of a gene to itself is dashed where it is wrong, too', async (t) => {
  const edges = ['A', 'B'].map((gene) => ({ regulator: gene, target: gene, effect: 1 }));
  const truth = fromEntries(4, 4, [[0, 0, 1]]);
  const svg = await drawn(networkGraphFigure([{ title: 'loops', edges }], genes, { title: 't', truth }), t);
  const dashes = [...svg.matchAll(/aria-roledescription="point"[^>]*stroke-dasharray="([\d,]+)"/g)];
  assert.deepEqual(dashes.map(([, dash]) => dash).sort(), ['1,0', '4,3']);
});
