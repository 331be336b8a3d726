import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Random } from '../../lib/math/random';
import type { EquationSystem } from '../../lib/simulation/equation-system';
import { hillActivation } from '../../lib/simulation/hill';
import { parseExpression } from '../../lib/simulation/parse-expression';
import { integrate, RECORDED_TIMES, simulateTrajectories } from '../../lib/simulation/simulate';

const genes = ['I', 'A', 'B'];
const index = new Map(genes.map((gene, k) => [gene, k]));
const parse = (text: string) => parseExpression(text, index);
const system: EquationSystem = {
  genes,
  inputs: 1,
  derivatives: [null, parse('fAct(I, 0.5, 1.5) - A'), parse('A - B')],
};

describe('simulator', () => {
  it('follows the exact solution', () => {
    // With the input constant, f = fAct(I): A = f + (A0 - f) e^-t, B = f + (B0 - f + (A0 - f) t) e^-t.
    const starts = Array.from({ length: 21 }, (_, k) => [k / 20, (k * 7 % 20) / 20, (k * 3 % 20) / 20]); // prettier-ignore
    const times = [0, 0.5, 3, 9];
    integrate(system, starts, times).forEach((levels, k) => {
      const [input, a0, b0] = starts[k];
      const f = hillActivation(input, 0.5, 1.5);
      times.forEach((t, column) => {
        const expected = [input, f + (a0 - f) * Math.exp(-t), f + (b0 - f + (a0 - f) * t) * Math.exp(-t)];
        expected.forEach((value, gene) => {
          const actual = levels[gene * times.length + column];
          assert.ok(
            Math.abs(actual - value) < 1e-7,
            `start ${k}, gene ${gene}, t = ${t}: ${actual}, not ${value}`,
          );
        });
      });
    });
  });

  it('gives the same trajectories for the same seed only', () => {
    const once = simulateTrajectories(system, 20, Random.fromSeed(4));
    assert.deepEqual(simulateTrajectories(system, 20, Random.fromSeed(4)), once);
    assert.notDeepEqual(simulateTrajectories(system, 20, Random.fromSeed(5)), once);
    assert.equal(once[0].length, 3 * RECORDED_TIMES.length);
    assert.equal(once.length, 20);
  });

  it('refuses starts of another length and times that do not ascend', () => {
    assert.throws(() => integrate(system, [[0.5, 0.5]], [0, 1]), /start 0 has 2 levels for 3 genes/);
    assert.throws(() => integrate(system, [[0.5, 0.5, 0.5]], [0, 2, 2]), /times must ascend: 2, then 2/);
  });
});
