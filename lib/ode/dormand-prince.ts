/**
 * The Dormand-Prince pair of order 5(4): J. R. Dormand and P. J. Prince, "A family of embedded Runge-Kutta formulae",
 * J. Comp. Appl. Math. 6 (1980) 19-26, Table 2. Seven stages; the last one is the first of the next step (FSAL).
 */

/** Stages that enter the step's result. */
export const STAGES = 6;

/** Row i holds a_{i+1, 1..i}: how stage i + 1 starts from the earlier ones. */
export const A: readonly (readonly number[])[] = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
];

/** The fifth-order weights; also the position of the seventh stage. */
export const B: readonly number[] = [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84];

/** Fifth-order minus fourth-order weights, over all seven stages: the error estimate. */
export const E: readonly number[] = [
  71 / 57600,
  0,
  -71 / 16695,
  71 / 1920,
  -17253 / 339200,
  22 / 525,
  -1 / 40,
];

/** The order that controls the step: the error estimate behaves as h^5. */
export const ERROR_ORDER = 5;
