import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKernel } from '../../lib/kernels/create-kernel';
import { solve } from '../../lib/ode/solve';
import { DETEST_A, fieldOf, LINEAR_DECAY, LOGISTIC, OSCILLATOR, type Problem } from './problems';

const float64 = () => createKernel('typed-array-float64');

/** Largest error at the end of one problem. */
function errorAt(problem: Problem, tolerance: number): { error: number; evaluations: number } {
  const { field, at, until } = problem;
  const { end, statistics } = solve(float64(), field, at(0), [until], {
    relativeTolerance: tolerance,
    absoluteTolerance: tolerance,
  });
  const error = Math.max(...at(until).map((value, i) => Math.abs(value - end[i])));
  return { error, evaluations: statistics.evaluations };
}

/** A tolerance that no step misses: every solve is one step, as long as its interval. */
const ONE_STEP = { relativeTolerance: 1e30, absoluteTolerance: 1e30 };

for (const problem of [LINEAR_DECAY, OSCILLATOR, LOGISTIC]) {
  test(`${problem.name}: halving the step divides the error by 2^5`, () => {
    const { field, at } = problem;
    const until = 2;
    const errors = [16, 32, 64].map((steps) => {
      let state: ArrayLike<number> = at(0);
      for (let k = 0; k < steps; k++) {
        const { end, statistics } = solve(float64(), field, state, [until / steps], ONE_STEP);
        assert.equal(statistics.accepted, 1);
        state = end;
      }
      return Math.hypot(...at(until).map((value, i) => value - state[i]));
    });
    for (const k of [0, 1]) {
      const order = Math.log2(errors[k] / errors[k + 1]);
      assert.ok(order > 4.7 && order < 5.3, `order ${order}, errors ${errors.join(' ')}`);
    }
  });

  test(`${problem.name}: the error follows the tolerance, at the price of order 5`, () => {
    const sweep = [1e-4, 1e-6, 1e-8, 1e-10].map((tolerance) => ({
      tolerance,
      ...errorAt(problem, tolerance),
    }));
    for (const { tolerance, error } of sweep) assert.ok(error < 20 * tolerance, `${error} at ${tolerance}`);
    // Error against work: with order 5, the error falls as the fifth power of the evaluations.
    const [first, last] = [sweep[0], sweep[sweep.length - 1]];
    const slope = Math.log(first.error / last.error) / Math.log(last.evaluations / first.evaluations);
    assert.ok(slope > 4 && slope < 7, `the error falls as the evaluations to the ${slope}`);
  });

  test(`${problem.name}: backwards in time leads to the start`, () => {
    const { field, at, until } = problem;
    const tight = { relativeTolerance: 1e-10, absoluteTolerance: 1e-12 };
    const { end } = solve(float64(), field, at(until), [-until], tight);
    at(0).forEach((value, i) => assert.ok(Math.abs(end[i] - value) < 1e-6, `${end[i]}, expected ${value}`));
  });
}

for (const problem of DETEST_A) {
  test(`${problem.name} to its published solution`, () => {
    for (const tolerance of [1e-3, 1e-6, 1e-9]) {
      const { error } = errorAt(problem, tolerance);
      assert.ok(error < 100 * tolerance, `error ${error} at tolerance ${tolerance}`);
    }
  });
}

test('DETEST A5 to its published solution, r = 4 exp(pi/2 - theta) in polar coordinates of (t, y)', () => {
  const field = fieldOf(2, ([y, t]) => [(y - t) / (y + t), 1]);
  // At t = y = 0 the field is 0 / 0: it must not be evaluated where no pair is.
  const { end } = solve(float64(), field, [4, 0], [20], { relativeTolerance: 1e-9, absoluteTolerance: 1e-9 });
  const [y, t] = end;
  assert.ok(Math.abs(t - 20) < 1e-9);
  const radius = 4 * Math.exp(Math.PI / 2 - Math.atan2(y, t));
  assert.ok(Math.abs(Math.hypot(t, y) - radius) < 1e-6);
});

test('an interval of length 0 returns the start exactly, also beside others', () => {
  for (const name of ['webassembly-simd', 'typed-array-float32', 'typed-array-float64'] as const) {
    const field = fieldOf(1, ([y]) => [-3 * y]);
    const start = [0.1, -0.7, 1 / 3].map(name.endsWith('64') ? Number : Math.fround);
    const alone = solve(createKernel(name), field, start, [0, 0, 0]);
    assert.deepEqual([...alone.end], start);
    const mixed = solve(createKernel(name), field, start, [1, 0, -1]);
    assert.equal(mixed.end[1], start[1]);
    assert.ok(Math.abs(mixed.end[0] - start[0] * Math.exp(-3)) < 1e-3);
    assert.ok(Math.abs(mixed.end[2] - start[2] * Math.exp(3)) < 1e-2);
  }
});

