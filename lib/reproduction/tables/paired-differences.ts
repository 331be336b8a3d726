import { resultsOf, type StoredResult } from '../../experiments/result-store';
import { meanAndSdText, sampleOf } from '../../math/mean-and-sd';
import { intervalText, meanInterval, type MeanInterval } from '../../math/mean-interval';
import { pairedTest } from '../../math/welch';
import type { TableSection } from '../grids/grids';
import { rowLabel, rowOf, SCALE_MATCHED_ROW } from '../grids/table-row';
import { measuresOf, type Table } from './tables';

/** What is compared seed by seed: shares, but for the error, a mean square of expression. */
export const PAIRED_MEASURES = ['balancedAccuracy', 'auprc', 'rollOut'] as const;
export type PairedMeasure = (typeof PAIRED_MEASURES)[number];

/** What DASH is held against: its two halves, the same on one scale, and what data and prior say without it. */
export const DASH_AGAINST: readonly (readonly [above: string, below: string])[] = [
  ['dash', 'bio'],
  ['dash', 'imp'],
  ['dash', SCALE_MATCHED_ROW],
  ['dash', 'evidence'],
];

/** Two rows of a table over the seeds that both have. Runs of one seed share data, noise and prior. */
export interface PairedDifference {
  readonly section: string;
  readonly above: string;
  readonly below: string;
  readonly model: 'best' | 'last';
  readonly measure: PairedMeasure;
  /** Ascending, and `above` - `below` on each. */
  readonly seeds: readonly number[];
  readonly differences: readonly number[];
  /** Mean difference and its 95 % interval. */
  readonly mean: MeanInterval;
  /** Of Student's paired test; null for one seed. */
  readonly p: number | null;
}

/**
 * One measure of pairs of rows, seed by seed; a pair without a seed in common is left out. By default DASH against what it is made of.
 * @param pairs rows as `rowOf` names them
 */
export function pairedDifferences(
  section: TableSection,
  stored: ReadonlyMap<string, StoredResult>,
  model: 'best' | 'last',
  measure: PairedMeasure = 'balancedAccuracy',
  pairs: readonly (readonly [above: string, below: string])[] = DASH_AGAINST,
): PairedDifference[] {
  const results = resultsOf(section.experiments, stored);
  const valuesOf = (row: string): ReadonlyMap<number, number> =>
    new Map(
      results
        .filter(({ configuration }) => rowOf(configuration) === row)
        .flatMap((result): [number, number][] => {
          const value = valueOf(result, model, measure);
          return value === null ? [] : [[result.configuration.seed, value]];
        }),
    );
  return pairs.flatMap(([above, below]): PairedDifference[] => {
    const [upper, lower] = [valuesOf(above), valuesOf(below)];
    const seeds = [...upper.keys()].filter((seed) => lower.has(seed)).sort((a, b) => a - b);
    if (seeds.length === 0) return [];
    const differences = seeds.map((seed) => (upper.get(seed) as number) - (lower.get(seed) as number));
    const mean = meanInterval(differences);
    const p = pairedTest(sampleOf(differences))?.p ?? null;
    return [{ section: section.title, above, below, model, measure, seeds, differences, mean, p }];
  });
}

function valueOf(result: StoredResult, model: 'best' | 'last', measure: PairedMeasure): number | null {
  const measures = measuresOf(result, model);
  return measure === 'rollOut' ? measures.testMse.rollOut : measures[measure];
}

/** How such a difference is told: its name, its unit, its digits, and whether more is better. */
export const PAIRED_UNITS: Readonly<
  Record<
    PairedMeasure,
    { readonly title: string; readonly unit: number; readonly digits: number; readonly better: 1 | -1 }
  >
> = {
  balancedAccuracy: { title: 'balanced accuracy (points)', unit: 100, digits: 1, better: 1 },
  auprc: { title: 'AUPRC', unit: 1, digits: 3, better: 1 },
  rollOut: { title: 'roll-out MSE (1e-3)', unit: 1000, digits: 2, better: -1 },
};

/** The differences as a table: mean ± sd over the seeds, the 95 % interval of the mean, on how many seeds the first is better, and p. */
export function pairedTable(differences: readonly PairedDifference[]): Table {
  const rows = differences.map(({ above, below, model, measure, differences: each, p }) => {
    const { title, unit, digits, better } = PAIRED_UNITS[measure];
    const sample = sampleOf(each);
    return [
      `${rowLabel(above)} - ${rowLabel(below)}`,
      title,
      model,
      String(each.length),
      meanAndSdText(sample, unit, digits),
      intervalText(sample, unit, digits),
      `${each.filter((one) => better * one > 0).length} of ${each.length}`,
      p === null ? '' : p < 1e-3 ? p.toExponential(0) : p.toFixed(3),
    ];
  });
  return {
    columns: [
      'paired over seeds',
      'difference of',
      'epoch',
      'seeds',
      'mean ± sd',
      '95 % interval',
      'first is better',
      'p',
    ],
    rows,
  };
}
