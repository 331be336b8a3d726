import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  joinSeries,
  longIntervals,
  medianOf,
  suggestedTimeScale,
  type ExpressionFile,
} from '../../../../lib/studies/own/expression/series';

const file = (name: string, genes: string[], levels: number[], series = ''): ExpressionFile => ({
  file: name,
  layout: 'wide',
  genes,
  series: [{ name: series, times: Float64Array.of(0, 1), levels: Float64Array.from(levels) }],
  missing: genes
    .filter((_, k) => levels.slice(2 * k, 2 * k + 2).some(Number.isNaN))
    .map((gene) => ({ gene, complaint: `${name}, line 2 (gene ${gene}): an empty cell` })),
  notes: [],
});

describe('series of several files', () => {
  it('are joined by gene name, in the order of the first file', () => {
    const joined = joinSeries(
      [
        file('a.csv', ['A', 'B', 'C'], [1, 2, 3, 4, 5, 6]),
        file('b.tsv', ['C', 'X', 'A'], [7, 8, 0, 0, 9, 10]),
      ],
      'error',
    );
    assert.deepEqual(joined, {
      genes: ['A', 'C'],
      series: [
        { name: 'a', times: Float64Array.of(0, 1), levels: Float64Array.of(1, 2, 5, 6) },
        { name: 'b', times: Float64Array.of(0, 1), levels: Float64Array.of(9, 10, 7, 8) },
      ],
      notInAllFiles: ['B', 'X'],
      withGaps: [],
    });
  });

  it('stop at a missing value, or leave its gene out of all of them', () => {
    const files = [
      file('a.csv', ['A', 'B', 'C'], [1, NaN, 3, 4, 5, 6]),
      file('b.csv', ['A', 'B', 'C'], [1, 2, 3, 4, 5, 6]),
    ];
    assert.throws(
      () => joinSeries(files, 'error'),
      /a.csv, line 2 \(gene A\): an empty cell. Fill them in, or leave these genes out: \{ missing: 'drop-genes' \}/,
    );
    const { genes, withGaps, series } = joinSeries(files, 'drop-genes');
    assert.deepEqual([genes, withGaps], [['B', 'C'], ['A']]);
    assert.deepEqual([...series[0].levels], [3, 4, 5, 6]);
  });

  it('need a common gene, two genes and names of their own', () => {
    const human = file('a.csv', ['TP53', 'MYC'], [1, 2, 3, 4]);
    const mouse = file('b.csv', ['Trp53', 'Myc'], [1, 2, 3, 4]);
    assert.throws(
      () => joinSeries([human, mouse], 'error'),
      /b.csv and a.csv have no gene in common: .*rename: 'upper'/,
    );
    assert.throws(
      () => joinSeries([file('a.csv', ['A', 'B'], [1, NaN, 3, 4])], 'drop-genes'),
      /a.csv: 1 genes are left, and a network needs two; 1 genes lack values \(A\)/,
    );
    assert.throws(() => joinSeries([human, human], 'error'), /two series are named a: give the files names/);
  });
});

const series = (...times: number[]) => ({ name: 's', times: Float64Array.from(times) });

describe('times of own series', () => {
  it('finds the intervals that are far longer than the others', () => {
    assert.deepEqual(longIntervals([series(0, 1, 2, 12, 13, 19), series(0, 10, 20)]), [
      { series: 's', from: 2, to: 12, ratio: 10 },
      { series: 's', from: 13, to: 19, ratio: 6 },
    ]);
  });

  it('suggests the scale that brings the median interval to 1, in any unit', () => {
    const scales = [
      [0, 0.005, 0.01],
      [0, 2, 3, 7, 9],
      [0, 24, 48],
      [0, 600, 1200],
    ].map((times) => suggestedTimeScale([series(...times)]));
    assert.deepEqual(scales, [1 / 0.005, 1 / 2, 1 / 24, 1 / 600]);
    const uneven = [0, 1, 1.5, 4, 4.25, 100];
    const scale = suggestedTimeScale([series(...uneven)]);
    for (const unit of [7, 24, 1440, 86400, 1 / 7, 1 / 365.25]) {
      const inUnit = suggestedTimeScale([series(...uneven.map((time) => unit * time))]);
      assert.ok(Math.abs((inUnit * unit) / scale - 1) < 1e-12, `${unit}`);
    }
    assert.equal(suggestedTimeScale([series(0, 0, 4, 4, 8)]), 1 / 4, 'times that coincide say nothing');
    assert.equal(suggestedTimeScale([]), 1);
  });

  it('knows the median of odd and even numbers of values', () => {
    assert.equal(medianOf([3, 1, 2]), 2);
    assert.equal(medianOf([4, 1, 2, 3]), 2.5);
    assert.equal(medianOf([7]), 7);
  });
});
