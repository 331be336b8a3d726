import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKernel } from '../../lib/kernels/create-kernel';
import { SIMULATED_SCHEDULE } from '../../lib/pruning/schedule';
import { paperPace } from '../../lib/training/paper-pace';
import { planFor } from '../../lib/training/plan-for';
import { train } from '../../lib/training/train';
import { relaxingGenes } from './relaxing-genes';

const IMP = { first: 0, second: 0 };

test('what counts epochs happens after as many steps as in the paper', () => {
  // 35 series train: epochs of 35 steps, a quarter of the paper's 140.
  const study = relaxingGenes(37);
  assert.equal(study.training.length, 35);
  assert.deepEqual(paperPace(study), {
    epochs: 2000,
    patience: 160,
    plateau: { factor: 0.9, patience: 12, threshold: 1e-7, floor: 4e-5 },
    schedule: { first: { epoch: 9, amount: 0.7 }, then: { every: 40, amount: 0.1 } },
  });
});

test('epochs as long as the paper’s, and longer ones, are left as they are', () => {
  for (const series of [142, 300]) {
    const study = relaxingGenes(series);
    const { epochs, patience, plateau } = planFor(study, null);
    assert.deepEqual(paperPace(study), { epochs, patience, plateau, schedule: SIMULATED_SCHEDULE });
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

test('a plan takes the schedule, and the shares stay those that were asked for', async () => {
  const study = relaxingGenes();
  const schedule = { first: { epoch: 2, amount: 0.5 }, then: { every: 4, amount: 0.2 } };
  const plan = planFor(study, IMP, { schedule, epochs: 4, hidden: 6 });
  assert.deepEqual(plan.pruning, { schedule, shares: IMP });
  assert.ok(!('schedule' in plan));
  const { history } = await train(study, plan, { seed: 1, kernel: createKernel() });
  assert.deepEqual(
    history.map(({ pruned }) => pruned),
    [null, 0.5, null, 0.2],
  );
});
