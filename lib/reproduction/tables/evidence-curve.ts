import type { Confusion } from '../../evaluation/confusion';
import type { StoredResult } from '../../experiments/result-store';
import { type MeanInterval, meanInterval } from '../../math/mean-interval';
import { CORRUPTIONS } from '../grids/grids';
import { rowLabel, rowOf, SCALE_MATCHED_ROW } from '../grids/table-row';
import type { Table } from './tables';

/** One answer to the question who regulates whom, from data and a prior of which a share is wrong. Shares in [0, 1]. */
export interface EvidencePoint {
  /** Who answers: a strategy's label, `PRIOR_ALONE`, or `SCALE_MATCHED_DASH`. */
  readonly answer: string;
  readonly seed: number;
  /** Share of the prior's edges that were moved. */
  readonly corruption: number;
  /** At the answer's own cut; of evidence that of `prevalence`. */
  readonly balancedAccuracy: number;
  /** Of the ranking by |effect|, of evidence by probability. */
  readonly auprc: number;
  /** Edges of the model and the share of them that is true; of the prior its own. */
  readonly edges: number;
  readonly precision: number;
  /** Clean roll-out MSE over the test series; null where nothing predicts. */
  readonly rollOut: number | null;
  /** Of evidence: the share of the prior's edges that the data support, and its interval. */
  readonly reliability: { readonly share: number; readonly low: number; readonly high: number } | null;
  /** Of evidence: how many pairs were said to be edges with a probability in each bin, and how many are; empty of all others. */
  readonly calibration: NonNullable<StoredResult['evidence']>['calibration'];
}

export const PRIOR_ALONE = 'the prior itself';
export const SCALE_MATCHED_DASH = rowLabel(SCALE_MATCHED_ROW);

/** The measures that a curve is drawn of. */
export type EvidenceMeasure = 'auprc' | 'balancedAccuracy' | 'rollOut' | 'edges' | 'precision';

/** An answer at one share of moved edges, over its seeds. */
export interface EvidenceMean {
  readonly answer: string;
  readonly corruption: number;
  readonly seeds: number;
  readonly means: Readonly<Record<EvidenceMeasure, MeanInterval | null>>;
}

/**
 * The points of the curve over a prior that gets worse, out of the results of the grid `evidence`: every model at its best
 * validation epoch, and the prior that it was given. What reads no prior (lasso, IMP) stands at every share.
 */
export function evidencePoints(results: readonly StoredResult[]): EvidencePoint[] {
  const points = new Map<string, EvidencePoint>();
  const shares = new Set([...CORRUPTIONS, ...results.map((result) => result.configuration.priorCorruption)]);
  const add = (point: EvidencePoint): void => {
    points.set(`${point.answer} ${point.corruption} ${point.seed}`, point);
  };
  for (const result of results) {
    const { configuration, baselines, evidence, priorReliability = null } = result;
    const { strategy, seed, priorCorruption } = configuration;
    const network = evidence?.network ?? result;
    if (network.balancedAccuracy === null || network.auprc === null || baselines.network === null) continue;
    const { balancedAccuracy, auprc } = network;
    const { edges = 0, precision, testMse } = result;
    const answer = rowLabel(rowOf(configuration));
    const { calibration = [] } = evidence ?? {};
    const point = { answer, seed, balancedAccuracy, auprc, edges, precision: precision ?? 0, calibration };
    const readsPrior = strategy !== 'lasso' && strategy !== 'imp';
    for (const corruption of readsPrior ? [priorCorruption] : shares) {
      add({ ...point, corruption, rollOut: testMse.rollOut, reliability: priorReliability });
    }
    if (readsPrior) add(priorPoint(baselines.network.prior, seed, priorCorruption));
  }
  return [...points.values()];
}

/** The prior taken as the answer: its pairs in one step, then all others, so that its AUPRC is a sum of two. */
function priorPoint(prior: Confusion, seed: number, corruption: number): EvidencePoint {
  const { truePositives, falsePositives, trueNegatives, falseNegatives, tpr, balancedAccuracy } = prior;
  const edges = truePositives + falsePositives;
  const precision = truePositives / edges;
  const prevalence = (truePositives + falseNegatives) / (edges + trueNegatives + falseNegatives);
  const auprc = tpr * precision + (1 - tpr) * prevalence;
  return {
    ...{ answer: PRIOR_ALONE, seed, corruption, balancedAccuracy, auprc, edges, precision },
    ...{ rollOut: null, reliability: null, calibration: [] },
  };
}

