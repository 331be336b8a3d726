import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKernel } from '../../lib/kernels/create-kernel';
import { LANES, paddedBatch, type Kernel } from '../../lib/kernels/kernel';
import { put, putInts, randomArray, take } from '../helpers';

const KERNELS: Kernel['name'][] = ['webassembly-simd', 'typed-array-float32', 'typed-array-float64'];

test('auto takes the SIMD kernel where Node runs it, and every Node this project admits does', () => {
  assert.equal(createKernel().name, 'webassembly-simd');
  assert.equal(createKernel('auto').name, 'webassembly-simd');
});

test('batches are padded to whole groups', () => {
  assert.equal(LANES, 4);
  assert.deepEqual([1, 3, 4, 5, 16, 17].map(paddedBatch), [4, 4, 4, 8, 16, 20]);
});

for (const name of KERNELS) {
  test(`${name}: says its name, and keeps its numbers in its precision`, () => {
    const kernel = createKernel(name);
    assert.equal(kernel.name, name);
    const at = put(kernel, [0.1]);
    assert.equal(kernel.floats[at], name.endsWith('64') ? 0.1 : Math.fround(0.1));
  });

  test(`${name}: blocks are zeros, lie apart, and keep their contents when the memory grows`, () => {
    const kernel = createKernel(name);
    const blocks: { at: number; values: Float64Array }[] = [];
    const patterns: { at: number; values: Int32Array }[] = [];
    const before = kernel.floats;
    // Up to 2^21 floats, 8 MB: beyond any first page.
    for (const length of [1, 3, 5, 1000, 2 ** 15, 7, 2 ** 18, 2 ** 21]) {
      const at = kernel.allocateFloats(length);
      assert.ok(take(kernel, at, length).every((value) => value === 0));
      const values = randomArray(length, length);
      kernel.floats.set(values, at);
      blocks.push({ at, values });
      const ints = Int32Array.from({ length: Math.min(length, 9000) }, (_, k) => k * 3 + length);
      patterns.push({ at: putInts(kernel, ints), values: ints });
    }
    assert.notEqual(kernel.floats, before, 'this test is about growing');
    for (const { at, values } of blocks) assert.deepEqual(take(kernel, at, values.length), values);
    for (const { at, values } of patterns) {
      assert.deepEqual(kernel.ints.slice(at, at + values.length), values);
    }
  });

  test(`${name}: what was allocated within a tidy is taken back, and is zeros when it is given out again`, () => {
    const kernel = createKernel(name);
    const kept = put(kernel, [1, 2, 3]);
    const within = (fail: boolean) =>
      kernel.tidy(() => {
        // Beyond the first page: the memory grows within.
        const floats = kernel.allocateFloats(50_000);
        const ints = kernel.allocateInts(50_000);
        assert.ok(take(kernel, floats, 50_000).every((value) => value === 0));
        assert.ok(kernel.ints.slice(ints, ints + 50_000).every((value) => value === 0));
        kernel.floats.fill(7, floats, floats + 50_000);
        kernel.ints.fill(7, ints, ints + 50_000);
        if (fail) throw new RangeError('nothing comes of it');
        return [floats, ints];
      });
    const first = within(false);
    assert.throws(() => within(true), /nothing comes of it/);
    assert.deepEqual(within(false), first);
    assert.deepEqual([...take(kernel, kept, 3)], [1, 2, 3]);
  });

  test(`${name}: two kernels share nothing`, () => {
    const [one, other] = [createKernel(name), createKernel(name)];
    const at = put(one, [1, 2, 3]);
    const there = other.allocateFloats(3);
    other.floats.fill(9, there, there + 3);
    assert.deepEqual([...take(one, at, 3)], [1, 2, 3]);
  });
}

test('the SIMD kernel says how much was asked of it when 4 GiB are not enough', () => {
  assert.throws(() => createKernel('webassembly-simd').allocateFloats(2 ** 30), /memory is full: 4\.0 GiB/);
});
