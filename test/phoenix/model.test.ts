import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { writeArrays } from '../../lib/files/array-file';
import { denseOf } from '../../lib/math/matrix-rows';
import { EffectRows } from '../../lib/network/effect-rows';
import { Random } from '../../lib/math/random';
import { loadModel, Model, type StoredModel } from '../../lib/phoenix/model';
import { initialParameters } from '../../lib/phoenix/parameters';
import { createKernel } from '../../lib/kernels/create-kernel';
import { solve } from '../../lib/ode/solve';
import { SolverError } from '../../lib/ode/solver-error';
import { PhoenixField } from '../../lib/phoenix/field';
import { temporaryFolder } from '../files/temporary-folder';
import { assertClose, randomArray } from '../helpers';
import { masked, modelOf, randomMask, randomModel } from './models';

const SHAPE = { genes: 5, hidden: 2 };

const GENES = ['TP53', 'A, "B"', 'C /// D', 'Ä', 'v'];
const ORIGIN = { hash: 'abc', configuration: { dataset: 'brca500', lambda: [0.05, 0.01], epochs: 3 } };

/** With numbers that a text would lose. */
function model(): Model {
  const parameters = initialParameters(SHAPE, Random.fromSeed(1));
  parameters[3] = -0;
  parameters[4] = 2 ** -149;
  parameters[5] = Infinity;
  return modelOf(SHAPE, parameters, null, GENES);
}

test('a model comes back bit by bit, with its genes, study and configuration', (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'deep', 'one.model');
  const saved = model();
  saved.save(file, ORIGIN);
  const loaded = loadModel(file);
  assert.deepEqual(loaded, { model: saved, ...ORIGIN });
  assert.deepEqual(new Uint32Array(loaded.model.parameters.buffer), new Uint32Array(saved.parameters.buffer));
  assert.deepEqual(loadModel(file, saved.genes), loadModel(file));
});

test('in another order of the genes it has the same effects between the same genes', (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'one.model');
  const random = Random.fromSeed(2);
  const saved = modelOf(
    SHAPE,
    model().parameters.map(() => random.normal()),
    null,
    GENES,
  );
  saved.save(file, ORIGIN);
  const order = [3, 0, 4, 2, 1];
  const { model: loaded }: StoredModel = loadModel(
    file,
    order.map((gene) => saved.genes[gene]),
  );
  assert.deepEqual(loaded.genes[0], 'Ä');
  const before = denseOf(new EffectRows(saved.parameters, SHAPE));
  assert.ok(before.some((effect) => effect !== 0));
  denseOf(new EffectRows(loaded.parameters, SHAPE)).forEach((effect, k) => {
    assert.equal(effect, before[order[Math.floor(k / 5)] * 5 + order[k % 5]]);
  });
  // and back again
  const file2 = join(folder, 'two.model');
  loaded.save(file2, ORIGIN);
  assert.deepEqual(loadModel(file2, saved.genes).model, saved);
});

test('more genes or fewer than the model has are refused by name', (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'one.model');
  const saved = model();
  saved.save(file, ORIGIN);
  assert.throws(() => loadModel(file, [...saved.genes, 'MYC', 'JUN', 'FOS', 'ATF3']), {
    name: 'RangeError',
    message: /one\.model has no gene MYC, JUN, FOS and 1 more: ask for/,
  });
  assert.throws(() => loadModel(file, saved.genes.slice(1)), {
    name: 'RangeError',
    message: /one\.model also holds the gene TP53: .*train on the smaller set/,
  });
  assert.throws(() => loadModel(file, ['TP53', 'TP53']), {
    name: 'RangeError',
    message: /TP53 stands twice/,
  });
});

test('a missing file, another file, a checkpoint, a cut and a changed one each say what they are', (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'one.model');
  assert.throws(() => loadModel(file), /no model file .*one\.model/);
  writeFileSync(file, 'regulator,target,effect\nTP53,MYC,0.5\n');
  assert.throws(() => loadModel(file), /one\.model is not a checkpoint or model file/);
  writeArrays(file, { kind: 'checkpoint' }, {});
  assert.throws(() => loadModel(file), /one\.model holds a checkpoint, not a model/);
  model().save(file, ORIGIN);
  const whole = readFileSync(file);
  for (const length of [12, 40, whole.length - 8]) {
    writeFileSync(file, whole.subarray(0, length));
    assert.throws(
      () => loadModel(file),
      /one\.model is (not a checkpoint or model file|cut short or damaged)/,
    );
  }
  whole[whole.length - 30] ^= 1;
  writeFileSync(file, whole);
  assert.throws(() => loadModel(file), /one\.model is cut short or damaged/);
});

