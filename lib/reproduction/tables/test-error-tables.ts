import type { PredictionError } from '../../evaluation/prediction-error';
import { resultsOf, type StoredResult } from '../../experiments/result-store';
import { meanAndSd, meanAndSdOfKnown, meanAndSdText } from '../../math/mean-and-sd';
import type { TableSection } from '../grids/grids';
import { byRow, isAsPublished, rowLabel } from '../grids/table-row';
import { comparisonRows, measuresOf, type Table } from './tables';

type Stored = ReadonlyMap<string, StoredResult>;

const READINGS = ['rollOut', 'cleanPairs', 'noisyPairs'] as const;
const TITLES: Readonly<Record<keyof PredictionError, string>> = {
  rollOut: 'clean roll-out',
  cleanPairs: 'clean pairs',
  noisyPairs: 'noisy pairs',
};

/** Strategies whose error no weight of a penalty sets. */
const UNPENALISED = ['none', 'post-hoc', 'imp', 'bio', 'dash'];

/**
 * Which reading of "test MSE" comes nearest to the paper's numbers: the root mean square, over the rows of strategies without a
 * penalty, of log(ours / the paper's); 0.24 is a quarter off on average. A row a reading, a column an epoch.
 */
export function errorReadingsTable(sections: readonly TableSection[], stored: Stored): Table {
  const models = ['best', 'last'] as const;
  const off = (reading: keyof PredictionError, model: (typeof models)[number]): number[] =>
    sections.flatMap((section) => {
      const rows = byRow(resultsOf(section.experiments, stored));
      return comparisonRows(section, stored).flatMap((row) => {
        if (row.model !== model || row.paper === null || !UNPENALISED.includes(row.strategy)) return [];
        const errors = (rows.get(row.strategy) ?? []).map(
          (result) => measuresOf(result, model).testMse[reading],
        );
        return Math.log(meanAndSd(errors).mean / row.paper.testMse);
      });
    });
  const root = (logs: readonly number[]): string =>
    Math.sqrt(logs.reduce((sum, log) => sum + log * log, 0) / logs.length).toFixed(2);
  return {
    columns: ['reading', 'rows', ...models.map((model) => `${model} epoch`)],
    rows: READINGS.map((reading) => [
      TITLES[reading],
      off(reading, 'best').length,
      ...models.map((model) => root(off(reading, model))),
    ]),
  };
}

/** Every reading of the error, with that on the simulated trajectories of which nothing was taken. */
interface Errors extends Partial<PredictionError> {
  readonly heldOut?: number;
}

/**
 * The test errors of each row at its best epoch, by every reading, mean ± sd over seeds, below those of predictors that need no
 * training. The published test set's t = 0 says where our training trajectories start; of the held-out set nothing was taken.
 */
export function errorTable(section: TableSection, stored: Stored): Table {
  const results = resultsOf(section.experiments, stored);
  // Of one seed all results have the same baselines.
  const seeds = [...new Map(results.map((result) => [result.configuration.seed, result.baselines])).values()];
  const line = (name: string, errors: readonly Errors[]): Table['rows'][number] => [
    name,
    errors.length,
    ...([...READINGS, 'heldOut'] as const).map((reading) =>
      meanAndSdText(meanAndSdOfKnown(errors.map((one) => one[reading] ?? null)), 1000, 2),
    ),
  ];
  return {
    columns: ['MSE 1e-3', 'seeds', ...READINGS.map((reading) => TITLES[reading]), 'held-out roll-out'],
    rows: [
      line(
        'nothing changes',
        seeds.map((one) => ({ ...one.nothingChanges, heldOut: one.heldOutNothingChanges?.rollOut })),
      ),
      line(
        'mean of the training data',
        seeds.map(({ trainingMean }) => trainingMean),
      ),
      ...[...byRow(results)].map(([row, its]) =>
        line(
          rowLabel(row),
          its.map(({ testMse, heldOutMse }) => ({ ...testMse, heldOut: heldOutMse?.rollOut })),
        ),
      ),
    ],
  };
}

/**
 * The gates that an error may be computed with, where the published code draws them. Edges are counted on one draw; those of C-NODE
 * on the weights without gates.
 */
const GATES: readonly (readonly [
  title: string,
  error: (result: StoredResult) => number | null | undefined,
])[] = [
  ['roll-out, deterministic gates', ({ testMse }) => testMse.rollOut],
  ['roll-out, the mean of their draws', ({ testMseOfReadings }) => testMseOfReadings?.validation?.rollOut],
  ['roll-out, as edges are counted', ({ testMseOfReadings: readings }) => readings?.network?.rollOut],
  ['noisy pairs, as edges are counted', ({ testMseOfReadings: readings }) => readings?.network?.noisyPairs],
];

/** The errors of penalties as the published code runs them, with each way to read their gates, beside the paper's. */
export function gateReadingsTable(sections: readonly TableSection[], stored: Stored): Table {
  const rows = sections.flatMap((section) => {
    const results = byRow(resultsOf(section.experiments, stored));
    return comparisonRows(section, stored)
      .filter(({ strategy, model }) => isAsPublished(strategy) && model === 'best')
      .map(({ strategy, paper }) => [
        `${rowLabel(strategy)} (${section.paper?.table})`,
        results.get(strategy)?.length ?? 0,
        ...GATES.map(([, error]) => {
          const errors = (results.get(strategy) ?? []).map((result) => error(result) ?? null);
          return meanAndSdText(meanAndSdOfKnown(errors), 1000, 1);
        }),
        paper === null ? '' : (1000 * paper.testMse).toFixed(1),
      ]);
  });
  return {
    columns: ['MSE 1e-3', 'seeds', ...GATES.map(([title]) => title), 'paper'],
    rows,
  };
}
