import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldStudy } from '../../lib/studies/fold-study';
import type { Series, Study } from '../../lib/studies/study';
import { relaxingGenes } from '../training/relaxing-genes';

test('every training trajectory validates once and trains in all other folds', () => {
  const study = relaxingGenes(13); // 11 to train
  const folds = [0, 1, 2].map((index) => foldStudy(study, { index, of: 3 }));
  assert.deepEqual(
    folds.map(({ validation }) => validation.length),
    [3, 4, 4],
  );
  assert.deepEqual(
    folds.flatMap(({ validation }) => validation),
    study.training,
  );
  for (const { training, validation, test: held } of folds) {
    assert.deepEqual(new Set([...training, ...validation]), new Set(study.training));
    assert.equal(training.length + validation.length, 11);
    assert.equal(held, study.test);
    assert.ok(!training.includes(study.validation[0]) && !validation.includes(study.validation[0]));
  }
});

test('each fold is another study to a checkpoint', () => {
  const study = relaxingGenes();
  const hashes = [0, 1].map((index) => foldStudy(study, { index, of: 2 }).hash);
  assert.equal(new Set([study.hash, ...hashes]).size, 3);
  assert.equal(foldStudy(study, { index: 0, of: 2 }).hash, hashes[0]);
});

test('folds that cannot be are refused', () => {
  const study = relaxingGenes(); // 4 to train
  for (const of of [1, 5, 2.5]) assert.throws(() => foldStudy(study, { index: 0, of }), /2 to 4 folds/);
  assert.throws(() => foldStudy(study, { index: 2, of: 2 }), /0 to 1, not 2/);
});

/** The study with one gene pattern cut into segments of one series: times 0 .. 9, then 12 .. 14. */
function oneSeries(): Study {
  const study = relaxingGenes();
  const segment = (from: number, to: number): Series => {
    const times = Float64Array.from({ length: to - from + 1 }, (_, k) => from + k);
    const recorded = Float64Array.from({ length: 12 * times.length }, (_, k) => times[k % times.length]);
    return { times, recorded, clean: recorded };
  };
  return { ...study, training: [segment(0, 9), segment(12, 14)] };
}

const pairsIn = (series: readonly Series[]): string[] =>
  series.flatMap(({ times }) => [...times.slice(1)].map((to, k) => `${times[k]}>${to}`));

test('pairs of a single series validate in blocks, each once', () => {
  const study = oneSeries(); // 9 + 2 pairs
  const folds = [0, 1, 2].map((index) => foldStudy(study, { index, of: 3 }));
  assert.deepEqual(folds.map(({ validation }) => pairsIn(validation)), [
    ['0>1', '1>2', '2>3'],
    ['3>4', '4>5', '5>6', '6>7'],
    ['7>8', '8>9', '12>13', '13>14'],
  ]); // prettier-ignore
  for (const { training, validation, test: held } of folds) {
    assert.deepEqual([...pairsIn(training), ...pairsIn(validation)].sort(), pairsIn(study.training).sort());
    const inner = validation.flatMap(({ times }) => [...times].slice(1, -1));
    assert.ok(!training.some(({ times }) => inner.some((time) => times.includes(time))));
    assert.equal(held, study.test);
  }
  assert.deepEqual(folds[1].training.map(({ times }) => [...times]), [[0, 1, 2, 3], [7, 8, 9], [12, 13, 14]]); // prettier-ignore
  assert.equal(new Set([study, ...folds].map(({ hash }) => hash)).size, 4);
});

test('a fold of a single uncut series is refused by its pairs', () => {
  const study = oneSeries();
  const one = { ...study, training: study.training.slice(0, 1) };
  assert.equal(foldStudy(one, { index: 8, of: 9 }).validation[0].times[1], 9);
  assert.throws(() => foldStudy(one, { index: 0, of: 10 }), /9 training pairs make 2 to 9 folds, not 10/);
});
