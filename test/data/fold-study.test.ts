import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldStudy } from '../../lib/data/fold-study';
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
