import { Random } from '../../math/random';
import { sliceColumns } from '../pair-segments';
import type { NamedSeries } from './expression/series';

/** Which series or pairs validate and which test. */
export interface SplitOptions {
  /** `series`: whole series (the default from three series on). `blocks`: a stretch of pairs inside every series. */
  readonly by?: 'series' | 'blocks';
  /** A share of the series (or of each series' pairs), at least one; or, for whole series, their names. Default 0.1. */
  readonly validation?: number | readonly string[];
  readonly test?: number | readonly string[];
  /**
   * For blocks: pairs left out on either side of a block. With 0 the time at a border ends a training pair and starts a
   * test pair, so that both see its measurement. Default 1 for series of 30 pairs or more, else 0.
   */
  readonly margin?: number;
  /** Draws the series where a share of them was asked for. Default 1. */
  readonly seed?: number;
}

/** The three parts, each as stretches of consecutive times named after their series. */
export interface SplitSeries {
  readonly by: 'series' | 'blocks';
  readonly training: readonly NamedSeries[];
  readonly validation: readonly NamedSeries[];
  readonly test: readonly NamedSeries[];
  /** Pairs of consecutive times that are in no part. */
  readonly unusedPairs: number;
}

const SHARE = 0.1;
/** A series of fewer pairs cannot train, validate and test. */
const LEAST_PAIRS = 3;
const LONG = 30;

/**
 * Splits series into training, validation and test: whole series, or in every series a block of consecutive pairs a third
 * of the way in for validation and one two thirds in for test. The drawn series depend on the seed alone.
 * @throws RangeError that says what is possible, for an unknown series, a share outside (0, 1), or nothing left to train on
 */
export function splitSeries(series: readonly NamedSeries[], options: SplitOptions = {}): SplitSeries {
  const named = Array.isArray(options.validation) || Array.isArray(options.test);
  const by = options.by ?? (named || series.length >= 3 ? 'series' : 'blocks');
  if (by === 'series') return splitWhole(series, options);
  if (named)
    throw new RangeError('blocks are shares of every series; name series with split { by: "series" }');
  return splitBlocks(series, options);
}

function splitWhole(series: readonly NamedSeries[], options: SplitOptions): SplitSeries {
  const { validation = SHARE, test = SHARE, seed = 1 } = options;
  const names = series.map(({ name }) => name);
  if (names.length < 3) {
    throw new RangeError(
      `${names.length} series cannot be split whole into training, validation and test: use split { by: "blocks" }`,
    );
  }
  const asked = [validation, test].map((part) => (typeof part === 'number' ? [] : part));
  for (const name of asked.flat()) {
    if (!names.includes(name)) {
      throw new RangeError(`there is no series "${name}"; the series are ${names.join(', ')}`);
    }
    if (asked.flat().filter((other) => other === name).length > 1) {
      throw new RangeError(`the series "${name}" is asked for twice in the split`);
    }
  }
  const order = [...Random.fromSeed(seed, 'split').permutation(names.length)].map((k) => names[k]);
  const free = order.filter((name) => !asked.flat().includes(name));
  const [validating, testing] = [validation, test].map((part) =>
    typeof part === 'number' ? free.splice(0, countOf(part, names.length)) : part,
  );
  if (free.length === 0 || validating.length === 0 || testing.length === 0) {
    throw new RangeError(
      `of ${names.length} series ${validating.length} validate and ${testing.length} test: each of training, ` +
        'validation and test needs one at least',
    );
  }
  const pick = (chosen: readonly string[]): NamedSeries[] =>
    series.filter(({ name }) => chosen.includes(name));
  return {
    by: 'series',
    training: pick(free),
    validation: pick(validating),
    test: pick(testing),
    unusedPairs: 0,
  };
}

