import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gaussLegendre } from '../../lib/math/gauss-legendre';

test('count nodes integrate polynomials of degree 2 count - 1 exactly, and no further', () => {
  for (const count of [1, 2, 5, 12]) {
    const { nodes, weights } = gaussLegendre(count);
    const integral = (power: number): number => nodes.reduce((sum, x, i) => sum + weights[i] * x ** power, 0);
    for (let power = 0; power < 2 * count; power++) {
      assert.ok(Math.abs(integral(power) - 1 / (power + 1)) < 1e-14, `${count} nodes, x^${power}`);
    }
    if (count < 6) assert.ok(Math.abs(integral(2 * count) - 1 / (2 * count + 1)) > 1e-9);
  }
});

test('two nodes stand at 1/2 -+ 1/(2 sqrt 3)', () => {
  const { nodes } = gaussLegendre(2);
  const expected = [0.5 - 0.5 / Math.sqrt(3), 0.5 + 0.5 / Math.sqrt(3)];
  [...nodes].sort((a, b) => a - b).forEach((x, i) => assert.ok(Math.abs(x - expected[i]) < 1e-15));
});
