import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { normaliser } from '../../../lib/studies/own/split';

const times = Float64Array.of(0, 1);
const training = [
  { name: 'a', times, levels: Float64Array.of(2, 4, 10, 10) },
  { name: 'b', times, levels: Float64Array.of(6, 3, 10, 10) },
];
const test = Float64Array.of(2, 8, 10, 12);

describe('min-max normalisation', () => {
  it('maps the training range of all genes to [0, 1], and a test value beyond it beyond', () => {
    const scaled = normaliser(training, 2, 'together');
    assert.deepEqual([...scaled(training[0].levels)], [0, 0.25, 1, 1]);
    assert.deepEqual([...scaled(test)], [0, 0.75, 1, 1.25]);
  });

  it('maps each gene by its own training range; one that never changes there lies at 0.5', () => {
    const scaled = normaliser(training, 2, 'each-gene');
    assert.deepEqual([...scaled(training[0].levels)], [0, 0.5, 0.5, 0.5]);
    assert.deepEqual([...scaled(test)], [0, 1.5, 0.5, 0.75]);
  });

  it('can be left out, and refuses data without any range', () => {
    assert.equal(normaliser(training, 2, 'none')(test), test);
    const flat = [{ name: 'a', times, levels: Float64Array.of(1, 1, 1, 1) }];
    assert.throws(() => normaliser(flat, 2, 'together'), /all training values are 1/);
  });
});
