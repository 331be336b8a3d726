import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkOverviewFigure } from '../../lib/figures/network-overview';
import { squareRows } from '../network/networks';
import { drawn, marksOf, wordsOf } from './drawing';

test('counts the regulators with at least k targets', async (t) => {
  // out-degrees 3, 1, 1 and 0: three regulators with at least 1 target, one with at least 3
  const network = squareRows([1, 1, 0, 1, 0, 0, 0, -1, 0, 1, 0, 0, 0, 0, 0, 0]);
  const figure = networkOverviewFigure([{ label: 'truth', network }], { title: 'degrees' });
  assert.deepEqual(figure.data, {
    values: [
      { label: 'truth', targets: 3, regulators: 1 },
      { label: 'truth', targets: 1, regulators: 3 },
    ],
  });
  const svg = await drawn(figure, t);
  assert.equal(marksOf(svg, 'line mark'), 1);
  assert.ok(wordsOf(svg).includes('number of regulators'));
});

test('a network without an edge leaves its line out', async (t) => {
  const empty = networkOverviewFigure([{ label: 'empty', network: squareRows(new Float32Array(9)) }], {
    title: 'empty',
  });
  assert.equal(marksOf(await drawn(empty, t), 'line mark'), 0);
});
