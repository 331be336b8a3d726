import type { SparseMatrix } from '../math/sparse-matrix';

/** One trajectory: the expression of every gene at each recorded time (or pseudotime). */
export interface Series {
  /** T recorded times, strictly ascending. */
  readonly times: Float64Array;
  /** What the model sees: genes x T, row-major (one row a gene), measurement noise included. */
  readonly recorded: Float64Array;
  /** The same without the added noise; the same array where no noise was added. */
  readonly clean: Float64Array;
}

/** Everything an experiment needs: series split three ways, and what is known of the network. */
export interface Study {
  readonly name: string;
  /** Where it came from, in words a reader can use ("published network and test set", "generated network, seed 1"). */
  readonly source: string;
  readonly genes: readonly string[];
  readonly training: readonly Series[];
  readonly validation: readonly Series[];
  readonly test: readonly Series[];
  /**
   * Simulated data whose test set was published: further trajectories that start as the training ones do, which tells
   * generalisation from the published set's own starts. Absent where `test` is that already.
   */
  readonly heldOut?: readonly Series[];
  /** Prior A: row = regulator, column = target, n x n; signed for simulated data, non-negative where signs are not known. */
  readonly prior: SparseMatrix;
  /** Co-regulation (or protein interaction) C >= 0, symmetric n x n, entries summing to 1. */
  readonly coregulation: SparseMatrix;
  /** The true signed network (simulated data), a measured reference with entries 1 (ChIP-seq), or null without either. */
  readonly truth: SparseMatrix | null;
  /** The regulators (rows) whose targets `truth` was measured for, ascending; absent where it knows all rows. */
  readonly assayed?: readonly number[];
  /** The genes known to be transcription factors, ascending; absent where nothing says which genes are. */
  readonly regulators?: readonly number[];
  /** What is substituted or missing, one sentence each, to be shown under every table of this study. */
  readonly remarks?: readonly string[];
  /** sha256 over names, times, values, networks and regulators: what a checkpoint was trained on. */
  readonly hash: string;
}
