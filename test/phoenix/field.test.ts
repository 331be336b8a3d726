import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-node';
import { createKernel } from '../../lib/kernels/create-kernel';
import { paddedBatch, type Kernel } from '../../lib/kernels/kernel';
import { loadColumns, readColumns } from '../../lib/ode/solve';
import { Solver } from '../../lib/ode/solver';
import { PhoenixField } from '../../lib/phoenix/field';
import { layoutOf, type PhoenixShape } from '../../lib/phoenix/parameters';
import { phoenixField } from '../../lib/phoenix/tensor-field';
import { assertClose, assertWithin, randomArray } from '../helpers';
import { fillMemory, masked, randomMask, randomModel } from './models';

const KERNELS: Kernel['name'][] = ['webassembly-simd', 'typed-array-float32', 'typed-array-float64'];
const SCHEMES = ['dormand-prince', 'krogstad'] as const;
const SHAPES: PhoenixShape[] = [
  { genes: 5, hidden: 2 },
  { genes: 37, hidden: 9 },
  { genes: 350, hidden: 40 },
];

/** A field with these parameters (and mask) on a fresh kernel. */
function fieldWith(name: Kernel['name'], shape: PhoenixShape, flat: Float32Array, mask: Uint8Array | null) {
  const field = new PhoenixField(createKernel(name), shape);
  field.packing.setMask(mask);
  field.packing.pack(flat, field.parameters);
  return field;
}

/** dg/dt at n x pairs states. */
function derivativeOf(field: PhoenixField, g: Float64Array, pairs: number): ArrayLike<number> {
  const { kernel, size } = field;
  const batch = paddedBatch(pairs);
  const [state, derivative] = [kernel.allocateFloats(size * batch), kernel.allocateFloats(size * batch)];
  loadColumns(kernel, state, g, size, pairs, batch);
  field.evaluate(kernel.floats, state, derivative, batch);
  return readColumns(kernel, derivative, size, pairs, batch);
}

/** <bar, f(g)> pulled back to the parameters (flat) and the state (n x pairs). */
function pulledBack(field: PhoenixField, g: Float64Array, bar: Float64Array, pairs: number) {
  const { kernel, size } = field;
  const batch = paddedBatch(pairs);
  const [state, derivative, adjoint, barred] = [0, 1, 2, 3].map(() => kernel.allocateFloats(size * batch));
  loadColumns(kernel, state, g, size, pairs, batch);
  loadColumns(kernel, barred, bar, size, pairs, batch);
  field.zeroGradient();
  field.record(state, derivative, batch, 0);
  field.pullBack(barred, adjoint, batch, 0);
  field.finish(batch, 1);
  return {
    parameters: field.packing.unpack(field.gradient),
    state: readColumns(kernel, adjoint, size, pairs, batch),
  };
}

