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
});
