import type { Series } from './study';

/**
 * A series as danfo takes it: `const frame = seriesFrame(study.genes, study.training[0])`, then `new DataFrame(frame.values,
 * frame)` has a row a gene (its index) and a column a time (its title), and `loadStudy` takes it for an expression table.
 * @param genes the names of the n genes.
 * @returns values as recorded, n x T.
 * @throws RangeError where the series is not one of n genes.
 */
export function seriesFrame(
  genes: readonly string[],
  { times, recorded }: Series,
): { columns: string[]; index: string[]; values: number[][] } {
  const width = times.length;
  if (recorded.length !== genes.length * width) {
    throw new RangeError(
      `${recorded.length} values are not those of ${genes.length} genes at ${width} times`,
    );
  }
  const values = genes.map((_, gene) => [...recorded.subarray(gene * width, (gene + 1) * width)]);
  return { columns: Array.from(times, String), index: [...genes], values };
}
