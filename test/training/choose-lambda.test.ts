import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { foldStudy } from '../../lib/studies/fold-study';
import { loadStudy } from '../../lib/studies/own/own-study';
import { writeExampleStudy } from '../../lib/studies/own/example';
import { createKernel } from '../../lib/kernels/create-kernel';
import { chooseLambda } from '../../lib/training/choose-lambda';
import { lambdaPairs } from '../../lib/training/cross-validation';
import { planFor } from '../../lib/training/plan-for';
import { train, TrainingAborted } from '../../lib/training/train';
import { temporaryFolder } from '../files/temporary-folder';

describe('choosing lambda for one’s own study', () => {
  it('trains every cell on every fold, one after the other, and stops when asked to', async (t) => {
    const { expression, prior } = writeExampleStudy(join(temporaryFolder(t), 'example'));
    const { study } = await loadStudy({ expression, prior });
    const settings = { epochs: 5 };
    const counted: string[] = [];
    const grid = await chooseLambda(study, lambdaPairs([0, 0.5], [0.01]), {
      folds: 2,
      settings,
      onTraining: (done, of) => counted.push(`${done}/${of}`),
    });
    assert.deepEqual(counted, ['1/4', '2/4', '3/4', '4/4']);
    // The same training by hand.
    const part = foldStudy(study, { index: 1, of: 2 });
    const lambdas = { lambda1: 0.5, lambda2: 0.01 };
    const alone = await train(part, planFor(part, lambdas, settings), { seed: 1, kernel: createKernel() });
    assert.equal(grid.cells[1].losses[1], alone.best.validationLoss);
    const signal = AbortSignal.abort();
    await assert.rejects(chooseLambda(study, [lambdas], { settings, signal }), TrainingAborted);
    const { study: bare } = await loadStudy({ expression });
    await assert.rejects(chooseLambda(bare, [lambdas], { settings }), /this study has no co-regulation/);
  });

  it('ended early, it chooses among the pairs that were trained on every fold, or says that there are none', async (t) => {
    const { expression, prior } = writeExampleStudy(join(temporaryFolder(t), 'example'));
    const { study } = await loadStudy({ expression, prior });
    const pairs = lambdaPairs([0, 0.5], [0.01]);
    const settings = { epochs: 3 };
    const whole = await chooseLambda(study, pairs, { folds: 2, settings });
    const endedAfter = (trainings: number) => {
      const ends = new AbortController();
      const onTraining = (done: number): void => {
        if (done === trainings) ends.abort();
      };
      return chooseLambda(study, pairs, { folds: 2, settings, onTraining, finish: ends.signal });
    };
    const { cells, chosen, unfinished } = await endedAfter(3);
    assert.deepEqual(
      cells.map(({ lambdas, losses }) => ({ lambdas, losses })),
      [{ lambdas: pairs[0], losses: whole.cells[0].losses }],
    );
    assert.deepEqual([chosen, unfinished], [pairs[0], [pairs[1]]]);
    assert.equal(whole.unfinished, undefined);
    await assert.rejects(
      endedAfter(1),
      /ended before any pair of lambdas was trained on all 2 folds \(1 of 4 .*run it again/,
    );
  });
});
