import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKernel } from '../../lib/kernels/create-kernel';
import type { Kernel } from '../../lib/kernels/kernel';
import { Packing } from '../../lib/phoenix/packing';
import { layoutOf, WEIGHT_MATRICES, parameterCount } from '../../lib/phoenix/parameters';
import { fillMemory, masked, randomMask, randomModel } from './models';

const SHAPE = { genes: 13, hidden: 5 };
const LENGTH = parameterCount(SHAPE);
const KERNELS: Kernel['name'][] = ['webassembly-simd', 'typed-array-float32', 'typed-array-float64'];

for (const name of KERNELS) {
  test(`${name}: pack and unpack through masks that shrink, and back to none`, () => {
    const kernel = createKernel(name);
    const packing = new Packing(kernel, SHAPE);
    const flat = randomModel(SHAPE, 1);
    const at = kernel.allocateFloats(LENGTH);

    packing.pack(flat, at);
    assert.equal(packing.length, LENGTH);
    assert.deepEqual(packing.unpack(at), flat);

    let mask = new Uint8Array(LENGTH).fill(1);
    for (const [round, density] of [0.9, 0.5, 0.2, 0.1].entries()) {
      const next = randomMask(SHAPE, density, round);
      mask = mask.map((kept, k) => kept * next[k]);
      packing.setMask(mask);
      if (round === 1) fillMemory(kernel);
      kernel.floats.fill(99, at, at + LENGTH);
      packing.pack(flat, at);
      assert.equal(
        packing.length,
        mask.reduce((sum, kept) => sum + kept, 0),
      );
      assert.deepEqual(packing.unpack(at), masked(flat, mask));
      const reused = new Float32Array(LENGTH).fill(7);
      assert.equal(packing.unpack(at, reused), reused);
      assert.deepEqual(reused, masked(flat, mask));
    }

    packing.setMask(null);
    packing.pack(flat, at);
    assert.deepEqual(packing.unpack(at), flat);
  });

  test(`${name}: compressed rows hold the kept entries of each matrix in their order`, () => {
    const kernel = createKernel(name);
    const packing = new Packing(kernel, SHAPE);
    const flat = randomModel(SHAPE, 2);
    const at = kernel.allocateFloats(LENGTH);
    for (const density of [0.7, 0.3]) {
      const mask = randomMask(SHAPE, density, 5);
      packing.setMask(mask);
      packing.pack(flat, at);
      for (const matrix of WEIGHT_MATRICES) {
        const { offset } = layoutOf(SHAPE)[matrix];
        const { rows, cols, sparse } = packing.patterns[matrix];
        assert.ok(sparse !== null);
        const dense = new Float32Array(rows * cols);
        for (let i = 0; i < rows; i++) {
          const row = sparse.rowStart + i;
          for (let k = kernel.ints[row]; k < kernel.ints[row + 1]; k++) {
            dense[i * cols + kernel.ints[sparse.columns + k]] =
              kernel.floats[at + packing.places[matrix] + k];
          }
        }
        assert.deepEqual(dense, masked(flat, mask).slice(offset, offset + rows * cols), matrix);
      }
    }
  });

  test(`${name}: a matrix that is pruned away altogether packs to nothing`, () => {
    const kernel = createKernel(name);
    const packing = new Packing(kernel, SHAPE);
    const mask = new Uint8Array(LENGTH).fill(1);
    const { offset, length } = layoutOf(SHAPE).wP;
    mask.fill(0, offset, offset + length);
    packing.setMask(mask);
    assert.equal(packing.length, LENGTH - length);
    const at = kernel.allocateFloats(LENGTH);
    const flat = randomModel(SHAPE, 3);
    packing.pack(flat, at);
    assert.deepEqual(packing.unpack(at), masked(flat, mask));
  });
}

test('a mask of another length is refused', () => {
  assert.throws(
    () => new Packing(createKernel(), SHAPE).setMask(new Uint8Array(5)),
    /mask for 283 .* cannot have 5/,
  );
});
