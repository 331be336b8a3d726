import type { Random } from '../math/random';
import type { Series } from './study';

/** A pair of consecutive times: the one at `first` and the next, of the series with that index. */
export interface PairPlace {
  readonly series: number;
  readonly first: number;
}

/** All pairs of some series, in order. */
export function placesOf(series: readonly Series[]): PairPlace[] {
  return series.flatMap(({ times }, index) =>
    Array.from({ length: Math.max(0, times.length - 1) }, (_, first) => ({ series: index, first })),
  );
}

/** The columns from..to - 1 of a matrix of rows of that width. */
export function sliceColumns(values: Float64Array, width: number, from: number, to: number): Float64Array {
  return values.filter((_, k) => k % width >= from && k % width < to);
}

/** The times from..to - 1 of a series. */
export function sliceSeries({ times, recorded, clean }: Series, from: number, to: number): Series {
  const part = (values: Float64Array): Float64Array => sliceColumns(values, times.length, from, to);
  const cut = part(recorded);
  return { times: times.slice(from, to), recorded: cut, clean: clean === recorded ? cut : part(clean) };
}

/**
 * Series that hold exactly these pairs: pairs that follow each other in one series make one series, so that `pairsOf` of the
 * result gives them and no other.
 * @param places ascending by series and first time, each once.
 */
export function segmentsOf(series: readonly Series[], places: readonly PairPlace[]): Series[] {
  const segments: Series[] = [];
  for (let from = 0, to: number; from < places.length; from = to) {
    const { series: index, first } = places[from];
    to = from + 1;
    while (to < places.length && places[to].series === index && places[to].first === first + to - from) to++;
    segments.push(sliceSeries(series[index], first, first + (to - from) + 1));
  }
  return segments;
}

/** How validation pairs are chosen: anywhere, or all in a row. */
export type PairChoice = 'random' | 'block';

/**
 * Splits series by pairs. `random` holds out pairs anywhere, each as a series of two times: its neighbours share a time with
 * it, so the training set has seen half of each. `block` holds out pairs in a row as one series; only its two ends are seen.
 * @throws RangeError where no series has so many pairs in a row, or nothing would be left to train on
 */
export function holdOutPairs(
  series: readonly Series[],
  count: number,
  choice: PairChoice,
  random: Random,
): { training: Series[]; validation: Series[] } {
  const places = placesOf(series);
  if (!(count >= 1 && count < places.length)) {
    throw new RangeError(`${count} of ${places.length} pairs cannot validate: 1 to ${places.length - 1} can`);
  }
  const held = choice === 'block' ? drawBlock(places, count, random) : drawAnywhere(places, count, random);
  const chosen = new Set(held);
  return {
    training: segmentsOf(series, places.filter((_, k) => !chosen.has(k))), // prettier-ignore
    validation:
      choice === 'block'
        ? segmentsOf(series, held.map((k) => places[k])) // prettier-ignore
        : held.flatMap((k) => segmentsOf(series, [places[k]])),
  };
}

function drawAnywhere(places: readonly PairPlace[], count: number, random: Random): number[] {
  return [...random.permutation(places.length).subarray(0, count)].sort((a, b) => a - b);
}

function drawBlock(places: readonly PairPlace[], count: number, random: Random): number[] {
  const starts = places.flatMap(({ series }, k) => (places[k + count - 1]?.series === series ? [k] : []));
  if (starts.length === 0) throw new RangeError(`no series has ${count} pairs in a row`);
  const start = starts[random.below(starts.length)];
  return Array.from({ length: count }, (_, k) => start + k);
}
