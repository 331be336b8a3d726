import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EdgeList } from '../../../../lib/studies/own/prior/edge-list';
import { matchAssociation, matchPrior } from '../../../../lib/studies/own/prior/edges';
import { toDense } from '../../../../lib/math/sparse-matrix';

const list = (...edges: [from: string, to: string, value: number][]): EdgeList => ({
  file: 'edges.csv',
  edges: edges.map(([from, to, value], k) => ({ from, to, value, row: k + 1 })),
  values: 'weight',
  repeated: 0,
  zeros: 0,
  notes: [],
});
const expression = { file: 'mine.csv', names: ['A', 'B', 'C'] };

describe('edges met with the genes of an expression', () => {
  it('puts the prior in the order of the genes and counts what is dropped', () => {
    const { matrix, match } = matchPrior(
      list(['B', 'A', -0.5], ['A', 'C', 1], ['C', 'C', 1], ['A', 'X', 1], ['Y', 'X', 1]),
      expression,
    );
    assert.deepEqual([...toDense(matrix)], [0, 0, 1, -0.5, 0, 0, 0, 0, 1]);
    assert.deepEqual(match, {
      file: 'edges.csv',
      edges: 5,
      kept: 3,
      names: 5,
      namesFound: 3,
      unknownNames: ['X', 'Y'],
      repeated: 0,
      zeros: 0,
      selfEdges: 1,
      hint: null,
      notes: [],
      regulators: ['A', 'B', 'C'],
      targets: 2,
      activating: 2,
      repressing: 1,
      values: 'weight',
    });
  });

  it('makes associations symmetric, summing to 1, the diagonal counted once', () => {
    const { matrix } = matchAssociation(list(['B', 'A', 3], ['C', 'C', 2], ['C', 'X', 9]), expression);
    assert.deepEqual(
      [...toDense(matrix)],
      [0, 3, 0, 3, 0, 0, 0, 0, 2].map((score) => score / 8),
    );
  });

  it('hints at another spelling when only some names agree', () => {
    const { match } = matchPrior(list(['A', 'B', 1], ['a', 'c', 1]), expression);
    assert.match(
      match.hint ?? '',
      /^4 of 4 names of edges.csv are in mine.csv but for upper and lower case \(2 as/,
    );
  });

  it('keeps the strongest edges between genes of the expression, the first of equal ones', () => {
    const ranked = list(['A', 'X', 1], ['A', 'B', 0.2], ['B', 'C', -0.9], ['C', 'A', 0.2]);
    const { matrix, match } = matchPrior(ranked, expression, 2);
    assert.deepEqual([...toDense(matrix)], [0, 0.2, 0, 0, 0, -0.9, 0, 0, 0]);
    assert.deepEqual(match.notes, ['the 2 strongest of 3 between genes of the expression']);
    assert.deepEqual(matchPrior(ranked, expression, 3).match.notes, []);
    assert.throws(
      () => matchPrior(list(['A', 'B', 1], ['B', 'C', -1]), expression, 1),
      /edges.csv: all edges weigh the same, so that no 1 are the strongest: leave out \{ top \}/,
    );
  });

  it('says what names look like when none is shared', () => {
    const ensembl = list(['ENSG00000141510', 'ENSG00000136997', 1]);
    assert.throws(
      () => matchPrior(ensembl, { file: 'mine.csv', names: ['TP53', 'MYC', 'ABL1'] }),
      /edges.csv and mine.csv have no gene in common: edges.csv has Ensembl gene ids \(human\), such as ENSG00000141510, ENSG00000136997; mine.csv has symbols in capitals \(human, yeast\), such as TP53, MYC. Convert the names/,
    );
  });

  it('says which column fails when names agree and no edge does', () => {
    assert.throws(
      () => matchPrior(list(['1017', 'A', 1], ['7157', 'B', 1]), expression),
      /none of its 2 edges joins two genes of mine.csv, though 2 of its 4 names are there. Its first column has none of them: that column has numbers \(Entrez ids\?\)/,
    );
    assert.throws(
      () => matchPrior(list(['A', 'X', 1], ['Y', 'B', 1]), expression),
      /cut down to a few genes\?/,
    );
  });
});
