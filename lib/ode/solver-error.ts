/** The solve could not go on: where it stopped and what to try is in the message. */
export class SolverError extends Error {
  override readonly name = 'SolverError';
  constructor(
    message: string,
    /** The column (pair) of the batch that stopped it. */
    readonly pair: number,
    /** The row (gene) with the largest derivative there. */
    readonly row: number,
    /** How far it came, in the rescaled time s of [0, 1]. */
    readonly position: number,
  ) {
    super(message);
  }
}
