import { readArrays, writeArrays } from '../data/array-file';
import type { RunState } from './training-run';

/** What a checkpoint was made with: it resumes nothing else. */
export interface CheckpointIdentity {
  /** sha256 of the plan and the seed. */
  readonly configuration: string;
  /** The study's hash. */
  readonly study: string;
}

interface Header {
  readonly kind: 'checkpoint';
  readonly identity: CheckpointIdentity;
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
    kind: 'checkpoint',
    identity,
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
    ...(best && { bestParameters: best.parameters, bestMask: best.mask }),
  });
}

/**
 * Reads a checkpoint back.
 * @throws Error when it is damaged, or belongs to another configuration or other data
 */
export function readCheckpoint(
  file: string,
  identity: CheckpointIdentity,
): { state: RunState; seconds: number } {
  const content = readArrays(file);
  const header = content.header as Header;
  if (header.kind !== 'checkpoint') throw new Error(`${file} holds a model, not a checkpoint`);
  const wayOut = 'delete it, or name another file, to start again';
  if (header.identity.configuration !== identity.configuration) {
    throw new Error(`${file} belongs to a run of another configuration: ${wayOut}`);
  }
  if (header.identity.study !== identity.study) {
    throw new Error(`${file} was trained on other data than are there now (their hashes differ): ${wayOut}`);
  }
  const float32 = (name: string): Float32Array => content.arrays[name] as Float32Array;
  const { steps, random, best, plateau, ...rest } = header.state;
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
    mask: content.arrays.mask as Uint8Array,
    scores: { wS: content.arrays.scoresS as Float64Array, wP: content.arrays.scoresP as Float64Array },
    best: best && {
      ...best,
      parameters: float32('bestParameters'),
      mask: content.arrays.bestMask as Uint8Array,
    },
  };
  return { state, seconds: header.seconds };
}
