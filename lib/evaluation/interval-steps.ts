import { meanAndSd } from '../math/mean-and-sd';
import { pairsOf } from '../studies/pairs';
import type { Series } from '../studies/study';

/** How far expression moves from one time to the next, by the length of the interval. */
export interface IntervalSteps {
  /** The pairs from the shortest interval to the longest, in parts of equal size: median interval, and mean squared difference over pairs and genes. */
  readonly parts: readonly { readonly interval: number; readonly difference: number }[];
  /** Mean squared difference of times half the series apart. */
  readonly halfApart: number;
}

/**
 * Whether neighbours differ the more the longer the interval between them, as along a flow, or by the same whatever it is, as by noise.
 * @param parts how many; with one, its difference is the error of "nothing changes"
 * @throws RangeError for fewer pairs than parts
 */
export function intervalSteps(series: Series, parts: number): IntervalSteps {
  const { start, target, intervals, count, genes } = pairsOf([series]);
  if (!(Number.isInteger(parts) && parts >= 1 && parts <= count)) {
    throw new RangeError(`${count} pairs are not divided into ${parts} parts`);
  }
  const order = Array.from(intervals.keys()).sort((a, b) => intervals[a] - intervals[b]);
  const difference = (pair: number): number =>
    meanSquare(genes, (gene) => target[pair * genes + gene] - start[pair * genes + gene]);
  const { times, recorded } = series;
  const half = Math.floor(times.length / 2);
  const apart = Array.from({ length: half }, (_, time) =>
    meanSquare(genes, (gene) => {
      const at = gene * times.length + time;
      return recorded[at + half] - recorded[at];
    }),
  );
  return {
    parts: Array.from({ length: parts }, (_, k) => {
      const part = order.slice(Math.floor((k * count) / parts), Math.floor(((k + 1) * count) / parts));
      return {
        interval: intervals[part[(part.length - 1) >> 1]],
        difference: meanAndSd(part.map(difference)).mean,
      };
    }),
    halfApart: meanAndSd(apart).mean,
  };
}

function meanSquare(count: number, of: (k: number) => number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += of(k) ** 2;
  return sum / count;
}
