import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKernel } from '../../lib/kernels/create-kernel';
import type { Kernel } from '../../lib/kernels/kernel';
import type { DecayingField } from '../../lib/ode/field';
import { solve, type SolveOptions } from '../../lib/ode/solve';
import { Solver } from '../../lib/ode/solver';

/** dy/dt = decay (joint(y) - y), row by row; forward only. */
function decaying(kernel: Kernel, decay: readonly number[], joint: (y: number[]) => number[]): DecayingField {
  const size = decay.length;
  const offset = kernel.allocateFloats(size);
  kernel.floats.set(decay, offset);
  const evaluate: DecayingField['evaluate'] = (_memory, state, derivative, batch) => {
    const { floats } = kernel;
    for (let b = 0; b < batch; b++) {
      const y = Array.from({ length: size }, (_, i) => floats[state + i * batch + b]);
      joint(y).forEach(
        (value, i) => (floats[derivative + i * batch + b] = Math.max(decay[i], 0) * (value - y[i])),
      );
    }
  };
  const none = (): void => assert.fail('not asked for here');
  return {
    ...{ size, evaluate, decay: offset, decayGradient: kernel.allocateFloats(size) },
    ...{ record: none, pullBack: none, finish: none },
  };
}

interface Problem {
  readonly name: string;
  readonly decay: readonly number[];
  readonly joint: (y: number[]) => number[];
  readonly at: (t: number) => number[];
}

/** Problems with known solutions, written as a decay towards a joint term. */
const PROBLEMS: readonly Problem[] = [
  {
    name: 'harmonic oscillator, decays of 1 and 2.5',
    decay: [1, 2.5],
    joint: ([x, p]) => [x + p, p - x / 2.5],
    at: (t) => [Math.sin(t), Math.cos(t)],
  },
  {
    name: 'logistic growth',
    decay: [1],
    joint: ([y]) => [2 * y - y * y],
    at: (t) => [1 / (1 + 9 * Math.exp(-t))],
  },
  {
    name: 'DETEST A2, a decay of 1/2',
    decay: [0.5],
    joint: ([y]) => [y - y ** 3],
    at: (t) => [1 / Math.sqrt(1 + t)],
  },
  {
    name: 'DETEST A3, its time as a second state that decays by 3',
    decay: [1, 3],
    joint: ([y, t]) => [y + y * Math.cos(t), t + 1 / 3],
    at: (t) => [Math.exp(Math.sin(t)), t],
  },
  {
    name: 'DETEST A4, a decay of 1/4',
    decay: [0.25],
    joint: ([y]) => [2 * y - (y * y) / 20],
    at: (t) => [20 / (1 + 19 * Math.exp(-t / 4))],
  },
];

function end(problem: Problem, from: number, to: number, options: SolveOptions, start = problem.at(from)) {
  const kernel = createKernel('typed-array-float64');
  const field = decaying(kernel, problem.decay, problem.joint);
  return solve(kernel, field, start, [to - from], { scheme: 'krogstad', ...options });
}

const distance = (a: ArrayLike<number>, b: readonly number[]): number =>
  Math.max(...b.map((value, i) => Math.abs(value - a[i])));

/** A tolerance that no step misses: every solve is one step, as long as its interval. */
const ONE_STEP = { relativeTolerance: 1e30, absoluteTolerance: 1e30 };

for (const problem of PROBLEMS) {
  test(`${problem.name}: halving the step divides the error by 2^4`, () => {
    const errors = [16, 32, 64].map((steps) => {
      let state: ArrayLike<number> = problem.at(0);
      for (let k = 0; k < steps; k++) {
        const solved = end(problem, (2 * k) / steps, (2 * (k + 1)) / steps, ONE_STEP, [...Array.from(state)]);
        assert.deepEqual(solved.statistics, { accepted: 1, rejected: 0, evaluations: 5 });
        state = solved.end;
      }
      return distance(state, problem.at(2));
    });
    for (const k of [0, 1]) {
      const order = Math.log2(errors[k] / errors[k + 1]);
      assert.ok(order > 3.6 && order < 5, `order ${order}, errors ${errors.join(' ')}`);
    }
  });

  test(`${problem.name}: the estimate falls as h^4, and the step control holds the tolerance, back in time too`, () => {
    // A step is accepted at a tolerance of its own estimate: the smallest such tolerance is the estimate.
    const estimate = (h: number): number => {
      let [low, high] = [-16, 2];
      for (let halving = 0; halving < 40; halving++) {
        const middle = (low + high) / 2;
        const { statistics } = end(problem, 0, h, {
          relativeTolerance: 0,
          absoluteTolerance: 10 ** middle,
        });
        if (statistics.accepted === 1 && statistics.rejected === 0) high = middle;
        else low = middle;
      }
      return 10 ** high;
    };
    const order = Math.log2(estimate(0.05) / estimate(0.025));
    assert.ok(order > 3.5 && order < 5, `the estimate falls as h^${order}`);
    for (const tolerance of [1e-3, 1e-6, 1e-9]) {
      const options = { relativeTolerance: tolerance, absoluteTolerance: tolerance, maxSteps: 100_000 };
      const error = distance(end(problem, 0, 10, options).end, problem.at(10));
      assert.ok(error < 100 * tolerance, `error ${error} at ${tolerance}`);
      const back = distance(end(problem, 2, 0, options).end, problem.at(0));
      assert.ok(back < 100 * tolerance, `error ${back} back in time at ${tolerance}`);
    }
  });
}

