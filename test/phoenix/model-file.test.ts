import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { writeArrays } from '../../lib/files/array-file';
import { denseOf } from '../../lib/math/matrix-rows';
import { EffectRows } from '../../lib/network/effect-rows';
import { Random } from '../../lib/math/random';
import { loadModel, saveModel, type NamedModel } from '../../lib/phoenix/model-file';
import { initialParameters } from '../../lib/phoenix/parameters';
import { temporaryFolder } from '../files/temporary-folder';

const SHAPE = { genes: 5, hidden: 2 };

function model(): NamedModel {
  const parameters = initialParameters(SHAPE, Random.fromSeed(1));
  parameters[3] = -0;
  parameters[4] = 2 ** -149;
  parameters[5] = Infinity;
  return {
    parameters,
    shape: SHAPE,
    genes: ['TP53', 'A, "B"', 'C /// D', 'Ä', 'v'],
    hash: 'abc',
    configuration: { dataset: 'brca500', lambda: [0.05, 0.01], epochs: 3 },
  };
}

test('a model comes back bit by bit, with its genes, study and configuration', (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'deep', 'one.model');
  const saved = model();
  saveModel(file, saved);
  const { parameters, ...rest } = loadModel(file);
  const { parameters: before, ...restBefore } = saved;
  assert.deepEqual(rest, restBefore);
  assert.deepEqual(new Uint32Array(parameters.buffer), new Uint32Array(before.buffer));
  assert.deepEqual(loadModel(file, saved.genes), loadModel(file));
});

test('in another order of the genes it has the same effects between the same genes', (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'one.model');
  const random = Random.fromSeed(2);
  const saved = { ...model(), parameters: model().parameters.map(() => random.normal()) };
  saveModel(file, saved);
  const order = [3, 0, 4, 2, 1];
  const loaded = loadModel(
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
  saveModel(file2, loaded);
  assert.deepEqual(loadModel(file2, saved.genes).parameters, saved.parameters);
});

test('more genes or fewer than the model has are refused by name', (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'one.model');
  const saved = model();
  saveModel(file, saved);
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
  saveModel(file, model());
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

test('what does not fit together is not written', (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'one.model');
  const saved = model();
  assert.throws(() => saveModel(file, { ...saved, genes: ['a'] }), {
    name: 'RangeError',
    message: /1 names for a model of 5/,
  });
  assert.throws(() => saveModel(file, { ...saved, genes: ['a', 'b', 'c', 'd', 'a'] }), {
    name: 'RangeError',
    message: /a stands twice/,
  });
  assert.throws(() => saveModel(file, { ...saved, parameters: new Float32Array(3) }), RangeError);
  assert.equal(existsSync(file), false);
});
