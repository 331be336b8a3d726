import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baselinesBarsFigure } from '../../lib/figures/baselines-bars';
import { drawn, marksOf, wordsOf } from './drawing';

test('one bar each, in the order given, with its number and the whole of its name', async (t) => {
  const svg = await drawn(
    baselinesBarsFigure(
      [
        { label: 'every known regulator regulates every gene', balancedAccuracy: 0.863, trained: false },
        { label: 'random edges', balancedAccuracy: 0.42, trained: false },
        { label: 'dash', balancedAccuracy: 0.907, trained: true },
      ],
      { title: 'baselines' },
    ),
    t,
  );
  assert.equal(marksOf(svg, 'bar'), 3);
  const words = wordsOf(svg);
  const order = [
    'every known regulator regulates every gene',
    'random edges',
    'DASH',
    '86.3 %',
    '42.0 %',
    '90.7 %',
  ];
  assert.deepEqual(
    words.filter((word) => order.includes(word)),
    order,
  );
});
