import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DATASETS, datasetNamed } from '../../lib/datasets/datasets';
import { STRATEGIES } from '../../lib/strategies/strategies';
import { paperPace, planFor } from '../../lib/training/plan-for';
import { relaxingGenes } from '../training/relaxing-genes';

test('every data set has a name of its own; an unknown one is told what there is', () => {
  assert.equal(new Set(DATASETS.map(({ name }) => name)).size, DATASETS.length);
  for (const one of DATASETS) assert.equal(datasetNamed(one.name), one);
  assert.throws(() => datasetNamed('sim35'), /dataset is one of sim350, .*own, not "sim35"/);
});

test('what counts as an improvement is the paper’s: 1e-6 simulated, 1e-9 breast cancer, 1e-7 bone marrow, own data as simulated', () => {
  const threshold = (name: string): number => datasetNamed(name).training.plateau.threshold;
  assert.deepEqual(['sim350', 'brca500', 'hema-bcell', 'own'].map(threshold), [1e-6, 1e-9, 1e-7, 1e-6]);
  const study = relaxingGenes();
  assert.equal(planFor(study, null).plateau.threshold, 1e-6);
  assert.equal(datasetNamed('own').suitedTo?.(study).plateau.threshold, 1e-6);
});

test('own data are trained as simulated ones, but for size, batches, pace and a floor on v', () => {
  const study = relaxingGenes(37);
  const { hidden, multiplierFloor, ...own } = datasetNamed('own').suitedTo!(study);
  const simulated = datasetNamed('sim350').training;
  const { learningRate, tolerances, batches } = simulated;
  const { epochs, patience, plateau, schedule } = own;
  assert.deepEqual({ epochs, patience, plateau, schedule }, paperPace(study));
  assert.deepEqual(
    [own.learningRate, own.tolerances, own.batches, multiplierFloor],
    [learningRate, tolerances, batches, 1e-3],
  );
  assert.equal(hidden, study.genes.length);
});

test('the penalty weights of a data set are of strategies that there are', () => {
  const penalties = STRATEGIES.filter(({ penalty }) => penalty).map(({ name }) => name);
  for (const { name, penalties: own } of DATASETS) {
    if (own) assert.deepEqual(Object.keys(own), penalties, name);
  }
});
