import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evenlySpaced } from '../../lib/studies/evenly-spaced';
import { pairsOf } from '../../lib/studies/pairs';
import { relaxingGenes } from '../training/relaxing-genes';

test('every pair takes the same time; starts and targets stay what they were', () => {
  const study = relaxingGenes();
  const even = evenlySpaced(study, 0.25);
  for (const part of ['training', 'validation', 'test'] as const) {
    const [before, after] = [pairsOf(study[part]), pairsOf(even[part])];
    assert.deepEqual(after.start, before.start);
    assert.deepEqual(after.target, before.target);
    assert.deepEqual(
      after.intervals,
      before.intervals.map(() => 0.25),
    );
  }
  assert.notDeepEqual(pairsOf(study.training).intervals, pairsOf(even.training).intervals);
});

test('another clock is another study to a checkpoint', () => {
  const study = relaxingGenes();
  const hashes = [study, evenlySpaced(study, 1), evenlySpaced(study, 2)].map(({ hash }) => hash);
  assert.equal(new Set(hashes).size, 3);
  assert.equal(evenlySpaced(study, 2).hash, hashes[2]);
});

test('an interval that is none is refused', () => {
  for (const interval of [0, -1, Infinity, NaN]) {
    assert.throws(() => evenlySpaced(relaxingGenes(), interval), /positive number/);
  }
});
