import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type NamedSeries } from '../../../lib/studies/own/expression/series';
import { normaliser, splitSeries, type SplitSeries } from '../../../lib/studies/own/split';

/** Two genes whose values tell gene and time: gene 0 at time t holds t, gene 1 holds 100 + t. */
const series = (name: string, times: number): NamedSeries => ({
  name,
  times: Float64Array.from({ length: times }, (_, t) => t),
  levels: Float64Array.from({ length: 2 * times }, (_, k) => (k < times ? k : 100 + k - times)),
});
const many = (count: number): NamedSeries[] => Array.from({ length: count }, (_, k) => series(`s${k}`, 5));
const namesOf = (part: readonly NamedSeries[]): string[] => part.map(({ name }) => name);
const stretches = (split: SplitSeries): Record<string, number[][]> => {
  const of = (part: readonly NamedSeries[]): number[][] =>
    part.map(({ times }) => [times[0], times[times.length - 1]]);
  return { training: of(split.training), validation: of(split.validation), test: of(split.test) };
};

describe('the split of own series', () => {
  it('takes whole series from three on, by the seed and each in one part', () => {
    const split = splitSeries(many(20));
    assert.equal(split.by, 'series');
    assert.deepEqual(
      [split.training, split.validation, split.test].map((part) => part.length),
      [16, 2, 2],
    );
    const all = [...split.training, ...split.validation, ...split.test];
    assert.equal(new Set(namesOf(all)).size, 20);
    assert.deepEqual(splitSeries(many(20)), split);
    assert.notDeepEqual(namesOf(splitSeries(many(20), { seed: 2 }).test), namesOf(split.test));
    assert.deepEqual(
      Object.values(stretches(splitSeries(many(3)))).map((part) => part.length),
      [1, 1, 1],
    );
  });

  it('takes the series that are named', () => {
    const split = splitSeries(many(5), { validation: ['s3'], test: ['s0', 's4'] });
    assert.deepEqual([split.training, split.validation, split.test].map(namesOf), [
      ['s1', 's2'],
      ['s3'],
      ['s0', 's4'],
    ]);
    const drawn = splitSeries(many(5), { test: ['s2'] });
    assert.deepEqual(namesOf(drawn.test), ['s2']);
    assert.equal(drawn.validation.length, 1);
    assert.ok(!namesOf([...drawn.training, ...drawn.validation]).includes('s2'));
  });

  it('cuts a single series into blocks of pairs', () => {
    // 10 pairs: one validates, one tests, 8 train in three stretches that share their border times.
    const split = splitSeries([series('only', 11)]);
    assert.deepEqual(stretches(split), {
      training: [
        [0, 3],
        [4, 6],
        [7, 10],
      ],
      validation: [[3, 4]],
      test: [[6, 7]],
    });
    assert.equal(split.unusedPairs, 0);
    assert.deepEqual([...split.test[0].levels], [6, 7, 106, 107]);
  });

  it('leaves a pair out on either side of a block in a long series: no time is in two parts', () => {
    const split = splitSeries([series('long', 101)]);
    assert.deepEqual(stretches(split), {
      training: [
        [0, 26],
        [38, 62],
        [74, 100],
      ],
      validation: [[27, 37]],
      test: [[63, 73]],
    });
    assert.equal(split.unusedPairs, 4);
    const times = [split.training, split.validation, split.test].flat().flatMap((one) => [...one.times]);
    assert.equal(new Set(times).size, times.length);
  });

  it('works on as few as four times, and lets short series train beside longer ones', () => {
    assert.deepEqual(stretches(splitSeries([series('four', 4)])), {
      training: [[1, 2]],
      validation: [[0, 1]],
      test: [[2, 3]],
    });
    const split = splitSeries([series('long', 11), series('short', 2)]);
    assert.equal(split.by, 'blocks');
    assert.deepEqual(namesOf(split.training), ['long', 'long', 'long', 'short']);
  });

  const bad: [what: string, call: () => unknown, message: RegExp][] = [
    ['too few times', () => splitSeries([series('three', 3)]), /no series has 4 times \(the longest has 3\)/],
    [
      'an unknown series',
      () => splitSeries(many(3), { test: ['x'] }),
      /no series "x"; the series are s0, s1, s2/,
    ],
    [
      'a series in two parts',
      () => splitSeries(many(4), { test: ['s1'], validation: ['s1'] }),
      /the series "s1" is asked for twice/,
    ],
    ['a share that is none', () => splitSeries(many(4), { test: 1.5 }), /between 0 and 1, not at 1.5/],
    [
      'nothing left',
      () => splitSeries(many(4), { test: 0.5, validation: 0.5 }),
      /of 4 series 2 validate and 2 test/,
    ],
    [
      'no pair left',
      () => splitSeries([series('a', 6)], { test: 0.5, validation: 0.5 }),
      /ask for smaller shares/,
    ],
    ['a margin too wide', () => splitSeries([series('a', 6)], { margin: 9 }), /leave no pair to train on/],
    ['two whole series', () => splitSeries(many(2), { by: 'series' }), /2 series cannot be split whole/],
    [
      'names for blocks',
      () => splitSeries(many(4), { by: 'blocks', test: ['s1'] }),
      /blocks are shares of every/,
    ],
    ['a broken margin', () => splitSeries([series('a', 9)], { margin: -1 }), /from 0 on, not -1/],
  ];
  for (const [what, call, message] of bad) {
    it(`refuses ${what}`, () => assert.throws(call, message));
  }
});

const times = Float64Array.of(0, 1);
const training = [
  { name: 'a', times, levels: Float64Array.of(2, 4, 10, 10) },
  { name: 'b', times, levels: Float64Array.of(6, 3, 10, 10) },
];
const test = Float64Array.of(2, 8, 10, 12);

describe('min-max normalisation', () => {
  it('maps the training range of all genes to [0, 1], and a test value beyond it beyond', () => {
    const scaled = normaliser(training, 2, 'together');
    assert.deepEqual([...scaled(training[0].levels)], [0, 0.25, 1, 1]);
    assert.deepEqual([...scaled(test)], [0, 0.75, 1, 1.25]);
  });

  it('maps each gene by its own training range; one that never changes there lies at 0.5', () => {
    const scaled = normaliser(training, 2, 'each-gene');
    assert.deepEqual([...scaled(training[0].levels)], [0, 0.5, 0.5, 0.5]);
    assert.deepEqual([...scaled(test)], [0, 1.5, 0.5, 0.75]);
  });

  it('can be left out, and refuses data without any range', () => {
    assert.equal(normaliser(training, 2, 'none')(test), test);
    const flat = [{ name: 'a', times, levels: Float64Array.of(1, 1, 1, 1) }];
    assert.throws(() => normaliser(flat, 2, 'together'), /all training values are 1/);
  });
});
