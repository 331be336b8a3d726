import { unparse } from 'papaparse';
import type { Axis } from 'vega-lite/build/src/axis';
import type { Field } from 'vega-lite/build/src/channeldef';
import type { ExprRef } from 'vega-lite/build/src/expr';
import type { Legend } from 'vega-lite/build/src/legend';
import type { Scale } from 'vega-lite/build/src/scale';
import type { LayerSpec } from 'vega-lite/build/src/spec';
import { QUIET } from './theme';

/** A panel of layers: what `layer`, `concat` and `hconcat` of a figure hold. */
export type Panel = LayerSpec<Field>;
/** One of them. */
export type Layer = Panel['layer'][number];
type Unit = Extract<Layer, { mark: unknown }>;

/** Marks of one kind, drawn from their own data. */
export const layer = (values: readonly object[], mark: Unit['mark'], encoding: Unit['encoding']): Layer => ({
  data: { values: [...values] },
  mark,
  encoding,
});

/** What an axis, a legend or a tooltip may be told of its field. */
interface Details {
  readonly title?: string | string[] | null;
  readonly scale?: Scale | null;
  readonly axis?: Axis | null;
  readonly legend?: Legend<ExprRef> | null;
  readonly sort?: string[];
  readonly format?: string;
  readonly stack?: 'zero' | null;
}

/** A field of numbers on a channel. */
export const quantity = <D extends Details>(field: string, details?: D) => ({
  field,
  type: 'quantitative' as const,
  ...titledSafely(details),
});

export type Quantity = ReturnType<typeof quantity>;

/** A field of names on a channel. */
export const category = <D extends Details>(field: string, details?: D) => ({
  field,
  type: 'nominal' as const,
  ...titledSafely(details),
});

/**
 * The details with “ and ” in place of " in the title: the Vega-Lite of JupyterLab, 5.6, puts titles as they are between quotation marks
 * into the expression of a tooltip, and draws an error instead of the figure.
 */
function titledSafely<D extends Details>(details?: D): D {
  const safe = (text: string): string => text.replace(/"([^"]*)"/g, '“$1”').replaceAll('"', '”');
  const title = details?.title;
  if (!title) return details as D;
  return { ...(details as D), title: typeof title === 'string' ? safe(title) : title.map(safe) };
}

export type Category = ReturnType<typeof category>;

/** Dashed lines across a panel at the heights that `y` encodes, each with its `label` upon it, at one of the edges. */
export const namedHeights = (
  values: readonly object[],
  y: Quantity,
  side: 'left' | 'right' = 'left',
): Layer[] => [
  layer(values, { type: 'rule', strokeDash: [4, 4], color: QUIET }, { y }),
  layer(
    values,
    { type: 'text', align: side, dx: side === 'left' ? 4 : -4, dy: -6, color: QUIET, fontSize: 10 },
    { x: side === 'left' ? { datum: 0 } : { value: 'width' }, y, text: { field: 'label' } },
  ),
];

/**
 * A layer with its rows as csv, a fraction of what they are as objects, whose every field has a line of its own in the file of a
 * notebook.
 */
export function withRowsAsCsv(one: Layer): Layer {
  const rows = one.data && 'values' in one.data ? (one.data.values as Record<string, unknown>[]) : [];
  if (rows.length === 0) return one;
  const types = Object.entries(rows[0]).map(([field, value]) => [field, typeof value]);
  const parse = Object.fromEntries(types) as Record<string, 'number' | 'string'>;
  return { ...one, data: { values: unparse(rows, { newline: '\n' }), format: { type: 'csv', parse } } };
}
