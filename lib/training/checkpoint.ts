import { writeArrays } from '../files/array-file';
import { headerOf, readOwn, type CheckpointHeader, type CheckpointIdentity } from './checkpoint-identity';
import { Model, type ModelParts } from '../phoenix/model';
import { OTHER_USES } from '../phoenix/parametrisation';
import { maskOf } from '../pruning/prune';
import type { RunState } from './training-run';

/** Before the use in the name of an array: the best model as it is read for that use. */
const READING = 'best as ';

interface Header extends CheckpointHeader {
  readonly kind: 'checkpoint';
  readonly seconds: number;
  readonly state: Omit<RunState, 'optimiser' | 'mask' | 'scores' | 'best'> & {
    readonly steps: number;
    readonly random?: readonly number[];
    readonly best: { readonly epoch: number; readonly validationLoss: number } | null;
  };
}

/** Writes all that the next epoch depends on: weights, masks, scores, Adam, schedule, random state, and whose they are. */
export function writeCheckpoint(
  file: string,
  state: RunState,
  identity: CheckpointIdentity,
  seconds: number,
): void {
  const { optimiser, mask, scores, best, ...rest } = state;
  const header: Header = {
    ...headerOf('checkpoint', identity),
    seconds,
    state: {
      ...rest,
      steps: optimiser.steps,
      ...(optimiser.random && { random: optimiser.random }),
      best: best && { epoch: best.epoch, validationLoss: best.validationLoss },
    },
  };
  writeArrays(file, header, {
    parameters: optimiser.parameters,
    first: optimiser.first,
    second: optimiser.second,
    mask,
    scoresS: scores.wS,
    scoresP: scores.wP,
    ...(best && { bestParameters: best.model.parameters, bestMask: maskOf(best.model) }),
    ...Object.fromEntries(
      Object.entries(best?.model.readings ?? {}).map(([use, flat]) => [READING + use, flat]),
    ),
  });
}

/** The epoch that the checkpoint of a run has come to, or null where the file is no checkpoint of this run. */
export function checkpointEpoch(file: string, identity: CheckpointIdentity): number | null {
  try {
    return readOwn<Header>(file, 'checkpoint', identity).header.state.epoch;
  } catch {
    return null;
  }
}

/**
 * Reads a checkpoint back.
 * @param of the size of the run's models and the names of their genes
 * @throws Error when it is damaged, or belongs to another configuration, other data or another version
 */
export function readCheckpoint(
  file: string,
  identity: CheckpointIdentity,
  { shape, genes }: Pick<ModelParts, 'shape' | 'genes'>,
): { state: RunState; seconds: number } {
  const { header, arrays } = readOwn<Header>(file, 'checkpoint', identity);
  const float32 = (name: string): Float32Array => arrays[name] as Float32Array;
  const { steps, random, best, plateau, ...rest } = header.state;
  const others = OTHER_USES.filter((use) => READING + use in arrays);
  const state: RunState = {
    ...rest,
    // JSON has no infinity: a fresh plateau comes back as null.
    plateau: { ...plateau, best: (plateau.best as number | null) ?? Infinity },
    optimiser: {
      parameters: float32('parameters'),
      first: float32('first'),
      second: float32('second'),
      steps,
      ...(random && { random }),
    },
    mask: arrays.mask as Uint8Array,
    scores: { wS: arrays.scoresS as Float64Array, wP: arrays.scoresP as Float64Array },
    best: best && {
      ...best,
      model: new Model({
        shape,
        genes,
        parameters: float32('bestParameters'),
        mask: arrays.bestMask as Uint8Array,
        ...(others.length > 0 && {
          readings: Object.fromEntries(others.map((use) => [use, float32(READING + use)])),
        }),
      }),
    },
  };
  return { state, seconds: header.seconds };
}
