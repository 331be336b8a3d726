import type { ExperimentRequest } from '../../experiments/experiment';
import type { StoredResult } from '../../experiments/result-store';
import { strategyStyle } from '../../strategies/strategies';
import type { Strategy } from '../../strategies/strategy';

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
  return asPublishedCode ? asPublishedRow(row) : row;
}

/** Results by their row, the rows in the order of the first of each. */
export function byRow(results: readonly StoredResult[]): ReadonlyMap<string, readonly StoredResult[]> {
  const rows = new Map<string, StoredResult[]>();
  for (const result of results) {
    const row = rowOf(result.configuration);
    rows.set(row, [...(rows.get(row) ?? []), result]);
  }
  return rows;
}

/** The row of the same strategy as the published code runs it, and whether a row is one. */
export const asPublishedRow = (row: string): string => row + PUBLISHED;
export const isAsPublished = (row: string): boolean => row.endsWith(PUBLISHED);

/** A row as tables and figures name it: "DASH", "DASH, scale-matched", "L0, as published". */
export const rowLabel = (row: string): string => rowStyle(row).label;

/** How a row is drawn: as its strategy; as published in that colour, darker; the scale-matched DASH in a colour of its own. */
export function rowStyle(row: string): Pick<Strategy, 'label' | 'colour' | 'shape'> {
  if (isAsPublished(row)) {
    const { label, colour, shape } = rowStyle(row.slice(0, -PUBLISHED.length));
    return { label: `${label}, as published`, colour: darker(colour), shape };
  }
  if (row !== SCALE_MATCHED_ROW) return strategyStyle(row);
  return { label: `${strategyStyle('dash').label}, scale-matched`, colour: '#882255', shape: HEXAGON };
}

/** Vega-Lite's own shapes are taken. */
const HEXAGON = 'M0,-1L.87,-.5L.87,.5L0,1L-.87,.5L-.87,-.5Z';

/** Three fifths of each part of a colour #rrggbb. */
const darker = (colour: string): string =>
  colour.replace(/[\da-f]{2}/gi, (part) =>
    Math.round(0.6 * parseInt(part, 16))
      .toString(16)
      .padStart(2, '0'),
  );
