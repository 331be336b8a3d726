/** What a row's process prints first, as one line of JSON, whatever language it is written in. */
export interface Opening {
  /** Mean loss over the first epoch's steps, before each step: equal maths, equal number. Null where a row has no such epoch. */
  readonly firstLoss: number | null;
  /** Evaluations of the field in a step's forward solve. */
  readonly evaluations: number | null;
  /** Root mean square of what the solver makes of the first pairs, less their true ends. */
  readonly error: number | null;
  /** What the row wants told: tolerances, versions, or that a part of an epoch was measured and scaled. */
  readonly note: string;
}

/** What it prints after each turn. */
export interface Turn {
  readonly seconds: number;
  /** Processor seconds: divided by the wall-clock ones, the cores that were busy. */
  readonly processorSeconds: number;
  /** In place of the first note, where only the turn can tell. */
  readonly note?: string;
}

/** A row, measured. */
export interface Measurement extends Opening {
  readonly seconds: readonly number[];
  readonly processorSeconds: readonly number[];
}

/** One number that one slow moment of a shared machine does not move. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
