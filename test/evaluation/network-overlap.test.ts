import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { networkOverlap as overlapOf, type NetworkOverlap } from '../../lib/evaluation/network-overlap';
import { Random } from '../../lib/math/random';
import { squareRows } from '../network/networks';

const networkOverlap = (a: number[], b: number[], strongest: number): NetworkOverlap =>
  overlapOf(squareRows(a), squareRows(b), strongest);

describe('overlap of two networks', () => {
  it('counts common edges, signs and strongest edges by hand', () => {
    const a = [5, -4, 3, 0, -2, 0, 0, 1, 0];
    const b = [1, 4, 0, 0, -5, 0, 0, 3, 2];
    // Both: places 0, 1, 4, 7; signs differ at 1. Strongest three: a 0, 1, 2; b 4, 1, 7.
    const { both, sameSign, sharedStrongest, sharedBlindly } = networkOverlap(a, b, 3);
    assert.deepEqual({ both, sameSign, sharedStrongest }, { both: 4, sameSign: 3 / 4, sharedStrongest: 1 });
    assert.equal(sharedBlindly, (4 * 9) / (5 * 5));
  });

  it('finds a network whole in itself', () => {
    const network = [0.5, 0, -1, 2];
    const { both, sameSign, sharedStrongest } = networkOverlap(network, network, 3);
    assert.deepEqual({ both, sameSign, sharedStrongest }, { both: 3, sameSign: 1, sharedStrongest: 3 });
  });

  it('expects of blind strengths what shuffling them gives', () => {
    const random = Random.fromSeed(1, 'overlap');
    const draws = 400;
    let shared = 0;
    let expected = 0;
    // 20 of 49 pairs are edges of both, 20 of one of the two.
    for (let draw = 0; draw < draws; draw++) {
      const [a, b] = [random.permutation(30), random.permutation(30)];
      const one = Array.from({ length: 49 }, (_, k) => (k < 30 ? a[k] + 1 : 0));
      const other = Array.from({ length: 49 }, (_, k) => (k >= 10 && k < 40 ? b[k - 10] + 1 : 0));
      const overlap = networkOverlap(one, other, 10);
      shared += overlap.sharedStrongest / draws;
      expected = overlap.sharedBlindly;
    }
    assert.equal(expected, (20 * 100) / 900);
    // The standard deviation of one draw is below 1.5, that of the mean below 0.075.
    assert.ok(Math.abs(shared - expected) < 0.3, `${shared} on average, ${expected} expected`);
  });

  it('refuses networks that cannot be compared', () => {
    assert.throws(() => networkOverlap([1], [1, 2, 0, 0], 1), /not over the same genes/);
    assert.throws(() => networkOverlap([1, 0, 0, 0], [1, 2, 0, 0], 2), /1 edges has no strongest 2/);
    assert.throws(() => networkOverlap([1, 0, 0, 0], [1, 2, 0, 0], 0), /no strongest 0/);
  });
});
