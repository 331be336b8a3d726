import type { ExperimentRequest } from '../experiments/experiment';
import { strategyLabel } from '../strategies/strategies';

/** The row of DASH where both terms of a score are of one scale. */
export const SCALE_MATCHED_ROW = 'scale-matched';

/** How lambda is set there: half and half, and not tuned. */
export const SCALE_MATCHED = { mixing: 'scale-matched', lambda1: 0.5, lambda2: 0.5 } as const;

const PUBLISHED = '-published';

/**
 * The row of a table that a run belongs to: its strategy, `scale-matched` for DASH with that mixing, and `l0-published` for L0 as
 * the published code runs it.
 */
export function rowOf({
  strategy = 'dash',
  mixing,
  asPublishedCode,
}: Pick<ExperimentRequest, 'strategy' | 'mixing' | 'asPublishedCode'>): string {
  const row = mixing === 'scale-matched' ? SCALE_MATCHED_ROW : strategy;
  return asPublishedCode ? row + PUBLISHED : row;
}

/** A row as tables and figures name it: "DASH", "DASH, scale-matched", "L0, as published". */
export function rowLabel(row: string): string {
  if (row.endsWith(PUBLISHED)) return `${rowLabel(row.slice(0, -PUBLISHED.length))}, as published`;
  return row === SCALE_MATCHED_ROW ? `${strategyLabel('dash')}, scale-matched` : strategyLabel(row);
}