test('a pure decay is exact in one step, however stiff, and a constant joint term is reached', () => {
  for (const rate of [1e-6, 0.3, 5, 1e4]) {
    const problem: Problem = {
      ...{ name: '', decay: [rate, 0, -1], joint: () => [0.25, 7, 7] },
      at: (t) => [0.25 + 0.5 * Math.exp(-rate * t), 1, -2],
    };
    const { end: reached, statistics } = end(problem, 0, 3, {
      relativeTolerance: 1e-10,
      absoluteTolerance: 1e-12,
    });
    assert.ok(distance(reached, problem.at(3)) < 1e-13, `rate ${rate}`);
    assert.deepEqual(statistics, { accepted: 1, rejected: 0, evaluations: 5 });
  }
});

test('a stiff gene costs no steps: with a decay of 1e4 beside one of 1 the others step as without it', () => {
  const joint = ([x, y]: number[]): number[] => [Math.sin(2 * y), 0.6 * x + 0.2];
  const options = { relativeTolerance: 1e-4, absoluteTolerance: 1e-6 };
  const solved = (stiff: number, scheme: 'krogstad' | 'dormand-prince') => {
    const kernel = createKernel('typed-array-float64');
    return solve(kernel, decaying(kernel, [1, stiff], joint), [0.3, 0.9], [4], {
      ...options,
      scheme,
      maxSteps: 1e6,
    });
  };
  const exact = [1e-10, 1e-12];
  const kernel = createKernel('typed-array-float64');
  const reference = solve(kernel, decaying(kernel, [1, 1e4], joint), [0.3, 0.9], [4], {
    relativeTolerance: exact[0],
    absoluteTolerance: exact[1],
    maxSteps: 1e6,
  }).end;
  const [mild, stiff, explicit] = [
    solved(3, 'krogstad'),
    solved(1e4, 'krogstad'),
    solved(1e4, 'dormand-prince'),
  ];
  assert.ok(distance(stiff.end, [...reference]) < 1e-3);
  assert.ok(
    stiff.statistics.evaluations <= 6 * mild.statistics.evaluations,
    `${stiff.statistics.evaluations}`,
  );
  assert.ok(explicit.statistics.evaluations > (1000 * stiff.statistics.evaluations) / 10);
});

test('intervals of either sign and of length 0 advance together, and a batch is its pairs alone', () => {
  const kernel = createKernel('typed-array-float64');
  const [{ decay, joint, at }] = PROBLEMS;
  const field = decaying(kernel, decay, joint);
  const intervals = [3, -2, 0, 0.01, -0.5, 7];
  const start = [0, 1].flatMap((row) => intervals.map(() => at(0)[row]));
  const options = {
    scheme: 'krogstad',
    relativeTolerance: 1e-9,
    absoluteTolerance: 1e-9,
    maxSteps: 1e5,
  } as const;
  const together = solve(kernel, field, start, intervals, options).end;
  intervals.forEach((t, pair) => {
    const alone = solve(kernel, field, at(0), [t], options).end;
    at(t).forEach((value, row) => {
      assert.ok(Math.abs(together[row * intervals.length + pair] - value) < 1e-6, `t = ${t}`);
      assert.ok(Math.abs(alone[row] - value) < 1e-6, `t = ${t}, alone`);
    });
  });
  assert.equal(together[2], at(0)[0], 'an interval of 0 stands still exactly');
});

test('a field without a decay is refused', () => {
  const kernel = createKernel('typed-array-float64');
  const field = { size: 1, evaluate: () => undefined };
  assert.throws(() => solve(kernel, field, [1], [1], { scheme: 'krogstad' }), /no decay/);
});

test('decays and intervals that change between two solves of one solver count', () => {
  const kernel = createKernel('typed-array-float64');
  const decays = [1];
  const field = decaying(kernel, decays, () => [0]);
  const solver = new Solver(kernel, field, 4, { scheme: 'krogstad' });
  for (const [decay, interval] of [
    [1, 1],
    [3, 1],
    [3, 0.25],
  ]) {
    kernel.floats[field.decay] = decays[0] = decay;
    kernel.floats.fill(2, solver.start, solver.start + 4);
    kernel.floats.fill(interval, solver.intervals, solver.intervals + 4);
    assert.equal(solver.solve().accepted, 1);
    const expected = 2 * Math.exp(-decay * interval);
    assert.ok(Math.abs(kernel.floats[solver.end] / expected - 1) < 1e-12, `${decay} over ${interval}`);
  }
});
