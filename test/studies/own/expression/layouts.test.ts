import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { readExpression } from '../../../../lib/studies/own/expression/expression';
import type { ExpressionChoices } from '../../../../lib/studies/own/expression/measurements';
import { temporaryFile } from '../../../files/temporary-folder';

/** What a file is read as: genes, and per series its name, times and levels, in plain lists. */
async function read(t: TestContext, text: string, choices: ExpressionChoices = {}, name = 'mine.csv') {
  const found = await readExpression(temporaryFile(t, name, text), (gene) => gene, 'expression', choices);
  return {
    ...found,
    series: found.series.map(({ name: title, times, levels }) => [title, [...times], [...levels]]),
  };
}
const lines = (...rows: string[]): string => `${rows.join('\n')}\n`;

describe('replicates in the wide layout', () => {
  const A = ['A,1,2,3,4,5,6', 'B,10,20,30,40,50,60'];
  const byReplicate = [
    ['series 1', [0, 6, 12], [1, 3, 5, 10, 30, 50]],
    ['series 2', [0, 6, 12], [2, 4, 6, 20, 40, 60]],
  ];
  const headers: [what: string, header: string][] = [
    ['the same time twice', 'gene,0,0,6,6,12,12'],
    ['as pandas numbers them', 'gene,0,0.1,6,6.1,12,12.1'],
    ['as pandas numbers times with a point', 'gene,0.0,0.0.1,6.0,6.0.1,12.0,12.0.1'],
    ['as R numbers them, with an X', '"","X0","X0.1","X6","X6.1","X12","X12.1"'],
  ];
  for (const [what, header] of headers) {
    it(`are series: ${what}`, async (t) => {
      const { series, notes } = await read(t, lines(header, ...A));
      assert.deepEqual(series, byReplicate);
      assert.match(notes.join('\n'), /2 samples of each time: the first of each are a series/);
      const { series: mean } = await read(t, lines(header, ...A), { replicates: 'mean' });
      assert.deepEqual(mean, [['', [0, 6, 12], [1.5, 3.5, 5.5, 15, 35, 55]]]);
    });
  }

  it('are told apart by titles with a unit', async (t) => {
    for (const titles of [
      '0h_rep1,0h_rep2,6h_rep1,6h_rep2,12h_rep1,12h_rep2',
      'rep1_0h,rep2_0h,rep1_6h,rep2_6h,rep1_12h,rep2_12h',
    ]) {
      const { series } = await read(t, lines(`gene,${titles}`, ...A));
      assert.deepEqual(series, [
        ['rep1', ...byReplicate[0].slice(1)],
        ['rep2', ...byReplicate[1].slice(1)],
      ]);
    }
    const { series } = await read(t, lines('gene,T0_A,T0_B,T6_A,T6_B,T12_A,T12_B', ...A));
    assert.deepEqual(series.map(([name]) => name), ['A', 'B']); // prettier-ignore
  });

  it('are not seen where times are an even grid, few, or said to be times', async (t) => {
    const grid = Array.from({ length: 30 }, (_, k) => String(k / 10));
    const even = await read(t, lines(`gene,${grid.join(',')}`, `A,${grid.join(',')}`));
    assert.equal(even.series[0][1].length, 30);
    const few = await read(t, lines('gene,0,0.1,0.5,1,2,4', ...A));
    assert.deepEqual(few.series[0][1], [0, 0.1, 0.5, 1, 2, 4]);
    const said = await read(t, lines('gene,0,0.1,6,6.1,12,12.1', ...A), { replicates: 'none' });
    assert.deepEqual(said.series[0][1], [0, 0.1, 6, 6.1, 12, 12.1]);
  });

  it('are asked about where they may be times', async (t) => {
    await assert.rejects(
      read(t, lines('gene,0,0.1,0.2,6,6.1,12', ...A)),
      /may be replicates that pandas or R numbered .*{ replicates: 'mean' } .*{ replicates: 'none' }/,
    );
    const { series } = await read(t, lines('gene,0,0.1,0.2,6,6.1,12', ...A), { replicates: 'mean' });
    assert.deepEqual(series[0].slice(1), [[0, 6, 12], [2, 4.5, 6, 20, 45, 60]]); // prettier-ignore
  });

  it('of unequal number are to be averaged, and cells of near-equal time, too', async (t) => {
    const text = lines('gene,0,0,1,2,3,3', ...A);
    await assert.rejects(
      read(t, text),
      /time 0 2 times; time 3 2 times. { replicates: 'mean' } averages .*, { bins: N } cells of near-equal time, too\.$/,
    );
    const { series } = await read(t, text, { bins: 3 });
    assert.deepEqual(series[0], ['', [0, 1.5, 3], [1.5, 3.5, 5.5, 15, 35, 55]]);
  });
});

