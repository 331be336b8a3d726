import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../lib/math/random';
import {
  PARAMETER_BLOCKS,
  initialParameters,
  layoutOf,
  parameterCount,
  viewsOf,
} from '../../lib/phoenix/parameters';

const SHAPE = { genes: 350, hidden: 40 };

test("SIM350's model has 56 000 weights, 80 biases and 350 multipliers, block after block", () => {
  assert.equal(parameterCount(SHAPE), 56_000 + 80 + 350);
  const layout = layoutOf(SHAPE);
  let end = 0;
  for (const block of PARAMETER_BLOCKS) {
    assert.equal(layout[block].offset, end);
    assert.equal(layout[block].length, layout[block].rows * layout[block].cols);
    end += layout[block].length;
  }
  assert.equal(end, parameterCount(SHAPE));
  assert.deepEqual([layout.wS.rows, layout.wS.cols, layout.uP.rows, layout.uP.cols], [40, 350, 350, 40]);
});

test('views write through, and a vector of another length is refused', () => {
  const flat = new Float32Array(parameterCount({ genes: 3, hidden: 2 }));
  viewsOf(flat, { genes: 3, hidden: 2 }).v[0] = 5;
  assert.equal(flat[flat.length - 3], 5);
  assert.throws(() => viewsOf(flat, SHAPE), /350 genes and 40 hidden neurons has 56430 parameters, not 31/);
});

test('initial weights: ceil(0.95 m) zeros in every column of W, the rest small', () => {
  for (const hidden of [40, 50, 7]) {
    const shape = { genes: 350, hidden };
    const blocks = viewsOf(initialParameters(shape, Random.fromSeed(1)), shape);
    const drawn: number[] = [];
    for (const weights of [blocks.wS, blocks.wP]) {
      for (let gene = 0; gene < 350; gene++) {
        const column = Array.from({ length: hidden }, (_, k) => weights[k * 350 + gene]);
        const kept = column.filter((value) => value !== 0);
        assert.equal(hidden - kept.length, Math.ceil(0.95 * hidden));
        drawn.push(...kept);
      }
    }
    if (drawn.length === 0) continue; // m = 7: ceil(6.65) = 7, nothing is left
    // 1400 draws from N(0, 0.05^2): their standard deviation has a standard error of 0.05 / sqrt(2800) = 0.001.
    const sd = Math.sqrt(drawn.reduce((sum, value) => sum + value ** 2, 0) / drawn.length);
    assert.ok(Math.abs(sd - 0.05) < 0.004, `standard deviation ${sd}`);
  }
});

test('initial outputs have orthonormal columns, biases and multipliers their bounds', () => {
  const blocks = viewsOf(initialParameters(SHAPE, Random.fromSeed(2)), SHAPE);
  for (const u of [blocks.uS, blocks.uP]) {
    for (let a = 0; a < 40; a++) {
      for (let b = 0; b <= a; b++) {
        let dot = 0;
        for (let i = 0; i < 350; i++) dot += u[i * 40 + a] * u[i * 40 + b];
        assert.ok(Math.abs(dot - (a === b ? 1 : 0)) < 1e-6, `columns ${a} and ${b}: ${dot}`);
      }
    }
  }
  const bound = 1 / Math.sqrt(350);
  for (const b of [blocks.bS, blocks.bP]) {
    assert.ok(b.every((value) => Math.abs(value) <= bound));
    assert.ok(Math.max(...b) > bound / 2 && Math.min(...b) < -bound / 2);
  }
  assert.ok(blocks.v.every((value) => value >= 0 && value < 1));
  assert.ok(Math.abs(blocks.v.reduce((a, b) => a + b, 0) / 350 - 0.5) < 0.06);
  assert.notDeepEqual(blocks.uS, blocks.uP);
});

test('the same seed draws the same model, another seed another one', () => {
  const draw = (seed: number): Float32Array => initialParameters(SHAPE, Random.fromSeed(seed));
  assert.deepEqual(draw(3), draw(3));
  assert.notDeepEqual(draw(3), draw(4));
  assert.throws(() => initialParameters({ genes: 3, hidden: 4 }, Random.fromSeed(1)), /1 <= hidden <= genes/);
});