function splitBlocks(series: readonly NamedSeries[], options: SplitOptions): SplitSeries {
  const { validation = SHARE, test = SHARE } = options as { validation?: number; test?: number };
  const parts = {
    training: [] as NamedSeries[],
    validation: [] as NamedSeries[],
    test: [] as NamedSeries[],
  };
  let unusedPairs = 0;
  for (const one of series) {
    const pairs = one.times.length - 1;
    if (pairs < LEAST_PAIRS) {
      parts.training.push(one);
      continue;
    }
    const use = blocksOf(
      pairs,
      countOf(validation, pairs),
      countOf(test, pairs),
      options.margin ?? (pairs >= LONG ? 1 : 0),
    );
    for (let from = 0, to = 1; from < pairs; from = to++) {
      while (to < pairs && use[to] === use[from]) to++;
      const part = use[from];
      if (part === 'unused') unusedPairs += to - from;
      else parts[part].push(stretch(one, from, to + 1));
    }
  }
  if (parts.training.length === 0 || parts.test.length === 0) {
    const longest = series.reduce((most, { times }) => Math.max(most, times.length), 0);
    throw new RangeError(
      parts.test.length === 0
        ? `no series has ${LEAST_PAIRS + 1} times (the longest has ${longest}), as many as it takes to train, validate ` +
            'and test on pairs of consecutive times. Give more times, or three series or more.'
        : 'validation, test and their margins leave no pair to train on: ask for smaller shares in split',
    );
  }
  return { by: 'blocks', ...parts, unusedPairs };
}

type Use = 'training' | 'validation' | 'test' | 'unused';

/** What each of the pairs of a series is for. */
function blocksOf(pairs: number, validating: number, testing: number, margin: number): Use[] {
  if (!(Number.isSafeInteger(margin) && margin >= 0)) {
    throw new RangeError(`a margin is a number of pairs from 0 on, not ${margin}`);
  }
  const rest = pairs - validating - testing;
  if (rest < 1) {
    throw new RangeError(
      `of ${pairs} pairs ${validating} would validate and ${testing} test: ask for smaller shares in split`,
    );
  }
  const starts = [
    ['validation', Math.round(rest / 3), validating],
    ['test', Math.round((2 * rest) / 3) + validating, testing],
  ] as const;
  const use = new Array<Use>(pairs).fill('training');
  for (const [, start, length] of starts) {
    use.fill('unused', Math.max(0, start - margin), Math.min(pairs, start + length + margin));
  }
  for (const [part, start, length] of starts) use.fill(part, start, start + length);
  return use;
}

/** The times `from` to `to` (exclusive) of a series. */
function stretch({ name, times, levels }: NamedSeries, from: number, to: number): NamedSeries {
  return { name, times: times.slice(from, to), levels: sliceColumns(levels, times.length, from, to) };
}

function countOf(share: number, of: number): number {
  if (!(share > 0 && share < 1))
    throw new RangeError(`a share of the data lies between 0 and 1, not at ${share}`);
  return Math.max(1, Math.round(share * of));
}

/** `together` maps the range of all genes to [0, 1], `each-gene` every gene's own. */
export const NORMALISATIONS = ['none', 'together', 'each-gene'] as const;
export type Normalisation = (typeof NORMALISATIONS)[number];

/**
 * Min-max normalisation, with the range that the TRAINING series have: a validation or test value beyond it lands beyond
 * [0, 1]. `each-gene` shifts a gene that never changes in training to 0.5 and scales it with the range of all genes.
 * @param training the series, genes x T each
 * @throws Error where all training values are the same
 */
export function normaliser(
  training: readonly NamedSeries[],
  genes: number,
  normalisation: Normalisation,
): (levels: Float64Array) => Float64Array {
  if (normalisation === 'none') return (levels) => levels;
  const low = new Float64Array(genes).fill(Infinity);
  const high = new Float64Array(genes).fill(-Infinity);
  for (const { times, levels } of training) {
    levels.forEach((value, k) => {
      const gene = Math.floor(k / times.length);
      low[gene] = Math.min(low[gene], value);
      high[gene] = Math.max(high[gene], value);
    });
  }
  const lowest = low.reduce((least, value) => Math.min(least, value), Infinity);
  const range = high.reduce((most, value) => Math.max(most, value), -Infinity) - lowest;
  if (!(range > 0)) {
    throw new Error(`all training values are ${lowest}: there is nothing to normalise and nothing to learn`);
  }
  return (levels) => {
    const times = levels.length / genes;
    return levels.map((value, k) => {
      const gene = Math.floor(k / times);
      if (normalisation === 'together') return (value - lowest) / range;
      const own = high[gene] - low[gene];
      return own > 0 ? (value - low[gene]) / own : 0.5 + (value - low[gene]) / range;
    });
  };
}