describe('several series in one table', () => {
  const rows = ['0 1 5', '50 2 6', '100 3 7', '', '0 4 8', '50 5 9', '100 6 10'];
  const expected = [
    ['series 1', [0, 50, 100], [1, 2, 3, 5, 6, 7]],
    ['series 2', [0, 50, 100], [4, 5, 6, 8, 9, 10]],
  ];
  it('begin where the times begin anew, in rows as DREAM has them', async (t) => {
    const text = lines('"Time"\t"G1"\t"G2"', '', ...rows.map((row) => row.replaceAll(' ', '\t')));
    const { genes, series, layout } = await read(t, text, {}, 'dream.tsv');
    assert.deepEqual([genes, series, layout], [['G1', 'G2'], expected, 'times in rows']);
  });
  it('begin where the times begin anew, in columns', async (t) => {
    const text = lines('Time,0,50,100,0,50,100', 'G1,1,2,3,4,5,6', 'G2,5,6,7,8,9,10');
    assert.deepEqual((await read(t, text)).series, expected);
  });
  it('are named by a column, beside which others are not used', async (t) => {
    const text = lines('sample,donor,day,G1,G2', 's1,a,0,1,5', 's2,b,0,4,8', 's3,a,50,2,6', 's4,b,50,5,9');
    const { series, notes } = await read(t, text);
    assert.deepEqual(series, [
      ['a', [0, 50], [1, 2, 5, 6]],
      ['b', [0, 50], [4, 5, 8, 9]],
    ]);
    assert.ok(notes.includes('columns not used: sample'), notes.join());
  });
  it('are told that a header is missing', async (t) => {
    await assert.rejects(
      read(t, lines('GATA1,0.5,0.3,0.7', 'B,1,2,3')),
      /If the file has no header, put one on top/,
    );
    await assert.rejects(
      read(t, lines('GATA1,-0.5,0.3,0.7', 'B,1,2,3')),
      /If the file has no header, put one on top/,
    );
  });
  it('are put in order where only their columns are not', async (t) => {
    const { series, notes } = await read(t, lines('gene,0,12,6', 'A,1,3,2'));
    assert.deepEqual([series, notes], [[['', [0, 6, 12], [1, 2, 3]]], ['the times put in order']]);
  });
});

describe('the long layout under other names', () => {
  it('takes the usual titles, an index without one, and says what it does not use', async (t) => {
    const text = lines(
      ',Gene_Symbol,Hours,TPM,Replicate,batch',
      '0,A,0,1,r1,x',
      '1,A,2,2,r1,x',
      '2,A,0,3,r2,x',
      '3,A,2,4,r2,x',
    );
    const { series, notes } = await read(t, text);
    assert.deepEqual(series, [
      ['r1', [0, 2], [1, 2]],
      ['r2', [0, 2], [3, 4]],
    ]);
    assert.deepEqual(notes, [
      'columns: gene from Gene_Symbol, time from Hours, value from TPM, series from Replicate',
      'columns not used: batch',
    ]);
  });
  it('takes the column that was asked for as series, and says where there is none', async (t) => {
    const text = lines('gene,time,value,batch,series', 'A,0,1,x,1', 'A,2,2,x,1', 'A,0,3,y,2', 'A,2,4,y,2');
    const { series } = await read(t, text, { lineage: 'batch' });
    assert.deepEqual(series.map(([name]) => name), ['x', 'y']); // prettier-ignore
    await assert.rejects(
      read(t, text, { lineage: 'plate' }),
      /no column "plate"; the columns are gene, time/,
    );
    await assert.rejects(read(t, 'gene,0,1\nA,1,2\n', { lineage: 'plate' }), /no column "plate" can tell/);
    await assert.rejects(
      read(t, text, { layer: 'raw' }),
      /mine.csv is no AnnData file: it has no layer "raw"/,
    );
  });
  it('averages individuals of one time each, when asked to, and says so before', async (t) => {
    const text = lines('gene,time,value,mouse', 'A,0,1,a', 'A,0,3,b', 'A,5,5,c', 'A,5,9,d');
    await assert.rejects(
      read(t, text),
      /every series has a single time: a at time 0; b at time 0; .* averaged time by time into one series with { replicates: 'mean' }/,
    );
    const { series } = await read(t, text, { replicates: 'mean' });
    assert.deepEqual(series, [['', [0, 5], [2, 7]]]);
  });
  it('asks what values of one time are where no series is named', async (t) => {
    const text = lines('gene,time,value', 'A,0,1', 'A,0,3', 'A,5,5', 'A,5,9');
    await assert.rejects(
      read(t, text),
      /{ replicates: 'mean' } averages .* { replicates: 'series' } makes them series/,
    );
    const { series } = await read(t, text, { replicates: 'series' });
    assert.deepEqual(series.map(([, , levels]) => levels), [[1, 5], [3, 9]]); // prettier-ignore
  });
  it('leaves out cells without a time, and says how many', async (t) => {
    const text = lines('gene,pseudotime,expression', 'A,0,1', 'A,NA,3', 'A,5,5');
    const { series, notes } = await read(t, text);
    assert.deepEqual(series, [['', [0, 5], [1, 5]]]);
    assert.match(notes.join('\n'), /1 lines without a time .* left out, from line 3 on/);
  });
});

