import assert from 'node:assert/strict';
import { test } from 'node:test';
import { topRegulators, topRegulatorsFigure } from '../../lib/figures/top-regulators';
import { drawn, marksOf, wordsOf } from './drawing';

const edge = (regulator: string, target: string, effect: number) => ({ regulator, target, effect });
const edges = [
  edge('MYC', 'a', 1),
  edge('MYC', 'b', -2),
  edge('MYC', 'c', 0.5),
  edge('AR', 'a', -1),
  edge('AR', 'b', -1),
  edge('ABL', 'a', 1),
  edge('ABL', 'c', 1),
  edge('PGR', 'a', 1),
  edge('GONE', 'a', 0),
];

test('counts by sign, the most targets first, of equals by name', () => {
  assert.deepEqual(topRegulators(edges, { count: 3, assayed: ['AR'], known: ['MYC', 'AR'] }), [
    { name: 'MYC', activated: 2, repressed: 1, assayed: false, known: true },
    { name: 'ABL', activated: 2, repressed: 0, assayed: false, known: false },
    { name: 'AR', activated: 0, repressed: 2, assayed: true, known: true },
  ]);
  assert.deepEqual(
    topRegulators(edges).map(({ name }) => name),
    ['MYC', 'ABL', 'AR', 'PGR'],
    'an effect of 0 is none',
  );
});

test('bars in two colours, marks for what is known', async (t) => {
  const svg = await drawn(
    topRegulatorsFigure(topRegulators(edges, { assayed: ['AR'] }), { title: 'top' }),
    t,
  );
  assert.equal(marksOf(svg, 'bar'), 2 * 4);
  assert.equal(marksOf(svg, 'point'), 1);
  const words = wordsOf(svg);
  assert.deepEqual(
    words.filter((word) => ['MYC', 'ABL', 'AR', 'PGR'].includes(word)),
    ['MYC', 'ABL', 'AR', 'PGR'],
  );
  assert.ok(words.includes('targets measured') && !words.includes('known transcription factor'));
  assert.throws(() => topRegulatorsFigure([], { title: 'none' }), /without an edge/);
});
