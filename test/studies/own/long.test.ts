import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readExpression } from '../../../lib/studies/own/expression';
import { temporaryFile } from '../../files/temporary-folder';

const asIs = (name: string): string => name;
const good = [
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
const withLine = (line: number, text: string): string =>
  good.map((kept, k) => (k === line - 1 ? text : kept)).join('\n');

describe('expression in the long layout', () => {
  it('gathers lines in any order into series with times of their own', async (t) => {
    const { layout, genes, series, missing } = await readExpression(
      temporaryFile(t, 'mine.csv', good.join('\n').replaceAll(',', '\t')),
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
    const text = withLine(3, 'mouse 1,Gata1,10,NA').replace('\nmouse 2,Spi1,3,0.6', '');
    const { missing } = await readExpression(temporaryFile(t, 'gaps.csv', text), asIs);
    assert.deepEqual(missing, [
      { gene: 'Gata1', complaint: 'gaps.csv, line 3, column 4 (gene Gata1): "NA"' },
      { gene: 'Spi1', complaint: 'gaps.csv (gene Spi1): no line at time 3 of series mouse 2' },
    ]);
  });

  const bad: [what: string, text: string, message: RegExp][] = [
    [
      'an unknown column',
      withLine(1, 'batch,gene,time,value'),
      /line 1, column 1: a column "batch"; the long layout has/,
    ],
    [
      'a column given twice',
      withLine(1, 'gene,gene,time,value'),
      /line 1, column 2: a column "gene" a second time/,
    ],
    [
      'text for a value',
      withLine(2, 'mouse 1,Gata1,0,low'),
      /line 2, column 4 \(gene Gata1\): "low" is no number/,
    ],
    [
      'text for a time',
      withLine(2, 'mouse 1,Gata1,2h,1'),
      /line 2, column 3 \(gene Gata1\): expected a time, found "2h"/,
    ],
    [
      'a negative time',
      withLine(2, 'mouse 1,Gata1,-2,1'),
      /line 2, column 3 \(gene Gata1\): the time -2 is negative/,
    ],
    ['a line without a gene', withLine(2, 'mouse 1,,0,1'), /line 2, column 2: a line without a gene/],
    [
      'a line without a series',
      withLine(2, ',Gata1,0,1'),
      /line 2, column 1 \(gene Gata1\): a line without a series/,
    ],
    ['a ragged line', withLine(2, 'mouse 1,Gata1,0'), /line 2: 3 cells, but the header has 4/],
    [
      'a value given twice',
      withLine(4, 'mouse 1,Gata1,10,0.2'),
      /line 4 \(gene Gata1\): a second value at time 10 of series mouse 1, the first stands in line 3. Average/,
    ],
    [
      'a series of one time',
      'gene,time,value\nA,5,1\nB,5,0\n',
      /line 2: 1 time: a series needs at least two/,
    ],
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
