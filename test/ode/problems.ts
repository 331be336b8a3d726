import type { VectorField } from '../../lib/ode/field';

/** A field from a function of one pair's state: dy/dt = f(y). */
export function fieldOf(size: number, f: (y: number[]) => number[]): VectorField {
  return {
    size,
    evaluate(memory, state, derivative, batch) {
      for (let b = 0; b < batch; b++) {
        const y = Array.from({ length: size }, (_, i) => memory[state + i * batch + b]);
        f(y).forEach((value, i) => (memory[derivative + i * batch + b] = value));
      }
    },
  };
}

/** An initial value problem whose solution is known: `at(t)` is the state at time t, `at(0)` the start. */
export interface Problem {
  readonly name: string;
  readonly field: VectorField;
  readonly at: (t: number) => number[];
  readonly until: number;
}

export const LINEAR_DECAY: Problem = {
  name: 'linear decay',
  field: fieldOf(1, ([y]) => [-y]),
  at: (t) => [Math.exp(-t)],
  until: 5,
};

export const OSCILLATOR: Problem = {
  name: 'harmonic oscillator',
  field: fieldOf(2, ([x, p]) => [p, -x]),
  at: (t) => [Math.sin(t), Math.cos(t)],
  until: 5,
};

export const LOGISTIC: Problem = {
  name: 'logistic growth',
  field: fieldOf(1, ([y]) => [y * (1 - y)]),
  at: (t) => [1 / (1 + 9 * Math.exp(-t))],
  until: 5,
};

/**
 * Class A of DETEST (Hull, Enright, Fellen and Sedgwick, SIAM J. Numer. Anal. 9 (1972) 603-637): single equations on
 * [0, 20] with known solutions. A3 depends on time, which enters as a second state. (A5's solution is implicit: it has a
 * test of its own.)
 */
export const DETEST_A: readonly Problem[] = [
  { name: 'DETEST A1', field: fieldOf(1, ([y]) => [-y]), at: (t) => [Math.exp(-t)], until: 20 },
  {
    name: 'DETEST A2',
    field: fieldOf(1, ([y]) => [-(y ** 3) / 2]),
    at: (t) => [1 / Math.sqrt(1 + t)],
    until: 20,
  },
  {
    name: 'DETEST A3',
    field: fieldOf(2, ([y, t]) => [y * Math.cos(t), 1]),
    at: (t) => [Math.exp(Math.sin(t)), t],
    until: 20,
  },
  {
    name: 'DETEST A4',
    field: fieldOf(1, ([y]) => [(y / 4) * (1 - y / 20)]),
    at: (t) => [20 / (1 + 19 * Math.exp(-t / 4))],
    until: 20,
  },
];
