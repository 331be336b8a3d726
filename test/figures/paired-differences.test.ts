import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pairedDifferencesFigure } from '../../lib/figures/paired-differences';
import type { PairedDifference } from '../../lib/reproduction/tables/paired-differences';
import { drawn, marksOf, placesOf, wordsOf } from './drawing';

const pair = (section: string, below: string, differences: number[], reach: number): PairedDifference => {
  const mean = differences.reduce((sum, one) => sum + one, 0) / differences.length;
  return {
    ...{ section, above: 'dash', below, model: 'best', measure: 'balancedAccuracy', p: null },
    ...{ seeds: differences.map((_, k) => k + 1), differences },
    mean: { mean, low: mean - reach, high: mean + reach },
  };
};

test('a panel a section, the mean of each pair with its interval among the seeds', async (t) => {
  const svg = await drawn(
    pairedDifferencesFigure(
      [
        pair('Table 1', 'bio', [-0.05, 0.05], 0.1),
        pair('Table 1', 'scale-matched', [0.1], 0),
        pair('Table 7', 'imp', [0.1, 0.2], 0.05),
      ],
      { title: 'DASH against others' },
    ),
    t,
  );
  const words = wordsOf(svg);
  for (const word of [
    'DASH - BioPruning',
    'DASH - DASH, scale-matched',
    'DASH - IMP',
    'Table 1',
    'Table 7',
  ]) {
    assert.ok(words.includes(word), word);
  }
  // From -10 to 20 points on 380 pixels.
  const at = (points: number): number => Math.round((380 * (points + 10)) / 30);
  assert.deepEqual(
    placesOf(svg, 'point').map(({ x }) => Math.round(x)),
    [-5, 5, 10, 0, 10, 10, 20, 15].map(at),
  );
  // A zero line a panel, and an interval a pair.
  assert.equal(marksOf(svg, 'rule mark'), 2 + 3);
});

test('no difference, or several measures, are refused', () => {
  const one = pair('Table 1', 'bio', [0.1], 0);
  assert.throws(() => pairedDifferencesFigure([], { title: '' }), /needs some/);
  assert.throws(() => pairedDifferencesFigure([one, { ...one, measure: 'auprc' }], { title: '' }), /one measure/); // prettier-ignore
});
