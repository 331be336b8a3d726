import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../lib/math/random';
import { afterEpoch, freshPlateau, type PlateauRule } from '../../lib/training/plateau';

const RULE: PlateauRule = { factor: 0.5, patience: 2, threshold: 0.1, floor: 0.2 };

function ratesOver(losses: number[], rule: PlateauRule, rate: number, fastFactor = 5): [number, number][] {
  let state = freshPlateau(rate, fastFactor);
  return losses.map((loss) => {
    state = afterEpoch(state, rule, loss);
    return [state.rate, state.fastRate];
  });
}

test('a sequence by hand', () => {
  const losses = [
    1.0, // the first is always an improvement; best 1.0
    0.95, // 0.05 better is not 0.1 better: 1 bad epoch
    0.91, // 2 bad epochs
    0.89, // better than 0.9: best 0.89, none bad
    0.9, // 1
    1.5, // 2
    0.85, // 3 > 2: both rates halve, the count starts again
    0.85, // 1
    0.85, // 2
    0.85, // 3: the slow rate 0.25 -> 0.2, its floor
    0.85,
    0.85,
    0.85, // at the floor it stays, the fast one goes on
    0.7, // improvement
  ];
  const slow = [1, 1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.2, 0.2];
  const fast = [5, 5, 5, 5, 5, 5, 2.5, 2.5, 2.5, 1.25, 1.25, 1.25, 0.625, 0.625];
  assert.deepEqual(
    ratesOver(losses, RULE, 1),
    slow.map((rate, k) => [rate, fast[k]]),
  );
});

test('a rate that starts below the floor is left alone', () => {
  assert.deepEqual(ratesOver([1, 1, 1, 1, 1, 1, 1], RULE, 0.1).at(-1), [0.1, 0.2]);
});

/** PyTorch's ReduceLROnPlateau as documented: mode='min', threshold_mode='abs', cooldown=0, eps=1e-8. */
function documentedRates(losses: number[], rule: PlateauRule, groups: number[]): number[][] {
  const rates = [...groups];
  let best = Number.POSITIVE_INFINITY;
  let bad = 0;
  return losses.map((loss) => {
    // "In abs mode, dynamic_threshold = best - threshold in min mode."
    if (loss < best - rule.threshold) {
      best = loss;
      bad = 0;
    } else {
      bad++;
    }
    // "patience: the number of allowed epochs with no improvement after which the learning rate will be reduced."
    if (bad > rule.patience) {
      rates.forEach((old, group) => {
        // "min_lr: a lower bound"; "eps: if the difference between new and old lr is smaller, the update is ignored."
        const lower = Math.max(old * rule.factor, rule.floor);
        if (old - lower > 1e-8) rates[group] = lower;
      });
      bad = 0;
    }
    return [...rates];
  });
}

test("random losses fall as under PyTorch's ReduceLROnPlateau", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const random = Random.fromSeed(seed);
    const rule = {
      factor: random.uniform(0.3, 0.95),
      patience: random.below(5),
      threshold: 10 ** random.uniform(-7, -2),
      floor: 4e-5,
    };
    const losses = Array.from({ length: 200 }, (_, k) => Math.exp(-k / 60) * random.uniform(0.9, 1.1));
    const found = ratesOver(losses, rule, 1e-3);
    documentedRates(losses, rule, [1e-3, 5e-3]).forEach((rates, epoch) => {
      rates.forEach((rate, group) => {
        // Its eps leaves a rate alone that is within 1e-8 of its next value.
        assert.ok(Math.abs(found[epoch][group] - rate) <= 1e-8, `seed ${seed}, epoch ${epoch}`);
      });
    });
    assert.ok(found[199][0] < 1e-3, 'the rate never fell: this compares nothing');
  }
});
