import type { SparseMatrix } from '../../lib/math/sparse-matrix';
import type { Experiment } from '../../lib/experiments/experiment';
import type { Study } from '../../lib/studies/study';

/** A study of known network with one prior. */
export interface Case {
  /** What the prior is, in the table. */
  readonly prior: string;
  /** The share of its edges that were moved; null for a prior that was not made from the truth. */
  readonly moved: number | null;
  readonly study: Study;
  /** DASH on it, as it comes. */
  readonly experiment: Experiment;
  /** n x n, row = regulator. */
  readonly truth: SparseMatrix;
  /** The regulators whose targets the truth knows; absent: all. */
  readonly assayed?: readonly number[];
  /** A file as of `writeSeries` with each cell by itself, where the study's series are means of cells. */
  readonly cells?: string;
}

export interface BenchmarkOptions {
  /** Draws what is drawn, and is the models' seed. */
  readonly seed: number;
  /** Holds the public files that `npm run data` does not fetch; null where no folder was named. */
  readonly folder: string | null;
  /** Takes what is written on the way. */
  readonly scratch: string;
}

/** A study and the priors that it is tried with: the data of its cases are the same. */
export interface Benchmark {
  readonly name: string;
  /** @throws NotAtHand where its files are missing */
  readonly cases: (options: BenchmarkOptions) => Promise<readonly Case[]>;
}

/** A study is left out: its files are not here. The message says which, and where they are from. */
export class NotAtHand extends Error {
  override readonly name = 'NotAtHand';
}

/** "40 % moved". */
export const movedText = (share: number): string => `${Math.round(100 * share)} % moved`;
