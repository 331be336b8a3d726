import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Forecast } from '../../lib/commands/forecast';

/** Steps of so many seconds each, two an epoch; what is said after each. */
function told(epochs: number, seconds: readonly number[], before = 0): (string | null)[] {
  let now = 5000;
  const forecast = new Forecast(epochs, () => now);
  forecast.epochDone(before);
  return seconds.map((second, k) => {
    now += 1000 * second;
    const text = forecast.step(1 + (k % 2), 2);
    if (k % 2 === 1) forecast.epochDone(before + (k + 1) / 2);
    return text;
  });
}

test('the first step is not timed, the next three are, and it is said once', () => {
  const [first, second, third, fourth, ...more] = told(100, [60, 4, 4, 4, 4, 4]);
  assert.deepEqual([first, second, third, ...more], [null, null, null, null, null]);
  // 200 steps, 4 of them done, 4 s each: 784 s.
  assert.match(fourth ?? '', /^about 13 min to go to epoch 100,/);
});

test('epochs of before a resume are not to come', () => {
  // 20 of 200 steps are left when epoch 90 is there, 16 after four of them: 64 s.
  assert.match(told(100, [1, 4, 4, 4], 90)[3] ?? '', /^about 64 s to go to epoch 100,/);
});

test('quick steps are timed for a second, and a training that is over hears nothing', () => {
  const steps = told(1000, Array<number>(8).fill(0.25));
  assert.deepEqual(
    steps.map((text) => text !== null),
    [false, false, false, false, true, false, false, false],
  );
  assert.ok(told(2, [5, 5, 5, 5]).every((text) => text === null));
  assert.ok(
    told(10, Array<number>(20).fill(1)).every((text) => text === null),
    '16 s are not worth a line',
  );
});