/** Means and 95 % intervals over seeds, by answer and share, shares ascending. */
export function evidenceMeans(points: readonly EvidencePoint[]): EvidenceMean[] {
  const cells = new Map<string, EvidencePoint[]>();
  for (const point of points) {
    const key = `${point.corruption} ${point.answer}`;
    const cell = cells.get(key);
    if (cell) cell.push(point);
    else cells.set(key, [point]);
  }
  const interval = (cell: readonly EvidencePoint[], measure: EvidenceMeasure): MeanInterval | null => {
    const values = cell.flatMap((point) => point[measure] ?? []);
    return values.length === 0 ? null : meanInterval(values);
  };
  return [...cells.values()]
    .map((cell) => ({
      answer: cell[0].answer,
      corruption: cell[0].corruption,
      seeds: cell.length,
      means: {
        auprc: interval(cell, 'auprc'),
        balancedAccuracy: interval(cell, 'balancedAccuracy'),
        rollOut: interval(cell, 'rollOut'),
        edges: interval(cell, 'edges'),
        precision: interval(cell, 'precision'),
      },
    }))
    .sort((one, other) => one.corruption - other.corruption);
}

/** How a measure is told: its name, and its unit. */
export const EVIDENCE_MEASURES: Readonly<
  Record<EvidenceMeasure, { readonly title: string; readonly unit: number; readonly digits: number }>
> = {
  auprc: { title: 'AUPRC', unit: 1, digits: 3 },
  balancedAccuracy: { title: 'balanced accuracy (%)', unit: 100, digits: 1 },
  rollOut: { title: 'roll-out MSE (1e-3)', unit: 1000, digits: 2 },
  edges: { title: 'edges', unit: 1, digits: 0 },
  precision: { title: 'precision (%)', unit: 100, digits: 1 },
};

/**
 * Answers as a table, a row each: one measure over the shares of moved edges, mean and half of its 95 % interval; without a measure all
 * of them side by side, at the one share that all answers have.
 * @throws RangeError where there is no such share, or several
 */
export function evidenceTable(points: readonly EvidencePoint[], measure?: EvidenceMeasure): Table {
  const means = evidenceMeans(points);
  const answers = [...new Set(means.map(({ answer }) => answer))];
  const shares = [...new Set(means.map(({ corruption }) => corruption))];
  const cellOf = (answer: string, share: number, shown: EvidenceMeasure): string => {
    const { unit, digits } = EVIDENCE_MEASURES[shown];
    const cell = means.find((mean) => mean.answer === answer && mean.corruption === share);
    const found = cell?.means[shown];
    if (!found) return '';
    const text = (value: number): string => (unit * value).toFixed(digits);
    return cell.seeds === 1 ? text(found.mean) : `${text(found.mean)} ± ${text(found.high - found.mean)}`;
  };
  if (measure === undefined) {
    const common = shares.filter((share) =>
      answers.every((one) => means.some(({ answer, corruption }) => answer === one && corruption === share)),
    );
    if (common.length !== 1) {
      throw new RangeError(
        `these answers have ${common.length} shares of moved edges in common: name one measure`,
      );
    }
    const measures = Object.keys(EVIDENCE_MEASURES) as EvidenceMeasure[];
    return {
      columns: ['', ...measures.map((one) => EVIDENCE_MEASURES[one].title)],
      rows: answers.map((answer) => [answer, ...measures.map((one) => cellOf(answer, common[0], one))]),
    };
  }
  const rows = answers
    .map((answer) => [answer, ...shares.map((share) => cellOf(answer, share, measure))])
    .filter(([, ...cells]) => cells.some((cell) => cell !== ''));
  const { title } = EVIDENCE_MEASURES[measure];
  return {
    columns: [`${title}; edges moved %`, ...shares.map((share) => `${Number((100 * share).toFixed(2))}`)],
    rows,
  };
}
