import type { ExperimentRequest } from '../../experiments/experiment';
import { LINEAGES } from '../../studies/published/bone-marrow-batches';
import { STRATEGIES, type StrategyName } from '../../strategies/strategies';
import type { PaperTable } from '../paper/paper';

/**
 * How many times on either side of breast cancer's test times are left out: over so many the series of 500 genes, which is a
 * smoothed curve, keeps more than 1 / e of its correlation (`smoothnessOf`).
 */
export const TEST_GAP = 22;

/** By what the time of the bone marrow is multiplied, for validation to choose among. */
export const TIME_SCALES = [1, 10, 100, 1000] as const;

/** What is trained with the gap. */
const WITH_GAP: readonly StrategyName[] = ['none', 'imp', 'dash'];

/** The runs of a part of a table of real data at one seed: the paper's rows in its order, and others beside them. */
export function realDataCells(
  { rows }: Pick<PaperTable, 'rows'>,
  settings: ExperimentRequest,
  { beside = [], published = false }: { beside?: readonly StrategyName[]; published?: boolean },
): ExperimentRequest[] {
  return STRATEGIES.filter(
    ({ name }) => beside.includes(name) || rows.some(({ strategy }) => strategy === name),
  ).flatMap(({ name: strategy, penalty }) => [
    { strategy, ...settings },
    ...(published && penalty ? [{ strategy, ...settings, asPublishedCode: true }] : []),
  ]);
}

/** Breast cancer with a gap around its test times. */
export const gapCells = (): ExperimentRequest[] =>
  WITH_GAP.map((strategy) => ({ dataset: 'brca500', strategy, testGap: TEST_GAP }));

/** DASH on each lineage of the bone marrow, its time multiplied by each of `TIME_SCALES`: one array a lineage. */
export const timeScaleCells = (settings: ExperimentRequest): ExperimentRequest[][] =>
  LINEAGES.map((lineage) =>
    TIME_SCALES.map((timeScale) => ({
      ...settings,
      dataset: `hema-${lineage}` as const,
      strategy: 'dash' as const,
      timeScale,
    })),
  );
