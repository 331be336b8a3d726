import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { holdOutPairs, placesOf, segmentsOf, sliceSeries } from '../../lib/studies/pair-segments';
import { pairsOf } from '../../lib/studies/pairs';
import type { Series } from '../../lib/studies/study';
import { Random } from '../../lib/math/random';

/** Two genes at times from .. to - 1; gene 0 is at 10 times the time, gene 1 at 100 times. */
function counting(from: number, to: number): Series {
  const times = Float64Array.from({ length: to - from }, (_, k) => from + k);
  const recorded = Float64Array.from([...times.map((t) => 10 * t), ...times.map((t) => 100 * t)]);
  return { times, recorded, clean: recorded };
}

/** The pairs of some series as "from>to", by time. */
const named = (series: readonly Series[]): string[] =>
  series.flatMap(({ times }) => [...times.slice(1)].map((to, k) => `${times[k]}>${to}`));

describe('segments of pairs', () => {
  it('cuts a series between two times, values with it', () => {
    const cut = sliceSeries(counting(0, 6), 2, 5);
    assert.deepEqual([...cut.times], [2, 3, 4]);
    assert.deepEqual([...cut.recorded], [20, 30, 40, 200, 300, 400]);
    assert.equal(cut.clean, cut.recorded);
    const noisy = sliceSeries({ ...counting(0, 3), clean: Float64Array.of(1, 2, 3, 4, 5, 6) }, 1, 3);
    assert.deepEqual([...noisy.clean], [2, 3, 5, 6]);
  });

  it('joins pairs that follow each other in one series, and only those', () => {
    const series = [counting(0, 5), counting(5, 8)];
    assert.equal(placesOf(series).length, 6);
    assert.deepEqual(segmentsOf(series, placesOf(series)), series);
    const kept = placesOf(series).filter((_, k) => k !== 1 && k !== 2);
    const segments = segmentsOf(series, kept);
    assert.deepEqual(segments.map(({ times }) => [...times]), [[0, 1], [3, 4], [5, 6, 7]]); // prettier-ignore
    // pairsOf reads off the values that belong to the times.
    const pairs = pairsOf(segments);
    assert.deepEqual([...pairs.start], [0, 0, 30, 300, 50, 500, 60, 600]);
    assert.deepEqual([...pairs.target], [10, 100, 40, 400, 60, 600, 70, 700]);
  });

  it('holds out single pairs anywhere: every pair is on one side, none on both', () => {
    const series = [counting(0, 20), counting(30, 45)];
    const { training, validation } = holdOutPairs(series, 8, 'random', Random.fromSeed(1));
    assert.ok(validation.every(({ times }) => times.length === 2));
    assert.equal(named(validation).length, 8);
    assert.deepEqual([...named(training), ...named(validation)].sort(), named(series).sort());
    assert.deepEqual(
      named(validation),
      [...named(validation)].sort((a, b) => parseInt(a) - parseInt(b)),
    );
    const draw = (seed: number): string[] =>
      named(holdOutPairs(series, 8, 'random', Random.fromSeed(seed)).validation);
    assert.deepEqual(draw(1), named(validation));
    assert.equal(new Set([1, 2, 3].map((seed) => draw(seed).join())).size, 3);
  });

  it('holds out a block of one series, at any place that has room', () => {
    const series = [counting(0, 5), counting(5, 8)]; // 4 and 2 pairs
    const places = new Set<string>();
    for (let seed = 0; seed < 60; seed++) {
      const { training, validation } = holdOutPairs(series, 3, 'block', Random.fromSeed(seed));
      assert.equal(validation.length, 1);
      assert.equal(validation[0].times.length, 4);
      assert.deepEqual([...named(training), ...named(validation)].sort(), named(series).sort());
      // No training pair touches a time inside the block.
      const inner = [...validation[0].times].slice(1, -1);
      assert.ok(
        !named(training).some((pair) => pair.split('>').some((time) => inner.includes(Number(time)))),
      );
      places.add(named(validation).join());
    }
    assert.deepEqual([...places].sort(), ['0>1,1>2,2>3', '1>2,2>3,3>4']);
  });

  it('refuses counts that leave nothing', () => {
    const series = [counting(0, 5), counting(5, 8)];
    const refuse = (count: number, choice: 'random' | 'block', message: RegExp): void =>
      assert.throws(() => holdOutPairs(series, count, choice, Random.fromSeed(1)), message);
    refuse(6, 'random', /6 of 6 pairs cannot validate: 1 to 5 can/);
    refuse(0, 'random', /0 of 6 pairs/);
    refuse(5, 'block', /no series has 5 pairs in a row/);
  });
});
