import assert from 'node:assert/strict';
import { test } from 'node:test';
import { geneNeighbourhoodFigure, type NeighbourEdge } from '../../lib/figures/gene-neighbourhood';
import { drawn, marksOf, wordsOf } from './drawing';

const edges: NeighbourEdge[] = [
  { regulator: 'R1', target: 'ESR1', effect: 0.1, scaledEffect: 0.2, inPrior: true },
  { regulator: 'R2', target: 'ESR1', effect: -0.1, scaledEffect: -0.7, inPrior: false },
  { regulator: 'ESR1', target: 'T1', effect: 3, scaledEffect: 0.3, inPrior: true },
  { regulator: 'ESR1', target: 'T2', effect: 1, scaledEffect: 0.6, inPrior: true },
  { regulator: 'ESR1', target: 'R1', effect: 1, scaledEffect: 0.1, inPrior: true },
  { regulator: 'ESR1', target: 'ESR1', effect: 1, scaledEffect: 0.1, inPrior: true },
  { regulator: 'R1', target: 'T1', effect: 1, scaledEffect: 0.5, inPrior: true },
];

test('regulators and targets, the strongest scaled effect on top, as many as asked for', async (t) => {
  const svg = await drawn(geneNeighbourhoodFigure(edges, 'ESR1', { title: 'around ESR1', most: 2 }), t);
  const words = wordsOf(svg);
  for (const word of ['2 regulators', '2 strongest of 3 targets', '|scaled effect|', 'not in the prior']) {
    assert.ok(words.includes(word), word);
  }
  assert.deepEqual(
    words.filter((word) => /^[RT]\d$/.test(word)),
    ['T2', 'T1', 'R2', 'R1'],
  );
  // 4 edges and the pill of ESR1; 4 heads, 4 circles and the ring of ESR1 upon itself
  assert.equal(marksOf(svg, 'rule mark'), 4 + 1);
  assert.equal(marksOf(svg, 'point'), 4 + 4 + 1);
});

test('without scaled effects or a prior neither is in the legend', async (t) => {
  const plain = [{ regulator: 'A', target: 'B', effect: -2 }];
  const words = wordsOf(await drawn(geneNeighbourhoodFigure(plain, 'A', { title: 'A' }), t));
  assert.ok(words.includes('|effect|') && words.includes('no regulator') && words.includes('1 target'));
  assert.ok(!words.includes('in the prior'));
  assert.throws(() => geneNeighbourhoodFigure(plain, 'C', { title: 'none' }), /C has no edge/);
});