describe('genes of a table', () => {
  it('are named by the column of symbols, or by the one asked for', async (t) => {
    const text = lines('gene_id,gene_name,0,1', 'ENSG1,A,1,2', 'ENSG2,B,3,4');
    assert.deepEqual((await read(t, text)).genes, ['A', 'B']);
    assert.deepEqual((await read(t, text, { geneNames: 'gene_id' })).genes, ['ENSG1', 'ENSG2']);
    await assert.rejects(
      read(t, text, { geneNames: 'probe' }),
      /no column .* "probe"; there are gene_id, gene_name/,
    );
  });
  it('given twice are named all at once, averaged, or the first kept', async (t) => {
    const text = lines('gene,0,1', 'A,1,2', 'B,5,6', 'A,3,4', 'B,7,8', 'C,0,0');
    await assert.rejects(
      read(t, text),
      /2 genes are given more than once: gene A in line 2, line 4; gene B in line 3, line 5. Average them/,
    );
    const levels = async (duplicates: 'mean' | 'first') => (await read(t, text, { duplicates })).series[0][2];
    assert.deepEqual(await levels('mean'), [2, 3, 6, 7, 0, 0]);
    assert.deepEqual(await levels('first'), [1, 2, 5, 6, 0, 0]);
  });
  it('that Excel gave one name are never averaged', async (t) => {
    const text = lines('gene,0,1', '1-Mar,1,2', 'B,5,6', '1-Mar,3,4');
    await assert.rejects(
      read(t, text, { duplicates: 'mean' }),
      /are different genes: gene 1-Mar in line 2, line 4/,
    );
  });
  it('without a name are left out', async (t) => {
    const { genes, notes } = await read(t, lines('gene,0,1', 'A,1,2', 'NA,5,6', 'NA,3,4'));
    assert.deepEqual([genes, notes], [['A'], ['2 rows named NA left out: line 3, line 4']]);
  });
});

describe('levels beyond measure', () => {
  const table = (cell: string): string =>
    lines(
      'gene,0,1,2',
      ...Array.from({ length: 20 }, (_, k) => `G${k},0.5,${k === 7 ? cell : '0.25'},0.125`),
    );
  for (const cell of ['1e20', '1e39', '-1e300', '123456789']) {
    it(`are refused with file, line and gene: ${cell}`, async (t) => {
      await assert.rejects(
        read(t, table(cell)),
        new RegExp(
          `mine.csv: 1 value is far beyond all others, which reach 0.5: mine.csv, line 9, column 3: gene G7 `,
        ),
      );
    });
  }
  it('are named all at once', async (t) => {
    const text = table('1e9').replace('G3,0.5', 'G3,2e9');
    await assert.rejects(
      read(t, text),
      /2 values are .* line 5, column 2: gene G3 .*; .* line 9, column 3: gene G7/,
    );
  });
  it('are not six decades of TPM, nor counts among zeros', async (t) => {
    const decades = Array.from({ length: 21 }, (_, k) => `G${k},${10 ** (k / 3 - 2)},${10 ** (k / 3 - 1)}`);
    assert.equal((await read(t, lines('gene,0,1', ...decades))).genes.length, 21);
    const counts = Array.from({ length: 20 }, (_, k) => `G${k},0,${k === 3 ? 70000 : k === 4 ? 1 : 0}`);
    assert.equal((await read(t, lines('gene,0,1', ...counts))).genes.length, 20);
  });
  it('infinite or text are named all at once', async (t) => {
    await assert.rejects(
      read(t, lines('gene,0,1', 'A,Inf,2', 'B,1,high')),
      /2 cells of mine.csv are no numbers. mine.csv, line 2, column 2 \(gene A\): "Inf" is no number; mine.csv, line 3/,
    );
  });
});

