import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { join } from 'node:path';
import { loadStudy } from '../../lib/studies/own/own-study';
import { writeExampleStudy } from '../../lib/studies/own/example';
import type { Study } from '../../lib/studies/study';
import { evaluateNetwork } from '../../lib/evaluation/evaluate-network';
import { createKernel } from '../../lib/kernels/create-kernel';
import { Random } from '../../lib/math/random';
import { SIMULATED_SCHEDULE } from '../../lib/pruning/schedule';
import { paperPace, planFor, SIMULATED_SETTINGS } from '../../lib/training/plan-for';
import { train } from '../../lib/training/train';
import { Network } from '../../lib/network/network';
import { temporaryFile, temporaryFolder } from '../files/temporary-folder';
import { relaxingGenes } from './relaxing-genes';

const DASH = { lambda1: 0.05, lambda2: 0.01 };
const IMP = { lambda1: 0, lambda2: 0 };

describe('a plan for any study', () => {
  it('trains an own study from its files, with the prior and without', async (t) => {
    const folder = join(temporaryFolder(t), 'example');
    const { expression, prior, truth } = writeExampleStudy(folder);
    const withPrior = (await loadStudy({ expression, prior })).study;
    const without = (await loadStudy({ expression })).study;
    const train30 = async (study: Study, lambdas: typeof DASH) => {
      const plan = planFor(study, lambdas, { epochs: 30 });
      const { last, history } = await train(study, plan, { seed: 1, kernel: createKernel() });
      const random = Random.fromSeed(1, 'random baseline');
      const network = new Network(last.model, study.prior);
      const ownEyes = evaluateNetwork(network, { truth: null }, random);
      assert.equal(ownEyes.network, null);
      const known = evaluateNetwork(network, { truth }, random);
      return { history, sparsity: ownEyes.sparsity.overall, score: known.network?.balancedAccuracy ?? NaN };
    };
    const dash = await train30(withPrior, DASH);
    const imp = await train30(without, IMP);
    for (const { history, sparsity } of [dash, imp]) {
      assert.ok(history[29].validationLoss < history[0].validationLoss / 2, 'it learns');
      // 70 % at epoch 3, then 10 % of the rest at epochs 10, 20 and 30.
      assert.ok(Math.abs(sparsity - (1 - 0.3 * 0.9 ** 3)) < 0.01, `sparsity ${sparsity}`);
    }
    assert.ok(dash.score > imp.score, `with its prior ${dash.score}, by weight alone ${imp.score}`);
  });

  it('keeps rate x genes at what it is for 5000, from there on', () => {
    const rateOf = (genes: number, settings = {}): number => {
      const study = { ...relaxingGenes(), genes: Array.from({ length: genes }, (_, gene) => `G${gene}`) };
      return planFor(study, null, settings).learningRate;
    };
    assert.deepEqual([rateOf(350), rateOf(5000)], [1e-3, 1e-3]);
    assert.ok(Math.abs(20000 * rateOf(20000) - 5) < 1e-9);
    assert.equal(rateOf(20000, { learningRate: 0.01 }), 0.01);
  });

  it('says at once that DASH needs a prior', async (t) => {
    const { study } = await loadStudy({
      expression: temporaryFile(t, 'mine.csv', 'gene,0,1,2,3\nA,0,1,0,1\nB,1,0,1,1\n'),
    });
    assert.throws(
      () => planFor(study, DASH),
      /this study has no co-regulation \(lambda 1\) and no prior \(lambda 2\): .* lambda \(0, 0\), the strategy imp/,
    );
    const pruning = { schedule: SIMULATED_SCHEDULE, lambdas: DASH };
    await assert.rejects(
      train(
        study,
        { ...planFor(study, IMP), pruning },
        { seed: 1, kernel: createKernel(), onEpoch: () => assert.fail('an epoch was trained') },
      ),
      /this study has no co-regulation/,
    );
    assert.equal(planFor(study, IMP).pruning?.lambdas, IMP);
    assert.equal(planFor(study, null).pruning, null);
  });

  it('suits batches and time scale to the series', async (t) => {
    const times = Array.from({ length: 100 }, (_, k) => k / 200);
    const rows = ['gene', 'A', 'B'].map((name, row) =>
      [name, ...times.map((time) => (row === 0 ? time : Math.sin(row * time)))].join(','),
    );
    const { study } = await loadStudy({ expression: temporaryFile(t, 'mine.csv', rows.join('\n')) });
    const plan = planFor(study, IMP);
    assert.deepEqual([plan.batches, plan.multiplierFloor, plan.hidden], [16, 1e-3, 2]);
    assert.ok(Math.abs((plan.timeScale ?? 1) / 200 - 1) < 1e-12);
    assert.equal(planFor(study, IMP, { timeScale: 1, epochs: 7 }).timeScale, 1);
  });
});

test('what counts epochs happens after as many steps as in the paper', () => {
  // 35 series train: epochs of 35 steps, a quarter of the paper's 140.
  const study = relaxingGenes(37);
  assert.equal(study.training.length, 35);
  assert.deepEqual(paperPace(study), {
    epochs: 2000,
    patience: 160,
    plateau: { factor: 0.9, patience: 12, threshold: 1e-6, floor: 4e-5 },
    schedule: { first: { epoch: 9, amount: 0.7 }, then: { every: 40, amount: 0.1 } },
  });
});

test('epochs as long as the paper’s, and longer ones, are left as they are', () => {
  for (const series of [142, 300]) {
    const study = relaxingGenes(series);
    const { epochs, patience, plateau, schedule } = SIMULATED_SETTINGS;
    assert.deepEqual(paperPace(study), { epochs, patience, plateau, schedule });
  }
});

test('a series in random batches counts its batches', () => {
  const study = relaxingGenes(3);
  const [{ recorded }] = study.training;
  // 57 times are 56 pairs: four batches of 16, rounded up.
  const times = Float64Array.from({ length: 57 }, (_, k) => k);
  const levels = Float64Array.from({ length: 12 * 57 }, (_, k) => recorded[k % recorded.length]);
  const long = { ...study, training: [{ times, recorded: levels, clean: levels }] };
  assert.equal(paperPace(long).schedule.then.every, 350);
});

test('a plan takes the schedule, and the lambdas stay those that were asked for', async () => {
  const study = relaxingGenes();
  const schedule = { first: { epoch: 2, amount: 0.5 }, then: { every: 4, amount: 0.2 } };
  const plan = planFor(study, IMP, { schedule, epochs: 4, hidden: 6 });
  assert.deepEqual(plan.pruning, { schedule, lambdas: IMP });
  assert.ok(!('schedule' in plan));
  const { history } = await train(study, plan, { seed: 1, kernel: createKernel() });
  assert.deepEqual(
    history.map(({ pruned }) => pruned),
    [null, 0.5, null, 0.2],
  );
});
