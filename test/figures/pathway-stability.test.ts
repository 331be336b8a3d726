import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathwayStabilityFigure } from '../../lib/figures/pathway-stability';
import { drawn, marksOf, wordsOf } from './drawing';

const finding = (strategy: string, seed: number, ...found: string[]) => ({ strategy, seed, found });

test('of how many seeds, the pathways that most models find first', async (t) => {
  const findings = [
    finding('dash', 1, 'heme', 'TP53'),
    finding('dash', 2, 'TP53', 'TP53'),
    finding('dash', 3),
    finding('imp', 1, 'heme', 'TP53'),
  ];
  const svg = await drawn(pathwayStabilityFigure(findings, { title: 'stable', rule: 'top 20' }), t);
  assert.equal(marksOf(svg, 'rect mark'), 4);
  const words = wordsOf(svg);
  assert.deepEqual(
    words.filter((word) => / of \d$/.test(word)),
    ['1 of 1', '2 of 3', '1 of 1', '1 of 3'],
  );
  assert.ok(words.indexOf('TP53') < words.indexOf('heme'));
});

test('more rows than asked for are left out, and said to be', async (t) => {
  const svg = await drawn(
    pathwayStabilityFigure([finding('dash', 1, 'a', 'b')], { title: 'few', rule: 'r', most: 1 }),
    t,
  );
  assert.ok(svg.includes('the first 1 of 2 pathways'));
  assert.throws(() => pathwayStabilityFigure([finding('dash', 1)], { title: '', rule: '' }), /no model/);
});
