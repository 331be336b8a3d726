import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GeneNeighbourhood } from '../../lib/network/network';
import { geneNeighbourhoodFigure } from '../../lib/figures/gene-neighbourhood';
import { drawn, marksOf, wordsOf } from './drawing';

const edge = (regulator: string, target: string, effect: number, inPrior = true) => ({
  regulator,
  target,
  effect,
  scaledEffect: effect / 10,
  inPrior,
});
const neighbourhood: GeneNeighbourhood = {
  gene: 'ESR1',
  inDegree: 2,
  outDegree: 7,
  regulators: [edge('R2', 'ESR1', -7, false), edge('R1', 'ESR1', 2)],
  targets: [edge('ESR1', 'T2', 6), edge('ESR1', 'T1', 3), edge('ESR1', 'R1', 1)],
  itself: edge('ESR1', 'ESR1', 1),
};

test('regulators and targets in their order, as many as asked for, of how many', async (t) => {
  const svg = await drawn(geneNeighbourhoodFigure(neighbourhood, { title: 'around ESR1', most: 2 }), t);
  const words = wordsOf(svg);
  for (const word of ['2 regulators', '2 strongest of 7 targets', '|scaled effect|', 'not in the prior']) {
    assert.ok(words.includes(word), word);
  }
  assert.deepEqual(
    words.filter((word) => /^[RT]\d$/.test(word)),
    ['T2', 'T1', 'R2', 'R1'],
  );
  // 4 edges and the pill of ESR1; 4 heads, 4 circles and the ring of ESR1 upon itself
  assert.equal(marksOf(svg, 'rule mark'), 4 + 1);
  assert.equal(marksOf(svg, 'point'), 4 + 4 + 1);
  assert.equal(svg.split('stroke-dasharray="4,3"').length - 1, 1 + 1, 'the edge from R2, and the legend');
});

test('one side may be empty, both may not', async (t) => {
  const alone = {
    ...neighbourhood,
    inDegree: 0,
    regulators: [],
    outDegree: 1,
    targets: [edge('ESR1', 'T', 1)],
    itself: null,
  };
  const words = wordsOf(await drawn(geneNeighbourhoodFigure(alone, { title: 'A' }), t));
  assert.ok(words.includes('no regulator') && words.includes('1 target'));
  assert.throws(
    () => geneNeighbourhoodFigure({ ...alone, outDegree: 0, targets: [] }, { title: 'none' }),
    /ESR1 has no edge/,
  );
});
