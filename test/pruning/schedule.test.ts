import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  BONE_MARROW_SCHEDULE,
  BREAST_CANCER_SCHEDULE,
  pruningAmount,
  SIMULATED_SCHEDULE,
  type PruningSchedule,
} from '../../lib/pruning/schedule';

/** The events up to an epoch of a run that goes on, or to the last one. */
const events = (schedule: PruningSchedule, until: number, epochs = until + 1): [number, number][] =>
  Array.from({ length: until }, (_, k) => k + 1).flatMap((epoch) => {
    const amount = pruningAmount(schedule, epoch, epochs);
    return amount === null ? [] : [[epoch, amount] as [number, number]];
  });

test('simulated data: 70 % at epoch 3, then 10 % every 10', () => {
  assert.deepEqual(events(SIMULATED_SCHEDULE, 45), [
    [3, 0.7],
    [10, 0.1],
    [20, 0.1],
    [30, 0.1],
    [40, 0.1],
  ]);
});

test('breast cancer: 90 % at epoch 10, then 10 % every 20', () => {
  assert.deepEqual(events(BREAST_CANCER_SCHEDULE, 60), [
    [10, 0.9],
    [20, 0.1],
    [40, 0.1],
    [60, 0.1],
  ]);
});

test('where the last epoch is spared, only the repeated event falls out, and only there', () => {
  const epochsOf = (schedule: PruningSchedule, epochs: number): number[] =>
    events(schedule, epochs, epochs).map(([epoch]) => epoch);
  assert.deepEqual(epochsOf(BREAST_CANCER_SCHEDULE, 60), [10, 20, 40]);
  assert.deepEqual(epochsOf(BREAST_CANCER_SCHEDULE, 61), [10, 20, 40, 60]);
  // The first event is what makes the strategy a pruning one.
  assert.deepEqual(epochsOf(BREAST_CANCER_SCHEDULE, 10), [10]);
  assert.deepEqual(epochsOf(SIMULATED_SCHEDULE, 20), [3, 10, 20]);
  // 240 epochs of bone marrow: 1 - 0.3 x 0.9^23, the sparsity of the paper's B cell row, 97.34 %.
  const bone = events(BONE_MARROW_SCHEDULE, 240, 240);
  const density = bone.reduce((share, [, amount]) => share * (1 - amount), 1);
  assert.equal((100 * (1 - density)).toFixed(2), '97.34');
});

test('nothing is pruned before the first event, even at a multiple of the interval', () => {
  const late: PruningSchedule = { first: { epoch: 25, amount: 0.5 }, then: { every: 10, amount: 0.2 } };
  assert.deepEqual(events(late, 40), [
    [25, 0.5],
    [30, 0.2],
    [40, 0.2],
  ]);
});

test("the paper's sparsities: 1 - 0.3 x 0.9^k, 93.8 % at epoch 150 and 95.95 % at 190", () => {
  const sparsityAt = (epoch: number): number =>
    1 - events(SIMULATED_SCHEDULE, epoch).reduce((density, [, amount]) => density * (1 - amount), 1);
  assert.equal((100 * sparsityAt(150)).toFixed(1), '93.8');
  assert.equal((100 * sparsityAt(190)).toFixed(2), '95.95');
});
