import { basename } from 'node:path';
import { asRecorded, type Trajectory } from '../measured';
import type { Series } from '../study';
import { TEST_BATCHES, type Batch } from './bone-marrow-batches';
import type { MarrowBatch } from './marrow-batch';
import { readTrajectories } from './trajectory-file';

/** How far the batches that both prepare may differ: the authors' files have 15 digits. */
const SLACK = 1e-9;

/**
 * A test batch out of the authors' prepared file, which has S2D1, S2D4 and S3D6 in this order: the way to one whose cells are in
 * no other public file. The batches that were prepared here as well must be the same there.
 * @param prepared the test batches that are known from their cells.
 * @throws Error naming the file, for another number of batches, or one that is another than the cells say.
 */
export async function readPreparedBatch(
  path: string,
  batch: Batch,
  prepared: ReadonlyMap<Batch, Series>,
  genes: readonly string[],
): Promise<MarrowBatch> {
  const file = basename(path);
  const read = (await readTrajectories(path, genes, 'equal times too')).map(withoutTies);
  if (read.length !== TEST_BATCHES.length) {
    throw new Error(`${file} holds ${read.length} batches, and ${TEST_BATCHES.join(', ')} test`);
  }
  TEST_BATCHES.forEach((name, k) => {
    const ours = prepared.get(name);
    if (ours !== undefined && !same(ours, read[k].series)) {
      throw new Error(
        `${file}: its batch ${k + 1} is not ${name} as prepared from its cells; which batch is ${batch} cannot be told`,
      );
    }
  });
  return read[TEST_BATCHES.findIndex((name) => name === batch)];
}

/** Of cells with one pseudotime the first is kept, as where the cells are prepared here. */
function withoutTies({ times, levels }: Trajectory): MarrowBatch {
  const width = times.length;
  const keeps = (t: number): boolean => t === 0 || times[t] > times[t - 1];
  const series = asRecorded({
    times: times.filter((_, t) => keeps(t)),
    levels: levels.filter((_, k) => keeps(k % width)),
  });
  return { series, tied: width - series.times.length };
}

function same(one: Series, other: Series): boolean {
  const close = (a: Float64Array, b: Float64Array): boolean =>
    a.length === b.length && a.every((value, k) => Math.abs(value - b[k]) < SLACK);
  return close(one.times, other.times) && close(one.recorded, other.recorded);
}
