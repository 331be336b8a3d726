import assert from 'node:assert/strict';
import { test } from 'node:test';
import { largeStudy } from '../../bench/large-study';
import { createKernel } from '../../lib/kernels/create-kernel';
import { fullMask, maskSparsity } from '../../lib/pruning/prune';
import { TrainingRun } from '../../lib/training/training-run';
import { planWith } from './relaxing-genes';

const peakMegabytes = (): number => process.resourceUsage().maxRSS / 1024;

test('all 11165 genes of breast cancer: epochs and pruning events make no array of genes x genes', () => {
  // Few hidden neurons and a thin prior leave the genes' own share: one array of 11165 x 11165 would be 475 MB and more.
  const study = largeStudy(11165, 0.01);
  const plan = planWith({
    hidden: 8,
    epochs: 4,
    batches: 16,
    learningRate: 1e-4,
    tolerances: { relative: 1e-3, absolute: 1e-5, firstStep: 'tangent' },
    pruning: {
      schedule: { first: { epoch: 2, amount: 0.9 }, then: { every: 3, amount: 0.1 } },
      lambdas: { lambda1: 0.9995, lambda2: 0.9995 },
    },
  });
  const before = peakMegabytes();
  const run = new TrainingRun(study, plan, 1, createKernel());
  while (run.finished === null) run.runEpoch();
  const grown = peakMegabytes() - before;
  assert.ok(grown < 300, `${grown.toFixed(0)} MB more than the data`);
  const { mask, parameters } = run.lastModel.model;
  assert.ok(Math.abs(maskSparsity(mask ?? fullMask(run.shape), run.shape) - (1 - 0.1 * 0.9)) < 1e-4);
  assert.ok(parameters.every(Number.isFinite));
  assert.ok(run.reports.every(({ evaluations }) => evaluations === 7));
});