for (const name of KERNELS) {
  for (const shape of SHAPES) {
    const { genes, hidden } = shape;
    const flat = randomModel(shape, genes);
    const mask = randomMask(shape, 0.2, genes);

    test(`${name}: the field of ${genes} genes, ${hidden} hidden is the one in plain tfjs, dense and masked`, () => {
      for (const pairs of [1, 4, 7, 16, 20]) {
        const g = randomArray(pairs, genes * pairs, -0.5, 1.5);
        const g2d = tf.tensor2d(Float32Array.from(g), [genes, pairs]);
        for (const kept of [null, mask]) {
          const used = kept === null ? flat : masked(flat, kept);
          const expected = phoenixField(tf.tensor1d(used), shape, g2d).dataSync();
          assertClose(derivativeOf(fieldWith(name, shape, flat, kept), g, pairs), expected, 2e-6);
        }
      }
    });

    test(`${name}: its vector-Jacobian product is tfjs's, for ${genes} genes, ${hidden} hidden`, () => {
      const pairs = 6;
      const g = randomArray(1, genes * pairs, -0.5, 1.5);
      const bar = randomArray(2, genes * pairs);
      const [g2d, bar2d] = [g, bar].map((values) => tf.tensor2d(Float32Array.from(values), [genes, pairs]));
      for (const kept of [null, mask]) {
        const used = tf.tensor1d(kept === null ? flat : masked(flat, kept));
        const gradient = tf.grads((p, x) =>
          phoenixField(p as tf.Tensor1D, shape, x as tf.Tensor2D)
            .mul(bar2d)
            .sum(),
        );
        const [parameters, state] = gradient([used, g2d]);
        const actual = pulledBack(fieldWith(name, shape, flat, kept), g, bar, pairs);
        const expected = kept === null ? parameters : parameters.mul(tf.tensor1d(Float32Array.from(kept)));
        assertClose(actual.parameters, expected.dataSync(), 5e-6, 'gradient of the parameters');
        assertClose(actual.state, state.dataSync(), 5e-6, 'gradient of the state');
        if (kept !== null) {
          const pruned = actual.parameters.filter((_, k) => kept[k] === 0);
          assertWithin(pruned, new Float32Array(pruned.length), () => 0, 'gradient of pruned weights');
        }
      }
    });
  }

  for (const scheme of SCHEMES)
    test(`${name}, ${scheme}: a memory that grows in the middle of a solve or its adjoint changes nothing`, () => {
      const shape = SHAPES[1];
      const flat = randomModel(shape, 3);
      const run = (grow: boolean): number[] => {
        const field = fieldWith(name, shape, flat, null);
        const { kernel } = field;
        const solver = new Solver(kernel, field, 4, { scheme });
        const start = randomArray(1, shape.genes * 4, 0, 1);
        loadColumns(kernel, solver.start, start, shape.genes, 4, 4);
        loadColumns(kernel, solver.intervals, [1, 2, 3, 4], 1, 4, 4);
        if (grow) fillMemory(kernel);
        solver.solveRecorded();
        loadColumns(kernel, solver.adjoint, start, shape.genes, 4, 4);
        field.zeroGradient();
        if (grow) fillMemory(kernel);
        solver.pullBack();
        const end = readColumns(kernel, solver.end, shape.genes, 4, 4);
        return [
          ...end,
          ...readColumns(kernel, solver.adjoint, shape.genes, 4, 4),
          ...field.packing.unpack(field.gradient),
        ];
      };
      assertWithin(run(true), run(false), () => 0);
    });
}

for (const scheme of SCHEMES)
  test(`${scheme}, the whole solve: its adjoint is the gradient by central differences in float64`, () => {
    const shape = { genes: 5, hidden: 2 };
    const pairs = 3;
    const flat = Float64Array.from(randomModel(shape, 8));
    const mask = randomMask(shape, 0.6, 8);
    const start = randomArray(9, shape.genes * pairs, 0, 1);
    const weights = randomArray(10, shape.genes * pairs);
    for (const kept of [null, mask]) {
      const field = new PhoenixField(createKernel('typed-array-float64'), shape);
      const { kernel } = field;
      field.packing.setMask(kept);
      // One step of any length, or so tight that it does not matter that the control of the step size is not differentiated.
      const tolerances =
        scheme === 'krogstad'
          ? { relative: 1e30, absolute: 1e30 }
          : { relative: 1e-12, absolute: 1e-12, maxSteps: 10_000 };
      const solver = new Solver(kernel, field, 4, { ...tolerances, scheme });
      /** L = <weights, end>. */
      const loss = (parameters: Float64Array, from: Float64Array): number => {
        field.packing.pack(parameters, field.parameters);
        loadColumns(kernel, solver.start, from, shape.genes, pairs, 4);
        loadColumns(kernel, solver.intervals, [2, 0.7, -0.5], 1, pairs, 4);
        solver.solveRecorded();
        const end = readColumns(kernel, solver.end, shape.genes, pairs, 4);
        return weights.reduce((sum, weight, k) => sum + weight * end[k], 0);
      };
      const differences = (at: Float64Array, value: (moved: Float64Array) => number): Float64Array =>
        at.map((_, k) => {
          const [up, down] = [at.slice(), at.slice()];
          up[k] += 1e-5;
          down[k] -= 1e-5;
          return (value(up) - value(down)) / 2e-5;
        });
      const byParameters = differences(flat, (moved) => loss(moved, start));
      const byStart = differences(start, (moved) => loss(flat, moved));

      loss(flat, start);
      loadColumns(kernel, solver.adjoint, weights, shape.genes, pairs, 4);
      field.zeroGradient();
      solver.pullBack();
      // unpack gives float32: 6e-8 relative.
      assertClose(field.packing.unpack(field.gradient), byParameters, 2e-7, 'parameters');
      assertClose(readColumns(kernel, solver.adjoint, shape.genes, pairs, 4), byStart, 1e-7, 'start');
    }
  });

