import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { test } from 'node:test';
import { foldStudy } from '../../lib/studies/fold-study';
import { createKernel } from '../../lib/kernels/create-kernel';
import type { Lambdas } from '../../lib/pruning/prior-knowledge';
import { crossValidate, lambdaPairs } from '../../lib/training/cross-validation';
import { train } from '../../lib/training/train';
import { planWith, relaxingGenes } from './relaxing-genes';

/** Made-up losses by fold: (0.1, 0) is lowest, mean 2 and standard error 0.577; (0.5, 0) is within it. */
const TABLE: Record<string, number[]> = {
  '0,0': [2.3, 2.4, 2.5],
  '0,0.5': [3, 3, 3],
  '0.1,0': [1, 2, 3],
  '0.1,0.5': [4, 4, 4],
  '0.5,0': [2.5, 2.6, 2.5],
  '0.5,0.5': [5, 5, 5],
};
const GRID = lambdaPairs([0, 0.1, 0.5], [0, 0.5]);
const lookUp = async (fold: number, { lambda1: first, lambda2: second }: Lambdas): Promise<number> => {
  // Later folds answer first: the order of answers must not matter.
  await setTimeout(5 - fold);
  return TABLE[`${first},${second}`][fold];
};

test('a made-up grid: means, standard errors, and the strongest or weakest prior within one of them', async () => {
  const strongest = await crossValidate(GRID, lookUp, { folds: 3 });
  assert.deepEqual(
    strongest.cells.map(({ lambdas: { lambda1: first, lambda2: second } }) => [first, second]),
    [[0, 0], [0, 0.5], [0.1, 0], [0.1, 0.5], [0.5, 0], [0.5, 0.5]], // prettier-ignore
  );
  strongest.cells.forEach(({ lambdas, losses, mean }) => {
    const expected = TABLE[`${lambdas.lambda1},${lambdas.lambda2}`];
    assert.deepEqual(losses, expected);
    assert.ok(Math.abs(mean - expected.reduce((a, b) => a + b) / 3) < 1e-12);
  });
  assert.ok(Math.abs(strongest.cells[2].standardError - 1 / Math.sqrt(3)) < 1e-12);
  assert.deepEqual(strongest.lowest, { lambda1: 0.1, lambda2: 0 });
  assert.deepEqual(strongest.chosen, { lambda1: 0.5, lambda2: 0 });
  assert.ok(Math.abs(strongest.threshold - (2 + 1 / Math.sqrt(3))) < 1e-12);
  const weakest = await crossValidate(GRID, lookUp, { folds: 3, prefer: 'weakest' });
  assert.deepEqual(weakest.chosen, { lambda1: 0, lambda2: 0 });
});

test('on a small system every fold trains on the other trajectories', async () => {
  const study = relaxingGenes();
  const trained: string[] = [];
  const grid = lambdaPairs([0, 1], [0.01]);
  const result = await crossValidate(
    grid,
    async (fold, lambdas) => {
      const held = foldStudy(study, { index: fold, of: 2 });
      trained.push(`${lambdas.lambda1} ${held.name}`);
      const schedule = { first: { epoch: 3, amount: 0.7 }, then: { every: 5, amount: 0.1 } };
      const plan = planWith({ epochs: 12, pruning: { schedule, lambdas } });
      const { best } = await train(held, plan, { seed: 1, kernel: createKernel() });
      return best.validationLoss;
    },
    { folds: 2 },
  );
  assert.deepEqual(trained, [
    '0 relaxing genes, fold 1 of 2',
    '0 relaxing genes, fold 2 of 2',
    '1 relaxing genes, fold 1 of 2',
    '1 relaxing genes, fold 2 of 2',
  ]);
  const losses = result.cells.flatMap((cell) => cell.losses);
  assert.equal(new Set(losses).size, 4);
  assert.ok(losses.every((loss) => loss > 0 && loss < 0.1));
});

test('what a training fails with is passed on', async () => {
  await assert.rejects(
    crossValidate(GRID, () => Promise.reject(new Error('exploded')), { folds: 2 }),
    /exploded/,
  );
});

test('grids and folds that cannot be are refused', async () => {
  const never = (): Promise<number> => Promise.reject(new Error('trained'));
  await assert.rejects(crossValidate(GRID, never, { folds: 1 }), /2 folds or more, not 1/);
  await assert.rejects(crossValidate([], never, { folds: 2 }), /no cell/);
  await assert.rejects(crossValidate(lambdaPairs([2], [0]), never, { folds: 2 }), /not 2/);
  await assert.rejects(
    crossValidate(lambdaPairs([0, 0], [0]), never, { folds: 2 }),
    /\(0, 0\) is given twice/,
  );
});
