import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { readExpression } from '../../../../lib/studies/own/expression/expression';
import { temporaryFile } from '../../../files/temporary-folder';

const asIs = (name: string): string => name;
const good = ['symbol,0,1.5,4', 'TP53,0.1,0.2,3e-1', '2310009E13,1,.5,0', 'TRUE,0.25,0.5,0.75'];
const withLine = (line: number, text: string): string =>
  good.map((kept, k) => (k === line - 1 ? text : kept)).join('\n');

describe('expression in the wide layout', () => {
  const expected = {
    layout: 'wide',
    genes: ['TP53', '2310009E13', 'TRUE'],
    series: [
      {
        name: '',
        times: Float64Array.of(0, 1.5, 4),
        levels: Float64Array.of(0.1, 0.2, 0.3, 1, 0.5, 0, 0.25, 0.5, 0.75),
      },
    ],
    missing: [],
  };
  const writings: [what: string, text: string][] = [
    ['commas', good.join('\n')],
    ['tabs, Windows line ends and blank lines', `${good.join('\r\n\r\n').replaceAll(',', '\t')}\r\n\r\n`],
    [
      'what R writes (quotes, nothing above the row names)',
      good
        .join('\n')
        .replace('symbol', '')
        .replaceAll(/^([^,]*)/gm, '"$1"'),
    ],
    [
      'what R writes by default (no cell above the row names)',
      good.join('\n').replace('symbol,', '').replaceAll(',', ' '),
    ],
    ['a byte order mark and blanks', `\uFEFF"symbol"${good.join('\n').slice(6).replaceAll(',', ' , ')}`],
  ];
  for (const [what, text] of writings) {
    it(`reads ${what}; names that look like numbers or truth values stay names`, async (t) => {
      const { file, notes, ...read } = await readExpression(temporaryFile(t, 'mine.csv', text), asIs);
      assert.equal(file, 'mine.csv');
      assert.deepEqual(read, expected);
      assert.deepEqual(notes, what.startsWith('what R writes by default') ? ['separated by blanks'] : []);
    });
  }

  it('lists missing values with their places instead of stopping', async (t) => {
    const path = temporaryFile(t, 'gaps.csv', 'gene,0,1\nA,1,\nB,0,1\nC,NA,NaN\n');
    const { missing, series } = await readExpression(path, asIs);
    assert.deepEqual(missing, [
      { gene: 'A', complaint: 'gaps.csv, line 2, column 3 (gene A): an empty cell' },
      { gene: 'C', complaint: 'gaps.csv, line 4, column 2 (gene C): "NA"' },
      { gene: 'C', complaint: 'gaps.csv, line 4, column 3 (gene C): "NaN"' },
    ]);
    assert.deepEqual([...series[0].levels], [1, NaN, 0, 1, NaN, NaN]);
  });

  const bad: [what: string, text: string, message: RegExp][] = [
    [
      'text in a cell',
      withLine(2, 'TP53,0.1,high,0.3'),
      /line 2, column 3 \(gene TP53\): "high" is no number/,
    ],
    [
      'infinity',
      withLine(2, 'TP53,0.1,1e999,0.3'),
      /column 3 \(gene TP53\): "1e999" \(beyond the largest number/,
    ],
    [
      'a decimal comma among decimal points',
      good.join('\n').replaceAll(',', '\t').replace('0.2', '0,2'),
      /line 1, column 3: "1.5" has a decimal point, and bad.csv, line 2, column 3 "0,2" a decimal comma/,
    ],
    ['a short row', withLine(3, 'MYC,1,0.5'), /line 3 \(gene MYC\): 3 cells, but the header has 4/],
    ['a long row', withLine(3, 'MYC,1,0.5,0,7'), /line 3 \(gene MYC\): 5 cells, but the header has 4/],
    [
      'a gene given twice',
      withLine(4, 'TP53,1,0.5,0'),
      /1 gene is given more than once: gene TP53 in line 2, line 4. Average them with { duplicates: 'mean' }/,
    ],
    [
      'a row without a gene',
      withLine(3, ',1,0.5,0'),
      /line 3, column 1: a row without a gene: name it or drop it/,
    ],
    [
      'a time that is text',
      withLine(1, 'gene,0,1.5,end'),
      /line 1, column 4 \(times\): expected a time, found "end"/,
    ],
    [
      'a blank time',
      withLine(1, 'gene,0,,4'),
      /line 1, column 3 \(times\): expected a time, found an empty cell/,
    ],
    [
      'a negative time',
      withLine(1, 'gene,-1,1.5,4'),
      /column 2 \(times\): the time -1 is negative. Add a constant/,
    ],
    [
      'a repeated time',
      withLine(1, 'gene,0,4,4'),
      /several samples of one time: time 4 2 times. { replicates: 'mean' } averages/,
    ],
    ['a single time', 'gene,0\nTP53,1\n', /line 1: 1 time: a series needs at least two, one a column/],
    ['a header without a gene below', 'gene,0,1\n', /has a header and no gene/],
  ];
  for (const [what, text, message] of bad) {
    it(`names place and way out of ${what}`, async (t: TestContext) => {
      await assert.rejects(readExpression(temporaryFile(t, 'bad.csv', text), asIs), (error: Error) => {
        assert.match(error.message, /^bad\.csv/);
        assert.match(error.message, message);
        return true;
      });
    });
  }

  it('says which name was renamed into a second one', async (t) => {
    const path = temporaryFile(t, 'mine.csv', 'gene,0,1\nTp53,0,1\nTP53,0,1\n');
    await assert.rejects(
      readExpression(path, (name) => name.toLowerCase()),
      /gene tp53 \(Tp53, TP53 renamed\) in line 2, line 3/,
    );
  });
});

const long = [
  'series,gene,time,value',
  'mouse 1,Gata1,0,0.1',
  'mouse 1,Gata1,10,0.3',
  'mouse 1,Gata1,2,0.2',
  'mouse 1,Spi1,0,1',
  'mouse 1,Spi1,2,0.5',
  'mouse 1,Spi1,10,0.25',
  'mouse 2,Spi1,7,0.7',
  'mouse 2,Gata1,3,0.4',
  'mouse 2,Gata1,7,0.5',
  'mouse 2,Spi1,3,0.6',
];
const withLongLine = (line: number, text: string): string =>
  long.map((kept, k) => (k === line - 1 ? text : kept)).join('\n');

describe('expression in the long layout', () => {
  it('gathers lines in any order into series with times of their own', async (t) => {
    const { layout, genes, series, missing } = await readExpression(
      temporaryFile(t, 'mine.csv', long.join('\n').replaceAll(',', '\t')),
      asIs,
    );
    assert.equal(layout, 'long');
    assert.deepEqual(genes, ['Gata1', 'Spi1']);
    assert.deepEqual(missing, []);
    assert.deepEqual(series, [
      {
        name: 'mouse 1',
        times: Float64Array.of(0, 2, 10),
        levels: Float64Array.of(0.1, 0.2, 0.3, 1, 0.5, 0.25),
      },
      { name: 'mouse 2', times: Float64Array.of(3, 7), levels: Float64Array.of(0.4, 0.5, 0.6, 0.7) },
    ]);
  });

  it('takes one nameless series where there is no column series', async (t) => {
    const path = temporaryFile(t, 'mine.csv', 'Gene,Time,Value\nA,1,0.5\nA,0,0.25\n');
    const { series } = await readExpression(path, asIs);
    assert.deepEqual(series, [
      { name: '', times: Float64Array.of(0, 1), levels: Float64Array.of(0.25, 0.5) },
    ]);
  });

  it('lists lines that are not there and cells without a value', async (t) => {
    const text = withLongLine(3, 'mouse 1,Gata1,10,NA').replace('\nmouse 2,Spi1,3,0.6', '');
    const { missing } = await readExpression(temporaryFile(t, 'gaps.csv', text), asIs);
    assert.deepEqual(missing, [
      { gene: 'Gata1', complaint: 'gaps.csv, line 3, column 4 (gene Gata1): "NA"' },
      { gene: 'Spi1', complaint: 'gaps.csv (gene Spi1): no line at time 3 of series mouse 2' },
    ]);
  });

  const bad: [what: string, text: string, message: RegExp][] = [
    [
      'a column given twice',
      withLongLine(1, 'gene,gene,time,value'),
      /line 1: "gene" \(column 1\) and "gene" \(column 2\) may all be the gene. Drop all but one/,
    ],
    [
      'text for a value',
      withLongLine(2, 'mouse 1,Gata1,0,low'),
      /line 2, column 4 \(gene Gata1\): "low" is no number/,
    ],
    [
      'text for a time',
      withLongLine(2, 'mouse 1,Gata1,2h,1'),
      /line 2, column 3 \(gene Gata1\): expected a time, found "2h"/,
    ],
    [
      'a negative time',
      withLongLine(2, 'mouse 1,Gata1,-2,1'),
      /line 2, column 3 \(gene Gata1\): the time -2 is negative/,
    ],
    ['a line without a gene', withLongLine(2, 'mouse 1,,0,1'), /line 2, column 2: a line without a gene/],
    [
      'a line without a series',
      withLongLine(2, ',Gata1,0,1'),
      /line 2, column 1 \(gene Gata1\): a line without a series/,
    ],
    ['a ragged line', withLongLine(2, 'mouse 1,Gata1,0'), /line 2: 3 cells, but the header has 4/],
    [
      'a value given twice',
      withLongLine(4, 'mouse 1,Gata1,10,0.2'),
      /1 gene has several values at time 10 of series mouse 1: gene Gata1 in line 3, line 4. Average/,
    ],
    ['a series of one time', 'gene,time,value\nA,5,1\nB,5,0\n', /1 time \(5\): a series needs at least two/],
    ['no line', 'gene,time,value\n', /has a header and no value/],
  ];
  for (const [what, text, message] of bad) {
    it(`names place and way out of ${what}`, async (t) => {
      await assert.rejects(readExpression(temporaryFile(t, 'bad.csv', text), asIs), (error: Error) => {
        assert.match(error.message, /^bad\.csv/);
        assert.match(error.message, message);
        return true;
      });
    });
  }
});
