import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pairsOf } from '../../../lib/studies/pairs';
import {
  CLOCK_CHOICES,
  clockPlan,
  onClock,
  readClockTrials,
} from '../../../lib/reproduction/grids/tune-clock';
import { relaxingGenes } from '../../training/relaxing-genes';

test('on the clock of cells every step is one unit of the stretched time; the pseudotime stays as it is', () => {
  const study = relaxingGenes();
  for (const choice of CLOCK_CHOICES) {
    const clocked = onClock(study, choice);
    if (choice.clock === 'pseudotime') assert.equal(clocked, study);
    else {
      for (const interval of pairsOf(clocked.validation).intervals) {
        assert.ok(Math.abs(interval * choice.timeScale - 1) < 1e-6);
      }
    }
  }
});

test('a choice changes the clock and the steps of a plan, and nothing of the pruning', () => {
  const [first, ...others] = CLOCK_CHOICES.map((choice) => clockPlan('bcell', choice));
  assert.ok(first.multiplierFloor, 'a stretched time holds v above 0');
  for (const plan of others) {
    const { timeScale, batches, learningRate } = plan;
    assert.deepEqual({ ...first, timeScale, batches, learningRate }, plan);
  }
});

test('a stored trial is one of the choices, and the data of a lineage and clock are the same for every seed', () => {
  const seen = new Map<string, string>();
  for (const { lineage, seed, best, last, seconds, study, ...choice } of readClockTrials()) {
    assert.ok(CLOCK_CHOICES.some((one) => JSON.stringify(one) === JSON.stringify(choice)));
    assert.ok(best.validationLoss <= last.validationLoss && seconds > 0 && seed > 0);
    const data = `${lineage} ${choice.clock}`;
    assert.equal(seen.get(data) ?? study, study, data);
    seen.set(data, study);
  }
});
