import type { SchemeName } from '../lib/ode/solver';

/** A scheme and how exactly it solves. */
export interface Solving {
  readonly scheme: SchemeName;
  readonly relative: number;
  readonly absolute: number;
}

/** How the kernel solves in the first row of every group, whose error every other row has to reach. One line to change. */
export const OURS: Solving = { scheme: 'krogstad', relative: 1e-3, absolute: 1e-5 };

/** The paper's solver at the tolerances that the published results were trained with. */
export const PAPER: Solving = { scheme: 'dormand-prince', relative: 1e-3, absolute: 1e-5 };

/** Tolerances that are tried for an error, from loose to tight; the absolute one is a hundredth of each. */
export const RELATIVE_TOLERANCES: readonly number[] = Array.from({ length: 22 }, (_, k) => 0.1 * 2 ** -k);

export const solvingAt = (scheme: SchemeName, relative: number): Solving => ({
  scheme,
  relative,
  absolute: relative / 100,
});

export const textOf = ({ scheme, relative }: Solving): string => `${scheme} at ${relative.toExponential(1)}`;
