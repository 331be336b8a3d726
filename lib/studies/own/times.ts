/** An interval much longer than its series' others. */
export interface LongInterval {
  readonly series: string;
  readonly from: number;
  readonly to: number;
  /** How many times the median interval of the series it is. */
  readonly ratio: number;
}

/** An interval counts as a gap from this many medians on. */
const GAP = 5;

/** A series as far as its times go. */
interface Timed {
  readonly times: Float64Array;
}

/** The intervals that are at least five times the median of their series, longest first. */
export function longIntervals(series: readonly (Timed & { readonly name: string })[]): LongInterval[] {
  return series
    .flatMap(({ name, times }) => {
      const intervals = intervalsOf({ times });
      const median = medianOf(intervals);
      return intervals.map((interval, t) => ({
        series: name,
        from: times[t],
        to: times[t + 1],
        ratio: interval / median,
      }));
    })
    .filter(({ ratio }) => ratio >= GAP)
    .sort((a, b) => b.ratio - a.ratio);
}

/**
 * The power of ten that brings the median interval near 1, where it is not already between 0.1 and 10: PHOENIX starts with
 * rates between 0 and 1 a unit of time, so that over much shorter intervals nothing moves and over much longer ones
 * everything has settled.
 * @returns 100 for intervals of 0.005, 0.1 for 24, 1 for 2; 1 where there is no interval
 */
export function suggestedTimeScale(series: readonly Timed[]): number {
  const intervals = series.flatMap(intervalsOf);
  return intervals.length === 0 ? 1 : 10 ** -Math.trunc(Math.log10(medianOf(intervals)));
}

/** The intervals between consecutive times. */
export function intervalsOf({ times }: Timed): number[] {
  return Array.from(times.subarray(1), (time, t) => time - times[t]);
}

/** The median; the mean of the middle two for an even number. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}
