import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  readAssociation,
  readRegulation,
  type EdgeList,
  type RegulationChoices,
} from '../../../../lib/studies/own/prior/edge-list';
import { writeEdgeList } from '../../../../lib/network/export-network';
import type { NetworkEdge } from '../../../../lib/network/network';
import { temporaryFile, temporaryFolder } from '../../../files/temporary-folder';

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
      notes: [],
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
      'a weight that is none',
      readRegulation,
      'regulator,target,weight\nA,B,1\nA,C,strong\n',
      /line 3, column 3 \(A -> C\): "strong" is no weight; a weight is a number/,
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
      /: 1 edge is both activating and repressing: A -> B \(1 in line 2, -1 in line 3\)\. .*\{ conflicts: 'drop' \}/,
    ],
    [
      'a pair of two scores',
      readAssociation,
      'gene,gene,score\nA,B,1\nB,A,2\n',
      /: 1 pair is given with different numbers: A - B \(1 in line 2, 2 in line 3\)\. .*\{ duplicates: 'mean' \}/,
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

/** The edges of a file as "A B 0.5". */
const written = ({ edges }: EdgeList): string[] =>
  edges.map(({ from, to, value }) => `${from} ${to} ${Number(value.toPrecision(6))}`);

describe('a prior as a database or a tool writes it', () => {
  const read = (t: TestContext, text: string, choices?: RegulationChoices): Promise<EdgeList> =>
    readRegulation(temporaryFile(t, 'prior.txt', text), asIs, choices);

  const files: [whose: string, text: string, edges: string[], notes: string[]][] = [
    [
      'CollecTRI, with an index and references',
      ',source,target,weight,PMID\n30,CEBPA,GATA1,-1.0,123;456\n75,TAL1,GATA1,1.0,7\n',
      ['CEBPA GATA1 -1', 'TAL1 GATA1 1'],
      ['read as CollecTRI (source, target, weight)', 'not read: PMID'],
    ],
    [
      'DoRothEA',
      'tf\tconfidence\ttarget\tmor\nTP53\tA\tMDM2\t1\nMYC\tD\tCDKN1A\t-1\n',
      ['TP53 MDM2 1', 'MYC CDKN1A -1'],
      ['read as DoRothEA (tf, target, mor)', 'not read: confidence'],
    ],
    [
      'GRNBoost2: importances as shares of the largest',
      'TF,target,importance\nGATA1,KLF1,25.5\nSPI1,KLF1,0.51\n',
      ['GATA1 KLF1 1', 'SPI1 KLF1 0.02'],
      [
        'read as GRNBoost2 (TF, target, importance)',
        'importance divided by the largest, 25.5',
        'all edges of the ranking kept: { top: N } takes the N strongest',
      ],
    ],
    [
      'GRNBoost2 as arboreto saves it, without header',
      'GATA1\tKLF1\t25.5\nSPI1\tKLF1\t0.51\n',
      ['GATA1 KLF1 1', 'SPI1 KLF1 0.02'],
      ['read as a list without header (regulator, target, weight)', 'weight divided by the largest, 25.5'],
    ],
    [
      "PANDA's motifs, zeros left out",
      'CEBPA\tGATA1\t1\nTAL1\tGATA1\t0\nTAL1\tSPI1\t1\n',
      ['CEBPA GATA1 1', 'TAL1 SPI1 1'],
      ['read as a list without header (regulator, target, weight)'],
    ],
    [
      'BEELINE, with repeated, mutual and self edges',
      'Gene1,Gene2,Type\nA,B,+\nB,A,-\nA,A,+\nA,B,+\n',
      ['A B 1', 'B A -1', 'A A 1'],
      ['read as BEELINE (Gene1, Gene2, Type)'],
    ],
    [
      "PHOENIX's authors, a blank in the header",
      'reg, aff,prior_weight\nCEBPA,GATA1,1\nTAL1,GATA1,-1\n',
      ['CEBPA GATA1 1', 'TAL1 GATA1 -1'],
      ["read as PHOENIX's prior (reg, aff, prior_weight)"],
    ],
    [
      'TRRUST, where a known sign goes before an unknown one',
      'A\tB\tUnknown\t327\nA\tB\tRepression\t704\nC\tB\tActivation\t885\nD\tB\tUnknown\t316\n',
      ['A B -1', 'C B 1', 'D B 1'],
      [
        'read as TRRUST, without header (TF, target, sign in words)',
        'not read: column 4',
        '1 of unknown sign taken as 1, as in a list without signs',
      ],
    ],
    [
      'the words of TRRUST under a header',
      'regulator\ttarget\tsign\nA\tB\tRepression\nC\tB\tactivation\n',
      ['A B -1', 'C B 1'],
      [],
    ],
    [
      'the network that this project writes',
      'regulator,target,effect,scaled_effect,in_prior\nA,B,0.5,0.2,true\nB,C,-0.25,-0.1,false\n',
      ['A B 1', 'B C -0.5'],
      [
        'read as a network that this project wrote (regulator, target, scaled_effect)',
        'not read: effect, in_prior',
        'scaled_effect divided by the largest, 0.2',
        'all edges of the ranking kept: { top: N } takes the N strongest',
      ],
    ],
    [
      'weights on a scale of their own, NA for a symbol that is not known',
      'regulator,target,weight\nA,B,-32\nNA,B,7\nC,B,8\nnan,B,16\n',
      ['A B -1', 'C B 0.25', 'nan B 0.5'],
      ['1 lines without a name (NA) left out', 'weight divided by the largest, 32'],
    ],
    [
      'OmniPath: symbols, not the accessions beside them',
      'source,target,source_genesymbol,target_genesymbol,weight\nP04637,Q00987,TP53,MDM2,1\n',
      ['TP53 MDM2 1'],
      ['read as OmniPath (source_genesymbol, target_genesymbol, weight)', 'not read: source, target'],
    ],
  ];
  for (const [whose, text, edges, notes] of files) {
    it(`is that of ${whose}`, async (t) => {
      const list = await read(t, text);
      assert.deepEqual(written(list), edges);
      assert.deepEqual(list.notes, notes);
    });
  }

  it('may be a matrix, whose smaller side regulates', async (t) => {
    const columns = await read(t, '\tTF\tTG\nTF\t0\t1\nTG\t-1\t0\nHBB\t1\t0\n');
    assert.deepEqual(written(columns), ['TG TF 1', 'TF TG -1', 'TF HBB 1']);
    assert.deepEqual(columns.notes, ['read as a matrix (3 x 2), regulators in columns']);
    const rows = await read(t, 'x,A,B,C\nA,0,0.5,0\nB,0,0,1\n');
    assert.deepEqual(written(rows), ['A B 0.5', 'B C 1']);
    const corner = await read(t, 'target,A,B\nA,0,1\nB,0,0\n');
    assert.deepEqual(written(corner), ['B A 1']);
  });

  it('may be a square matrix, of which the user says which side regulates', async (t) => {
    const text = ',A,B\nA,0,1\nB,0,0\n';
    await assert.rejects(
      read(t, text),
      /prior.txt is a matrix of 2 rows and 2 columns, .* \{ regulators: 'rows' \} or \{ regulators: 'columns' \}/,
    );
    assert.deepEqual(written(await read(t, text, { regulators: 'rows' })), ['A B 1']);
    assert.deepEqual(written(await read(t, text, { regulators: 'columns' })), ['B A 1']);
    await assert.rejects(read(t, 'A,B\n0,1\n0,0\n'), /a matrix without a column of row names/);
    await assert.rejects(
      read(t, 'gene,A,B\nA,0,1\nB,0,0\nC,1,0\n', { weight: 'mor' }),
      /prior.txt is a matrix of genes and has no column "mor" of weights: leave \{ weight \} out/,
    );
  });

  it("may be CellOracle's base GRN, several peaks a gene", async (t) => {
    const text =
      ',peak_id,gene_short_name,GATA1,SPI1,KLF1\n0,chr1_1,KLF1,1.0,0.0,0.0\n1,chr1_2,KLF1,1.0,1.0,0.0\n2,chr1_3,SPI1,0.0,0.0,1.0\n';
    const list = await read(t, text);
    assert.deepEqual(written(list), ['GATA1 KLF1 1', 'SPI1 KLF1 1', 'KLF1 SPI1 1']);
    assert.match(list.notes[0], /CellOracle's base GRN \(2 x 3\), regulators in columns/);
  });

  it('may be a network that was written by this project, effects and all', async (t) => {
    const file = join(temporaryFolder(t), 'network.csv');
    const effects = [
      ['A', 'B', -0.5],
      ['B', 'C, "x"', 0.125],
    ] as const;
    writeEdgeList(
      file,
      effects.map(([regulator, target, effect]) => ({
        regulator,
        target,
        effect,
        scaledEffect: effect / 4,
        inPrior: true,
      })) as NetworkEdge[],
    );
    assert.deepEqual(written(await readRegulation(file, asIs)), ['A B -1', 'B C, "x" 0.25']);
  });

  it('that contradicts itself is told whole, and taken as the user chooses', async (t) => {
    const pairs = Array.from({ length: 13 }, (_, k) => [`G${k},T,+`, `G${k},T,-`]);
    const text = ['regulator,target,sign', 'A,B,+', ...pairs.flat()].join('\n');
    await assert.rejects(read(t, text), (error: Error) => {
      assert.match(
        error.message,
        /^prior.txt: 13 edges are both activating and repressing: G0 -> T \(1 in line 3, -1 in line 4\); G1/,
      );
      assert.match(error.message, /G9 -> T \(1 in line 21, -1 in line 22\); and 3 more\. Choose/);
      return true;
    });
    assert.deepEqual(written(await read(t, text, { conflicts: 'drop' })), ['A B 1']);
    const first = await read(t, text, { conflicts: 'first' });
    assert.deepEqual([first.edges.length, first.edges[1].value], [14, 1]);
    const unsigned = await read(t, text, { conflicts: 'unsigned' });
    assert.deepEqual(unsigned.notes, [
      '13 of unknown sign taken as 1, as in a list without signs',
      '13 edges of contradictory signs: taken without a sign',
    ]);
  });

  it('with several numbers for an edge is told whole, together with its contradictions', async (t) => {
    const text = 'regulator,target,weight\nA,B,0.2\nA,B,0.4\nB,A,1\nC,A,1\nC,A,-1\n';
    await assert.rejects(read(t, text), (error: Error) => {
      assert.match(error.message, /1 edge is both activating and repressing: C -> A/);
      assert.match(
        error.message,
        /1 edge is given with different numbers: A -> B \(0.2 in line 2, 0.4 in line 3\)/,
      );
      return true;
    });
    const mean = await read(t, text, { conflicts: 'drop', duplicates: 'mean' });
    assert.deepEqual(written(mean), ['A B 0.3', 'B A 1']);
    const first = await read(t, text, { conflicts: 'drop', duplicates: 'first' });
    assert.deepEqual(written(first), ['A B 0.2', 'B A 1']);
  });

  it('may contradict itself about genes that are not in the expression', async (t) => {
    const text = 'regulator,target,weight\nA,X,1\nA,X,-1\nX,Y,1\nX,Y,0.5\nA,B,1\n';
    const file = temporaryFile(t, 'prior.csv', text);
    const { edges } = await readRegulation(file, asIs, {}, new Set(['A', 'B']));
    assert.equal(edges.find(({ to }) => to === 'B')?.value, 1);
    await assert.rejects(
      readRegulation(file, asIs, {}, new Set(['A', 'B', 'X'])),
      /1 edge is both activating and repressing: A -> X/,
    );
  });

  it('whose columns are not known is refused with what to call them; several faults of a kind at once', async (t) => {
    await assert.rejects(
      read(t, 'foo,bar\nA,B\n'),
      /expected the header regulator,target or .*, found foo,bar/,
    );
    await assert.rejects(
      read(t, 'regulator,target,p,q\nA,B,0.1,0.2\n'),
      /Is p or q the weight\? Call that column weight/,
    );
    // Either of them by its name, signs as well; p is no longer asked about, and a name that is not there is told.
    const named = await read(t, 'regulator,target,p,q\nA,B,0.1,+\nB,C,0.2,-\n', { weight: 'Q' });
    assert.deepEqual(written(named), ['A B 1', 'B C -1']);
    assert.deepEqual([named.values, named.notes.at(-1)], ['q', 'not read: p']);
    const chosen = await read(t, 'regulator,target,weight,p\nA,B,1,0.25\n', { weight: 'p' });
    assert.deepEqual(written(chosen), ['A B 0.25']);
    await assert.rejects(
      read(t, 'regulator,target,p\nA,B,0.1\n', { weight: 'target' }),
      /prior.txt, line 1: no column "target" can hold the weights; there are p/,
    );
    const bad = 'regulator,target,weight\nA,B,x\nA,C,\nA,,1\n,B,1\nB,C,1,1\n';
    await assert.rejects(read(t, bad), (error: Error) => {
      for (const fault of [
        'line 2, column 3',
        'line 3, column 3',
        'line 4, column 2',
        'line 5, column 1',
        'line 6: 4 cells',
      ]) {
        assert.ok(error.message.includes(fault), fault);
      }
      return true;
    });
  });
});

describe('co-regulation as STRING writes it', () => {
  it('is the export of its web page', async (t) => {
    const text = [
      '#node1\tnode2\tnode1_string_id\tnode2_string_id\tneighborhood_on_chromosome\tcombined_score',
      'GATA1\tSPI1\t9606.ENSP1\t9606.ENSP2\t0\t0.999',
      'SPI1\tGATA1\t9606.ENSP2\t9606.ENSP1\t0\t0.999',
      'KLF1\tGATA1\t9606.ENSP3\t9606.ENSP1\t0\t0.7',
    ].join('\n');
    const list = await readAssociation(temporaryFile(t, 'string_interactions.tsv', text), asIs);
    assert.deepEqual(written(list), ['GATA1 SPI1 0.999', 'KLF1 GATA1 0.7']);
    assert.equal(list.repeated, 1);
    assert.deepEqual(list.notes, [
      'read as STRING (node1, node2, combined_score)',
      'not read: node1_string_id, node2_string_id, neighborhood_on_chromosome',
    ]);
  });

  it('is its file of links, separated by blanks and packed, both directions of every pair', async (t) => {
    const text = [
      'protein1 protein2 combined_score',
      '9606.ENSP00000000233 9606.ENSP00000356607 173',
      '9606.ENSP00000356607 9606.ENSP00000000233 173',
      '9606.ENSP00000000233 9606.ENSP00000427567 154',
    ].join('\n');
    const file = join(temporaryFolder(t), '9606.protein.links.v12.0.txt.gz');
    writeFileSync(file, gzipSync(text));
    const symbols: Record<string, string> = { '9606.ENSP00000000233': 'ARF5' };
    const list = await readAssociation(file, (name) => symbols[name] ?? name);
    assert.deepEqual(written(list), ['ARF5 9606.ENSP00000356607 173', 'ARF5 9606.ENSP00000427567 154']);
    assert.equal(list.repeated, 1);
    assert.deepEqual(list.notes, [
      'read as STRING (protein1, protein2, combined_score)',
      'separated by blanks',
    ]);
  });

  it('is read in part where it is long: what joins two genes of the expression, from the last line too', async (t) => {
    const others = Array.from({ length: 120_000 }, (_, k) => `X${k} Y${k % 5000} 200`);
    const text = [
      'protein1 protein2 combined_score',
      'A B 900',
      ...others,
      'a C 300',
      'A Z 500',
      'C B 100',
    ].join('\n');
    const file = temporaryFile(t, 'links.txt', text);
    const upper = (name: string): string => name.toUpperCase();
    const list = await readAssociation(file, upper, {}, new Set(['A', 'B', 'C']));
    const known = written(list).filter((edge) => !edge.startsWith('X'));
    assert.deepEqual(known, ['A B 900', 'A C 300', 'C B 100']);
    assert.ok(list.edges.length < 100_010, 'the others take no memory');
    assert.ok(
      list.notes.some((note) => /^200\d\d lines that do not join two genes/.test(note)),
      list.notes.join(),
    );
  });

  it('is a symmetric matrix', async (t) => {
    const text = ',A,B,C\nA,0,3,0\nB,3,0,1\nC,0,1,0\n';
    const list = await readAssociation(temporaryFile(t, 'm.csv', text), asIs);
    assert.deepEqual(written(list), ['A B 3', 'B C 1']);
  });
});
