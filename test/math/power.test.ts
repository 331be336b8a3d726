import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { power } from '../../lib/math/power';
import { Random } from '../../lib/math/random';

/** Bases from 2^-20 to 2^20, exponents from -12 to 12. */
function drawn(count: number): [x: number, y: number][] {
  const random = Random.fromSeed(3, 'power');
  return Array.from({ length: count }, () => [
    random.uniform(1, 2) * 2 ** (random.below(40) - 20),
    random.uniform(-12, 12),
  ]);
}

describe('power', () => {
  it('is as near to Math.pow as its docstring says', () => {
    for (const [x, y] of drawn(20000)) {
      const expected = Math.pow(x, y);
      const ulps = Math.abs(power(x, y) / expected - 1) / 2 ** -53;
      assert.ok(ulps <= 3 * (1 + Math.abs(y * Math.log(x))), `${x}^${y}: ${ulps} half ulps`);
    }
  });

  it('has these bits under every Node', () => {
    assert.deepEqual(
      [power(0.5, 2.7), power(0.9, 12), power(0.999, 3), power(1.7e-3, -1 / 5), power(3.2, 1 / 4)],
      [0.15389305166811454, 0.28242953648100005, 0.997002999, 3.580224133529442, 1.337480609952844],
    );
    const bits = Float64Array.from(drawn(20000), ([x, y]) => power(x, y));
    assert.equal(
      createHash('sha256').update(new Uint8Array(bits.buffer)).digest('hex').slice(0, 16),
      'ec461127c91bb317',
    );
  });

  it('has its limits at 0 and infinity, and no value below 0', () => {
    assert.equal(power(0, 1.5), 0);
    assert.equal(power(0, -0.2), Infinity);
    assert.equal(power(Infinity, -0.2), 0);
    for (const x of [0, 5, Infinity]) assert.equal(power(x, 0), 1);
    assert.ok(Number.isNaN(power(-1, 2)));
    assert.ok(Number.isNaN(power(NaN, -0.2)));
  });
});
