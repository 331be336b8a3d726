import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKernel } from '../../lib/kernels/create-kernel';
import type { Kernel } from '../../lib/kernels/kernel';
import type { VectorField } from '../../lib/ode/field';
import { solve, type SolveOptions } from '../../lib/ode/solve';
import { SolverError } from '../../lib/ode/solver-error';
import { fieldOf } from './problems';

const KERNELS: Kernel['name'][] = ['webassembly-simd', 'typed-array-float32', 'typed-array-float64'];

/** Counts the evaluations and gives up beyond any reason, so that an endless loop is a failure and not a hang. */
function counted(field: VectorField): { field: VectorField; count: () => number } {
  let count = 0;
  return {
    field: {
      size: field.size,
      evaluate: (...args) => {
        assert.ok(++count < 100_000, 'the solve does not end');
        field.evaluate(...args);
      },
    },
    count: () => count,
  };
}

function failureOf(
  kernel: Kernel,
  field: VectorField,
  start: number[],
  intervals: number[],
  options: SolveOptions = {},
): SolverError {
  let failure: unknown = null;
  try {
    const { end } = solve(kernel, counted(field).field, start, intervals, options);
    assert.fail(`the solve went through to ${[...end].join(', ')}`);
  } catch (error) {
    failure = error;
  }
  assert.ok(failure instanceof SolverError, String(failure));
  return failure;
}

/** How the solve of such a field stops, from (0, 1) over an interval of 1. */
function stopOf(kernel: Kernel, field: VectorField, options: SolveOptions): SolverError {
  try {
    solve(kernel, field, [0, 1], [1], options);
  } catch (error) {
    if (error instanceof SolverError) return error;
    throw error;
  }
  return assert.fail('the solve went through');
}

/** Row 0 is tame; row 1 is y^2, with a pole at t = 1 / y(0). */
const POLE = fieldOf(2, ([x, y]) => [-x, y * y]);

for (const name of KERNELS) {
  for (const exploding of [0, 1, 2, 3]) {
    test(`${name}: a pole ends the solve and names row, pair (${exploding}) and place`, () => {
      const starts = [0.1, 0.1, 0.1, 0.1];
      starts[exploding] = 1; // pole at t = 1, the middle of the interval
      const failure = failureOf(createKernel(name), POLE, [1, 1, 1, 1, ...starts], [2, 2, 2, 2]);
      assert.equal(failure.pair, exploding);
      assert.equal(failure.row, 1);
      assert.ok(Math.abs(failure.position - 0.5) < 0.01, `position ${failure.position}`);
      assert.match(failure.message, new RegExp(`row 1 of 2, pair ${exploding}, is at`));
      assert.match(failure.message, /explodes or is too stiff there/);
    });

    test(`${name}: growth beyond all numbers in pair ${exploding} is an error, not an endless loop or a NaN`, () => {
      // exp(1e12) overflows every float: steps are short from the start.
      const rates = [0, 0, 0, 0];
      rates[exploding] = 1e12;
      const field = fieldOf(2, ([y, rate]) => [rate * y, 0]);
      const failure = failureOf(createKernel(name), field, [1, 1, 1, 1, ...rates], [1, 1, 1, 1]);
      assert.equal(failure.pair, exploding);
      assert.equal(failure.row, 0);
      assert.ok(failure.position >= 0 && failure.position < 0.01);
    });

    test(`${name}: a field that turns to NaN in pair ${exploding} is an error`, () => {
      // sqrt(1 - y) with dy/dt = 2 - sqrt(..): y passes 1 half-way, where the root ends.
      const starts = [-9, -9, -9, -9];
      starts[exploding] = 0;
      const field = fieldOf(1, ([y]) => [2 + 0 * Math.sqrt(1 - y)]);
      const failure = failureOf(createKernel(name), field, starts, [1, 1, 1, 1]);
      assert.equal(failure.pair, exploding);
      assert.equal(failure.row, 0);
      assert.ok(failure.position <= 0.5 && failure.position > 0.49, `position ${failure.position}`);
    });
  }

  test(`${name}: a field that is nowhere a number is an error`, () => {
    const failure = failureOf(
      createKernel(name),
      fieldOf(1, () => [NaN]),
      [1, 2, 3],
      [1, 1, 1],
    );
    assert.equal(failure.position, 0);
  });

  test(`${name}: no more steps than allowed`, () => {
    const stiff = counted(fieldOf(1, ([y]) => [-1e4 * y]));
    let failure: unknown = null;
    try {
      solve(createKernel(name), stiff.field, [1], [1], { maxSteps: 20 });
    } catch (error) {
      failure = error;
    }
    assert.ok(failure instanceof SolverError);
    assert.match(failure.message, /after 20 steps/);
    // Two evaluations choose the first step, six follow a step.
    assert.equal(stiff.count(), 2 + 20 * 6);
    assert.ok(failure.position > 0 && failure.position < 1);
  });
}

for (const scheme of ['dormand-prince', 'krogstad'] as const) {
  test(`${scheme}: the row named is the one that holds the step, not the one that moves fastest`, () => {
    // Row 0 is fast on a straight line, which has no error; row 1 rests, or nearly, where its slope is -1200: it is stiff.
    const kernel = createKernel();
    const decay = kernel.allocateFloats(2);
    const stiff = fieldOf(2, ([, y]) => [50, 40 * Math.sin(30 * y)]);
    const failure = stopOf(kernel, { ...stiff, decay } as VectorField, { scheme, maxSteps: 15 });
    assert.equal(failure.row, 1);
  });
}

test('the next solve of the same kernel knows nothing of a failed one', () => {
  const kernel = createKernel();
  failureOf(kernel, POLE, [1, 1], [2]);
  const { end } = solve(kernel, POLE, [1, 0], [2]);
  assert.ok(Math.abs(end[0] - Math.exp(-2)) < 1e-3);
  assert.equal(end[1], 0);
});
