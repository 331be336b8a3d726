import type { Series } from '../../../lib/studies/study';

/** The cells of a series in the authors' prepared form, the first of them twice where asked for. */
export function batchOf({ times, clean }: Series, repeated = 0): { times: number[]; levels: number[][] } {
  const from = (values: Float64Array): number[] => [...values.slice(0, repeated), ...values];
  const genes = clean.length / times.length;
  const levels = Array.from({ length: genes }, (_, g) =>
    from(clean.subarray(g * times.length, (g + 1) * times.length)),
  );
  return { times: from(times), levels };
}

/** Pads every line to one width, as the published files are. */
export function preparedFile(batches: readonly { times: number[]; levels: number[][] }[]): string {
  const width = Math.max(...batches.map(({ times }) => times.length));
  const lines = batches.flatMap(({ times, levels }) =>
    [...levels, times].map((cells) => cells.join(',') + ','.repeat(width - cells.length)),
  );
  return `${[`529,${batches.length}${','.repeat(width - 2)}`, ...lines].join('\n')}\n`;
}
