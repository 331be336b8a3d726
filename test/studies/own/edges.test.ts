import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  matchAssociation,
  matchPrior,
  readAssociation,
  readRegulation,
  type EdgeList,
} from '../../../lib/studies/own/edges';
import { temporaryFile } from '../../files/temporary-folder';
import { toDense } from '../../../lib/math/sparse-matrix';

const asIs = (name: string): string => name;

describe('an edge list by name', () => {
  it('reads regulators and targets alone, each edge once', async (t) => {
    const path = temporaryFile(t, 'prior.csv', 'regulator,target\nA,B\nB,A\nA,B\n\nC,C\n');
    assert.deepEqual(await readRegulation(path, asIs), {
      file: 'prior.csv',
      edges: [
        { from: 'A', to: 'B', value: 1, row: 1 },
        { from: 'B', to: 'A', value: 1, row: 2 },
        { from: 'C', to: 'C', value: 1, row: 5 },
      ],
      values: null,
      repeated: 1,
      zeros: 0,
    });
  });

  it('reads weights and signs', async (t) => {
    const weights = temporaryFile(t, 'w.tsv', 'Regulator\tTarget\tWeight\nA\tB\t0.25\nA\tC\t-1\nB\tC\t0\n');
    const weighted = await readRegulation(weights, asIs);
    assert.deepEqual(
      weighted.edges.map(({ value }) => value),
      [0.25, -1],
    );
    assert.equal(weighted.zeros, 1);
    const signs = temporaryFile(t, 's.csv', 'regulator,target,sign\nA,B,+\nA,C,-\nB,A,1\nB,C,-1\nC,A,+1\n');
    assert.deepEqual(
      (await readRegulation(signs, asIs)).edges.map(({ value }) => value),
      [1, -1, 1, -1, 1],
    );
  });

  it('reads pairs in either direction as one', async (t) => {
    const text = 'gene1,gene2,score\nA,B,900\nB,A,900\nC,B,150\n';
    const { edges, repeated } = await readAssociation(temporaryFile(t, 'ppi.csv', text), asIs);
    assert.deepEqual(
      edges.map(({ from, to, value }) => [from, to, value]),
      [
        ['A', 'B', 900],
        ['C', 'B', 150],
      ],
    );
    assert.equal(repeated, 1);
    const plain = await readAssociation(temporaryFile(t, 'pairs.csv', 'gene,gene\nA,B\n'), asIs);
    assert.deepEqual(plain.edges[0].value, 1);
  });

  const bad: [what: string, read: typeof readRegulation, text: string, message: RegExp][] = [
    [
      'a missing header',
      readRegulation,
      'A,B\nB,C\n',
      /line 1: expected the header regulator,target or .*, found A,B/,
    ],
    ['an unknown third column', readRegulation, 'regulator,target,p\nA,B,1\n', /found regulator,target,p/],
    [
      'a weight out of range',
      readRegulation,
      'regulator,target,weight\nA,B,1\nA,C,2.5\n',
      /line 3, column 3 \(A -> C\): "2.5" is no weight; a weight lies between -1 and 1: divide/,
    ],
    [
      'a blank weight',
      readRegulation,
      'regulator,target,weight\nA,B,\n',
      /line 2, column 3 .* an empty cell is no weight/,
    ],
    [
      'a sign that is a weight',
      readRegulation,
      'regulator,target,sign\nA,B,0.5\n',
      /line 2, column 3 \(A -> B\): "0.5" is no sign; a sign is \+ or -, .* call the column weight/,
    ],
    [
      'a negative score',
      readAssociation,
      'gene,gene,score\nA,B,-1\n',
      /line 2, column 3 \(A - B\): "-1" is no score/,
    ],
    ['a blank name', readRegulation, 'regulator,target\nA,\n', /line 2, column 2: an edge without a target/],
    ['a ragged row', readRegulation, 'regulator,target\nA,B,1\n', /line 2: 3 cells, but the header has 2/],
    [
      'an edge of two weights',
      readRegulation,
      'regulator,target,weight\nA,B,1\nA,B,-1\n',
      /line 3, column 3 \(A -> B\): weight -1, but line 2 says 1/,
    ],
    [
      'a pair of two scores',
      readAssociation,
      'gene,gene,score\nA,B,1\nB,A,2\n',
      /line 3, column 3 \(B - A\): score 2, but line 2 says 1/,
    ],
    [
      'an all-zero prior',
      readRegulation,
      'regulator,target,weight\nA,B,0\nB,A,0\n',
      /all 2 edges have weight 0/,
    ],
    [
      'a header alone',
      readRegulation,
      'regulator,target\n',
      /there is no edge below the header. .* leave it out/,
    ],
  ];
  for (const [what, read, text, message] of bad) {
    it(`names place and way out of ${what}`, async (t) => {
      await assert.rejects(read(temporaryFile(t, 'bad.csv', text), asIs), (error: Error) => {
        assert.match(error.message, /^bad\.csv/);
        assert.match(error.message, message);
        return true;
      });
    });
  }
});

const list = (...edges: [from: string, to: string, value: number][]): EdgeList => ({
  file: 'edges.csv',
  edges: edges.map(([from, to, value], k) => ({ from, to, value, row: k + 1 })),
  values: 'weight',
  repeated: 0,
  zeros: 0,
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
