/** Where and how a solve stopped. */
export interface SolverStop {
  /** The column (pair) that stopped it. */
  readonly pair: number;
  /** Of that column the row (gene) with the largest error of the last trial step, in units of what is allowed. */
  readonly row: number;
  /** Rows of the state. */
  readonly rows: number;
  /** How far it came, in the rescaled time s of [0, 1]. */
  readonly position: number;
  /** "1000 steps", "a vanishing step". */
  readonly reason: string;
  /** The length of the last trial step, in s. */
  readonly step: number;
  /** Where the row was, and how fast it moved, per interval. */
  readonly value: number;
  readonly speed: number;
}

/** How a place is called where somebody knows more than its row and column. */
export interface StopNames {
  readonly row?: string;
  readonly pair?: string;
}

/** The solve could not go on: where it stopped is in the message. What to do about it is for those who know what was solved. */
export class SolverError extends Error {
  override readonly name = 'SolverError';
  readonly pair: number;
  readonly row: number;
  readonly position: number;

  constructor(
    readonly stop: SolverStop,
    names: StopNames = {},
  ) {
    const { pair, row, rows, position, reason, step, value, speed } = stop;
    super(
      `the ODE solve stopped at ${(100 * position).toFixed(2)} % of its interval after ${reason} (last step ${step.toExponential(1)}): ` +
        `${names.row ?? `row ${row} of ${rows}`}, ${names.pair ?? `pair ${pair}`}, is at ${value.toPrecision(4)} and changes by ` +
        `${speed.toPrecision(4)} an interval. The field explodes or is too stiff there.`,
    );
    this.pair = pair;
    this.row = row;
    this.position = position;
  }
}

/** What `solve` returns; columns of a `SolverError` become the pairs that they are for the caller. */
export function numberingPairs<T>(pairOf: (column: number) => number, solve: () => T): T {
  return renaming(solve, ({ stop }) => new SolverError({ ...stop, pair: pairOf(stop.pair) }));
}

/** What `solve` returns; a `SolverError` names its place as `namesOf` does. */
export function naming<T>(namesOf: (stop: SolverStop) => StopNames, solve: () => T): T {
  return renaming(solve, ({ stop }) => new SolverError(stop, namesOf(stop)));
}

function renaming<T>(solve: () => T, renamed: (error: SolverError) => SolverError): T {
  try {
    return solve();
  } catch (error) {
    throw error instanceof SolverError ? renamed(error) : error;
  }
}