test('forward, backward and zero intervals of unequal length solve together', () => {
  const intervals = [3, -2, 0, 0.01, -0.5, 7];
  const { field, at } = OSCILLATOR;
  const start = [0, 1].flatMap((row) => intervals.map(() => at(0)[row]));
  const tight = { relativeTolerance: 1e-9, absoluteTolerance: 1e-9 };
  const { end } = solve(float64(), field, start, intervals, tight);
  intervals.forEach((t, pair) => {
    at(t).forEach((value, row) => {
      assert.ok(Math.abs(end[row * intervals.length + pair] - value) < 1e-6, `t = ${t}`);
    });
  });
});

test('a batch is its pairs alone: exactly where they step alike, within tolerance where they do not', () => {
  const { field } = LOGISTIC;
  const same = solve(float64(), field, [0.2, 0.2, 0.2, 0.2, 0.2], [4, 4, 4, 4, 4]);
  const alone = solve(float64(), field, [0.2], [4]);
  assert.deepEqual([...same.end], new Array(5).fill(alone.end[0]));
  assert.equal(same.statistics.accepted, alone.statistics.accepted);

  const starts = [0.01, 0.3, 0.5, 0.9, 2, 5, 0.7];
  const intervals = [1, 9, 4, -0.3, 2, 3, 0];
  const options = { relativeTolerance: 1e-7, absoluteTolerance: 1e-9 };
  const together = solve(float64(), field, starts, intervals, options);
  starts.forEach((start, pair) => {
    const { end } = solve(float64(), field, [start], [intervals[pair]], options);
    assert.ok(Math.abs(together.end[pair] - end[0]) < 1e-6 * Math.max(1, Math.abs(end[0])), `pair ${pair}`);
  });
});

test('the kernels agree on a solve to the last digits of float32', () => {
  const { field, at } = LOGISTIC;
  const reference = solve(float64(), field, at(0), [5]).end[0];
  for (const name of ['webassembly-simd', 'typed-array-float32'] as const) {
    const { end } = solve(createKernel(name), field, at(0), [5]);
    assert.ok(Math.abs(end[0] - reference) < 1e-5, `${name}: ${end[0]} instead of ${reference}`);
  }
});

test('a first step along the tangent: 7 evaluations of a short interval, the tolerance kept on long ones', () => {
  const { field, at } = LOGISTIC;
  const estimated = solve(float64(), field, at(0), [0.01]);
  const tangent = solve(float64(), field, at(0), [0.01], { firstStep: 'tangent' });
  assert.deepEqual(tangent.statistics, { accepted: 1, rejected: 0, evaluations: 7 });
  assert.ok(estimated.statistics.evaluations > 7, 'nothing to gain here');
  assert.ok(Math.abs(tangent.end[0] - at(0.01)[0]) < 1e-9);
  for (const problem of [...DETEST_A, LINEAR_DECAY, OSCILLATOR]) {
    for (const tolerance of [1e-3, 1e-6, 1e-9]) {
      const { end, statistics } = solve(float64(), problem.field, problem.at(0), [problem.until], {
        relativeTolerance: tolerance,
        absoluteTolerance: tolerance,
        firstStep: 'tangent',
      });
      const { accepted, rejected, evaluations } = statistics;
      assert.equal(evaluations, 1 + 6 * (accepted + rejected));
      const error = Math.max(...problem.at(problem.until).map((value, i) => Math.abs(value - end[i])));
      assert.ok(error < 100 * tolerance, `${problem.name}: error ${error} at tolerance ${tolerance}`);
    }
  }
});

test('sizes that disagree and numbers that are none are refused before the solve', () => {
  const { field } = LINEAR_DECAY;
  assert.throws(
    () => solve(float64(), field, [1, 2, 3], [1, 1]),
    /3 start values do not fill 1 rows of 2 pairs/,
  );
  assert.throws(() => solve(float64(), field, [1, NaN], [1, 1]), /row 0, pair 1 of the solve is NaN/);
  assert.throws(() => solve(float64(), field, [1, 2], [Infinity, 1]), /pair 0 of the solve is Infinity/);
});