test('what does not fit together is no model, and two genes of one name are not written', (t) => {
  const file = join(temporaryFolder(t), 'one.model');
  const { parameters } = model();
  assert.throws(() => modelOf(SHAPE, parameters, null, ['a']), {
    name: 'RangeError',
    message: /1 names for a model of 5/,
  });
  assert.throws(() => modelOf(SHAPE, new Float32Array(3)), RangeError);
  assert.throws(() => modelOf(SHAPE, parameters, null, ['a', 'b', 'c', 'd', 'a']).save(file, ORIGIN), {
    name: 'RangeError',
    message: /a stands twice/,
  });
  assert.equal(existsSync(file), false);
});

const LARGER = { genes: 11, hidden: 4 };
const MASK = randomMask(LARGER, 0.2, 3);
const PRUNED = modelOf(LARGER, masked(randomModel(LARGER, 1), MASK), MASK);
const START = randomArray(1, 11 * 21, 0, 1);
const INTERVALS = randomArray(2, 21, 0, 0.5);

test('a mask that keeps everything is none; the parts of a model are the model again', () => {
  const { parameters } = PRUNED;
  assert.equal(modelOf(LARGER, parameters, new Uint8Array(parameters.length).fill(1)).mask, null);
  const readings = { network: parameters.map((value) => 2 * value) };
  const read = new Model({ shape: LARGER, parameters, mask: MASK, genes: PRUNED.genes, readings });
  assert.deepEqual(new Model(structuredClone(read)), read);
  assert.deepEqual([read.networkParameters, PRUNED.networkParameters], [readings.network, parameters]);
});

test('predictions are those of a field solved by hand, pruned and dense, stored and not', (t) => {
  const file = join(temporaryFolder(t), 'pruned.model');
  PRUNED.save(file, ORIGIN);
  const predicted = PRUNED.predict(START, INTERVALS);
  assert.deepEqual(loadModel(file).model.predict(START, INTERVALS), predicted);
  assertClose(modelOf(LARGER, PRUNED.parameters).predict(START, INTERVALS), predicted, 1e-6);
  const kernel = createKernel('typed-array-float64');
  const field = new PhoenixField(kernel, LARGER);
  field.packing.pack(PRUNED.parameters, field.parameters);
  const tight = { relativeTolerance: 1e-9, absoluteTolerance: 1e-11 };
  assertClose(predicted, solve(kernel, field, START, INTERVALS, tight).end, 1e-3);
  assert.throws(() => PRUNED.predict(START.slice(1), INTERVALS), /230 start values do not fill 11 genes/);
});

test('a roll-out predicts each time from the prediction for the one before', () => {
  const series = { times: Float64Array.from([0.5, 1, 3]), recorded: Float64Array.from(START.slice(0, 33)) };
  const rolled = PRUNED.rollOut(series);
  const column = (matrix: ArrayLike<number>, k: number) =>
    Float32Array.from({ length: 11 }, (_, gene) => matrix[gene * 3 + k]);
  assert.deepEqual(column(rolled, 0), column(series.recorded, 0));
  const [second, third] = [0.5, 2].map((interval, k) => PRUNED.predict(column(rolled, k), [interval]));
  assert.deepEqual([column(rolled, 1), column(rolled, 2)], [second, third]);
  const finer = PRUNED.rollOut(series, [0.5, 0.75, 1, 2, 3]);
  assertClose(
    column(rolled, 2),
    Float32Array.from({ length: 11 }, (_, gene) => finer[gene * 5 + 4]),
    1e-3,
  );
  assert.throws(
    () => modelOf(SHAPE, model().parameters).rollOut(series),
    /a series of 11 genes for a model of 5/,
  );
});

for (const name of ['webassembly-simd', 'typed-array-float32', 'typed-array-float64'] as const) {
  test(`${name}: a thousand predictions take the memory of one, and each gives the same bits`, () => {
    const kernel = createKernel(name);
    const first = PRUNED.predict(START, INTERVALS, { kernel });
    const sizes = [kernel.floats.length, kernel.ints.length];
    const next = [kernel.allocateFloats(0), kernel.allocateInts(0)];
    for (let k = 1; k < 1000; k++) assert.deepEqual(PRUNED.predict(START, INTERVALS, { kernel }), first);
    assert.throws(
      () => PRUNED.predict(START, INTERVALS, { kernel, maxSteps: 1, relative: 1e-12 }),
      SolverError,
    );
    assert.deepEqual([kernel.floats.length, kernel.ints.length], sizes);
    assert.deepEqual([kernel.allocateFloats(0), kernel.allocateInts(0)], next);
  });
}