test('krogstad: over many steps its gradient is that of Dormand-Prince, the decay of a stiff gene included', () => {
  const shape = { genes: 7, hidden: 3 };
  const flat = randomModel(shape, 8);
  flat[layoutOf(shape).v.offset + 2] = 24;
  const start = randomArray(9, shape.genes * 4, 0, 1);
  const [explicit, exponential] = SCHEMES.map((scheme) => {
    const field = fieldWith('typed-array-float64', shape, flat, null);
    const { kernel } = field;
    const tight = { relative: 1e-9, absolute: 1e-9, maxSteps: 100_000 };
    const solver = new Solver(kernel, field, 4, { ...tight, scheme });
    loadColumns(kernel, solver.start, start, shape.genes, 4, 4);
    loadColumns(kernel, solver.intervals, [2, 0.7, 0, 1.4], 1, 4, 4);
    const { accepted } = solver.solveRecorded();
    loadColumns(kernel, solver.adjoint, randomArray(10, shape.genes * 4), shape.genes, 4, 4);
    field.zeroGradient();
    solver.pullBack();
    return {
      accepted,
      parameters: field.packing.unpack(field.gradient),
      start: readColumns(kernel, solver.adjoint, shape.genes, 4, 4),
    };
  });
  assert.ok(exponential.accepted > 20);
  assertClose(exponential.parameters, explicit.parameters, 1e-6, 'parameters');
  assertClose(exponential.start, explicit.start, 1e-6, 'start');
});

for (const name of KERNELS) {
  for (const neurons of [
    { S: [0, 3, 4, 8], P: [2] },
    { S: [], P: [1, 2, 3, 5, 7] },
    { S: [], P: [] },
  ]) {
    test(`${name}: with neurons ${neurons.S.join()} and ${neurons.P.join()} alone, it is the field whose other columns of U are 0`, () => {
      const shape = { genes: 37, hidden: 9 };
      const model = randomModel(shape, 4);
      const kept = new Uint8Array(model.length).fill(1);
      for (const [matrix, open] of [
        ['uS', neurons.S],
        ['uP', neurons.P],
      ] as const) {
        const { offset, rows, cols } = layoutOf(shape)[matrix];
        for (let row = 0; row < rows; row++) {
          for (let k = 0; k < cols; k++) if (!open.includes(k)) kept[offset + row * cols + k] = 0;
        }
      }
      const flat = masked(model, kept);
      const whole = fieldWith(name, shape, flat, null);
      const some = fieldWith(name, shape, flat, null);
      some.packing.setNeurons(neurons);
      some.packing.pack(flat, some.parameters);
      const [g, bar] = [randomArray(1, 37 * 3), randomArray(2, 37 * 3)];
      assertClose(derivativeOf(some, g, 3), derivativeOf(whole, g, 3), 1e-6, 'derivative');
      const [ours, expected] = [pulledBack(some, g, bar, 3), pulledBack(whole, g, bar, 3)];
      assertClose(ours.state, expected.state, 1e-6, 'adjoint of the state');
      // What a closed gate would not let through anyway: the gradient of the columns of U that are 0.
      assertClose(ours.parameters, masked(expected.parameters, kept), 1e-6, 'gradient');
    });
  }
}
