import type { PaperRow } from '../paper/paper';
import { datasetOf, type TableSection } from '../grids/grids';
import type { Measures } from '../../experiments/result';
import { resultsOf, type StoredResult } from '../../experiments/result-store';
import { sampleOf, sampleOfKnown, type Sample } from '../../math/mean-and-sd';
import { COLUMNS, type ComparisonRow } from './table-columns';
import { baselineRows } from './baseline-rows';
import { sectionNotes } from './section-notes';
import { rowLabel, rowOf } from '../grids/table-row';

export { meanAndSdText as spreadText } from '../../math/mean-and-sd';

/** A table's cells; numbers are to be shown as they are. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** A table with what it is called, and what a reader should know of it. */
export interface AnnotatedTable extends Table {
  readonly title: string;
  readonly notes: readonly string[];
}

/** The measures of a result's best validation epoch, or of its last one; `epoch` is then the one that the run stopped at. */
export function measuresOf(result: StoredResult, model: 'best' | 'last'): Omit<Measures, 'outsidePrior'> {
  return model === 'last'
    ? { ...result.last, epoch: result.stopEpoch }
    : { ...result, epoch: result.bestEpoch };
}

/**
 * Two rows a strategy (`rowOf`) of the section that has results: its best and its last epoch, mean and sd over seeds; first the one that
 * is read of these data.
 */
export function comparisonRows(
  section: TableSection,
  stored: ReadonlyMap<string, StoredResult>,
): ComparisonRow[] {
  const results = resultsOf(section.experiments, stored);
  const found = new Set(results.map(({ configuration }) => rowOf(configuration)));
  const rows = [...new Set(section.experiments.map(rowOf))];
  const { read } = datasetOf(section);
  const models = read === 'best' ? (['best', 'last'] as const) : (['last', 'best'] as const);
  const paperRows: readonly PaperRow[] = section.paper?.rows ?? [];
  return rows
    .filter((row) => found.has(row))
    .flatMap((strategy) => {
      const ofStrategy = results.filter(({ configuration }) => rowOf(configuration) === strategy);
      const { configuration } = ofStrategy[0];
      const theirs = configuration.mixing === 'as-published';
      const paper = (theirs && paperRows.find((row) => row.strategy === configuration.strategy)) || null;
      return models.map((model): ComparisonRow => {
        const measures = ofStrategy.map((result) => measuresOf(result, model));
        const draws = measures.map(({ testMseOfReadings }) => testMseOfReadings?.network);
        const spread = (of: (one: (typeof measures)[number]) => number): Sample => sampleOf(measures.map(of));
        return {
          strategy,
          model,
          seeds: measures.length,
          epoch: spread(({ epoch }) => epoch),
          stopEpoch: sampleOf(ofStrategy.map(({ stopEpoch }) => stopEpoch)),
          sparsity: spread(({ sparsity }) => sparsity),
          balancedAccuracy: sampleOfKnown(measures.map(({ balancedAccuracy }) => balancedAccuracy)),
          assayed: sampleOfKnown(measures.map(({ assayed }) => assayed?.balancedAccuracy ?? null)),
          outDegree: spread(({ averageOutDegree }) => averageOutDegree),
          deadGenes: spread(({ deadGenes }) => deadGenes),
          edges: sampleOfKnown(measures.map(({ edges }) => edges ?? null)),
          precision: sampleOfKnown(measures.map(({ precision }) => precision ?? null)),
          rollOut: spread(({ testMse }) => testMse.rollOut),
          noisyPairs: spread(({ testMse }) => testMse.noisyPairs),
          drawRollOut: sampleOfKnown(draws.map((draw) => draw?.rollOut ?? null)),
          drawNoisyPairs: sampleOfKnown(draws.map((draw) => draw?.noisyPairs ?? null)),
          paper,
        };
      });
    });
}

/**
 * The section's table, ours (mean ± sd over seeds, and the 95 % interval of the mean) and below each strategy the paper's, in the
 * paper's units. The columns are those of the paper's table and what a reader needs beside them. A row of ours is one of two models, that
 * of the best validation epoch or the last one, where the run stopped. The paper does not say which it prints; the published scripts load
 * the best one. On real data the trivial predictors stand below. The title says how many of the section's runs are there, the notes
 * (`sectionNotes`) what their data are.
 *
 * - `model`: only the rows of this model
 * - `beside`: false for only the columns that the paper's table has
 *
 * @throws RangeError for a section that is no table of the paper
 */
export function comparisonTable(
  section: TableSection,
  stored: ReadonlyMap<string, StoredResult>,
  { model, beside = true }: { model?: 'best' | 'last'; beside?: boolean } = {},
): AnnotatedTable {
  const { paper, title, experiments } = section;
  if (paper === null) throw new RangeError(`${section.title} is no table of the paper`);
  const { measured } = datasetOf(section);
  const results = resultsOf(experiments, stored);
  const columns = COLUMNS[paper.kind](paper.mseUnit).filter((column) => beside || !column.beside);
  const compared = comparisonRows(section, stored).filter((row) => (model ?? row.model) === row.model);
  const ours = (row: ComparisonRow): string[] => [
    row.model,
    String(row.seeds),
    ...columns.map((column) => column.ours(row)),
  ];
  const theirs = (row: PaperRow): string[] => [
    ...['paper', ''],
    ...columns.map((column) => column.theirs?.(row) ?? ''),
  ];
  const strategies = [...new Set(compared.map(({ strategy }) => strategy))];
  const rows = strategies.flatMap((strategy) => {
    const its = compared.filter((row) => row.strategy === strategy);
    const [{ paper: printed }] = its;
    return [...its.map(ours), ...(printed ? [theirs(printed)] : [])].map((cells, k) => [
      k === 0 ? rowLabel(strategy) : '',
      ...cells,
    ]);
  });
  const baselines = measured === null ? [] : baselineRows(results);
  return {
    title: `${title} (${results.length} of ${experiments.length} runs)`,
    notes: results.length === 0 ? [] : sectionNotes(section, results),
    columns: ['strategy', 'model', 'seeds', ...columns.map(({ title }) => title)],
    rows: [
      ...rows,
      ...baselines.map((baseline) => [
        ...[baseline.name, '', String(baseline.seeds)],
        ...columns.map((column) => column.baseline?.(baseline) ?? ''),
      ]),
    ],
  };
}
