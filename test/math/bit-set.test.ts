import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BitSet } from '../../lib/math/bit-set';
import { Random } from '../../lib/math/random';

test('a bit set holds what a Set holds, at the ends of its words too', () => {
  const random = Random.fromSeed(2);
  for (const size of [1, 31, 32, 33, 1000]) {
    const bits = new BitSet(size);
    const reference = new Set<number>();
    for (const member of [0, size - 1, ...Array.from({ length: 20 }, () => random.below(size))]) {
      bits.add(member);
      reference.add(member);
    }
    for (let member = 0; member < size; member++) assert.equal(bits.has(member), reference.has(member));
  }
});
