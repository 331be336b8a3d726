import assert from 'node:assert/strict';
import { test } from 'node:test';
import { topRegulatorsFigure } from '../../lib/figures/top-regulators';
import { drawn, marksOf, wordsOf } from './drawing';

const regulators = [
  { regulator: 'MYC', activated: 2, repressed: 1 },
  { regulator: 'ABL', activated: 2, repressed: 0 },
  { regulator: 'AR', activated: 0, repressed: 1 },
];

test('a bar for each sign, end to end in the order given', async (t) => {
  const svg = await drawn(topRegulatorsFigure(regulators, { title: 'top' }), t);
  assert.equal(marksOf(svg, 'bar'), 2 * 3);
  assert.equal(marksOf(svg, 'point'), 0);
  assert.deepEqual(
    wordsOf(svg).filter((word) => /^[A-Z]+$/.test(word)),
    ['MYC', 'ABL', 'AR'],
  );
  // 360 pixels for 3 targets: activated red from 0, repressed blue from where red ends
  const bars = [
    ...svg.matchAll(/aria-roledescription="bar" d="M([\d.]+),[\d.]+h([\d.]+)[^>]*fill="(#\w+)"/g),
  ];
  assert.deepEqual(
    bars.slice(0, 2).map(([, from, wide, colour]) => [Number(from), Number(wide), colour]),
    [
      [0, 240, '#B2182B'],
      [240, 120, '#2166AC'],
    ],
  );
});

test('marks for what is known of them', async (t) => {
  const svg = await drawn(topRegulatorsFigure(regulators, { title: 'top', assayed: ['AR', 'SPI1'] }), t);
  assert.equal(marksOf(svg, 'point'), 1);
  const words = wordsOf(svg);
  assert.ok(words.includes('targets measured') && !words.includes('known transcription factor'));
  assert.throws(() => topRegulatorsFigure([], { title: 'none' }), /without an edge/);
});