describe('GCT', () => {
  it('1.2 has times in its header', async (t) => {
    const text = '#1.2\n2\t3\nNAME\tDescription\t0\t2\t5\nA\tan A\t1\t2\t3\nB\tna\t4\t5\t6\n';
    const { genes, series, layout } = await read(t, text, {}, 'a.gct');
    assert.deepEqual([genes, series, layout], [['A', 'B'], [['', [0, 2, 5], [1, 2, 3, 4, 5, 6]]], 'GCT']); // prettier-ignore
    const named = await read(t, text, { geneNames: 'Description' }, 'a.gct').catch(
      (error: Error) => error.message,
    );
    assert.ok(typeof named === 'object' && named.genes[0] === 'an A');
  });
  it('1.3 has them in a row of annotations', async (t) => {
    const text =
      '#1.3\n2\t3\t1\t2\nid\tsymbol\ts1\ts2\ts3\ndose\tna\tlow\tlow\tlow\ntime\tna\t0\t2\t5\nA\tTP53\t1\t2\t3\nB\tMYC\t4\t5\t6\n';
    const { genes, series } = await read(t, text, { geneNames: 'symbol' }, 'a.gct');
    assert.deepEqual([genes, series], [['TP53', 'MYC'], [['', [0, 2, 5], [1, 2, 3, 4, 5, 6]]]]); // prettier-ignore
  });
  it('that is cut short is refused', async (t) => {
    const text = '#1.2\n3\t3\nNAME\tDescription\t0\t2\t5\nA\tan A\t1\t2\t3\n';
    await assert.rejects(read(t, text, {}, 'a.gct'), /a GCT of 3 genes and 3 samples, but there are 1 rows/);
  });
});

describe('cells with pseudotimes', () => {
  const cells = ['c1', 'c2', 'c3', 'c4', 'c5'];
  const times = lines(',PseudoTime1,PseudoTime2', 'c5,0,NA', 'c4,0.1,0', 'c3,1,0.5', 'c2,NA,1', 'c9,3,3');
  const table = lines(`,${cells.join(',')}`, 'A,1,2,3,4,5', 'B,10,20,30,40,50');
  it('are put in order lineage by lineage and averaged into bins', async (t) => {
    const pseudotime = temporaryFile(t, 'PseudoTime.csv', times);
    const { genes, series, notes, layout } = await read(t, table, { pseudotime, bins: 2 });
    assert.deepEqual([genes, layout], [['A', 'B'], 'cells']);
    assert.deepEqual(series, [
      ['PseudoTime1', [0.05, 1], [4.5, 3, 45, 30]],
      ['PseudoTime2', [0.25, 1], [3.5, 2, 35, 20]],
    ]);
    assert.match(
      notes.join('\n'),
      /3 cells of PseudoTime1 averaged into 2 bins[^]*1 cells without .* \(c1\)/,
    );
  });
  it('may lie on their side, and lineages be named by a column', async (t) => {
    const pseudotime = temporaryFile(
      t,
      'pt.tsv',
      'cell\tt\tbranch\nc1\t0\tx\nc2\t1\tx\nc3\t-1\ty\nc4\t2\ty\n',
    );
    const text = lines('cell,A,B', 'c1,1,10', 'c2,2,20', 'c3,3,30', 'c4,4,40');
    const { series, notes } = await read(t, text, { pseudotime, lineage: 'branch' });
    assert.deepEqual(series, [
      ['x', [1, 2], [1, 2, 10, 20]],
      ['y', [0, 3], [3, 4, 30, 40]],
    ]);
    assert.match(notes.join('\n'), /pseudotimes moved by 1/);
  });
  it('without their file are told what to give, and another file’s cells are named', async (t) => {
    await assert.rejects(read(t, table), /"c1" is no time, nor is any other .* { pseudotime: 'FILE' }/);
    const pseudotime = temporaryFile(t, 'pt.csv', lines(',t', 'd1,0', 'd2,1'));
    await assert.rejects(
      read(t, table, { pseudotime }),
      /pt.csv and mine.csv have no cell in common: .* d1, d2, .* c1, c2/,
    );
  });
});
