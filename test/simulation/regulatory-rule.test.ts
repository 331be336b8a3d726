import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { valueOf } from '../../lib/simulation/expression';
import { hillActivation } from '../../lib/simulation/hill';
import { createNetwork, outDegrees, signedAdjacency, type Edge } from '../../lib/simulation/network';
import { equationsOf, regulationOf } from '../../lib/simulation/regulatory-rule';
import { toDense } from '../../lib/math/sparse-matrix';

const edge = (regulator: number, activates: boolean, target = 9): Edge => ({
  regulator,
  target,
  activates,
  ec50: 0.4 + 0.02 * regulator,
  exponent: 1.2 + 0.1 * regulator,
});
const levels = [0.2, 0.9, 0.5, 0.7, 0.35, 0, 0, 0, 0, 0];
const f = levels.map((x, k) => hillActivation(x, 0.4 + 0.02 * k, 1.2 + 0.1 * k));
const near = (actual: number, expected: number): void =>
  assert.ok(Math.abs(actual - expected) < 1e-14, `${actual}, not ${expected}`);

describe('regulatory rule', () => {
  it('is activation or repression for a single regulator', () => {
    near(valueOf(regulationOf([edge(0, true)], [1]), levels), f[0]);
    near(valueOf(regulationOf([edge(0, false)], [1]), levels), 1 - f[0]);
  });

  it('with an activating lead: lead AND activators AND (OR of the repression terms)', () => {
    // Gene 1 has the most targets. Worked by hand: f1 f0 f2 ((1-f3) + (1-f4) - (1-f3)(1-f4)).
    const edges = [edge(0, true), edge(1, true), edge(2, true), edge(3, false), edge(4, false)];
    const repressed = 1 - f[3] * f[4];
    near(valueOf(regulationOf(edges, [1, 5, 2, 4, 3]), levels), f[1] * f[0] * f[2] * repressed);
  });

  it('with a repressing lead: NOT lead OR (AND of the activators) OR (OR of the repression terms)', () => {
    // OR of three terms a, b, c is 1 - (1-a)(1-b)(1-c): a = 1 - f3, b = f0 f1, c = 1 - f4.
    const edges = [edge(0, true), edge(1, true), edge(3, false), edge(4, false)];
    near(valueOf(regulationOf(edges, [1, 2, 0, 9, 3]), levels), 1 - f[3] * (1 - f[0] * f[1]) * f[4]);
  });

  it('lets the first of the list lead among equals', () => {
    near(valueOf(regulationOf([edge(0, true), edge(3, false)], [2, 0, 0, 2]), levels), f[0] * (1 - f[3]));
    near(valueOf(regulationOf([edge(3, false), edge(0, true)], [2, 0, 0, 2]), levels), 1 - f[3] * (1 - f[0]));
  });
});

describe('network', () => {
  const genes = ['A', 'B', 'C'];

  it('becomes equations: regulation minus the level, nothing for an input', () => {
    const network = createNetwork(genes, 1, [edge(0, true, 1), edge(0, false, 2), edge(1, true, 2)]);
    assert.deepEqual([...outDegrees(network)], [2, 1, 0]);
    assert.deepEqual([...toDense(signedAdjacency(network))], [0, 1, -1, 0, 0, 1, 0, 0, 0]);
    const { derivatives } = equationsOf(network);
    assert.equal(derivatives[0], null);
    near(valueOf(derivatives[1]!, levels), f[0] - levels[1]);
    // A has two targets and leads: NOT A OR B.
    near(valueOf(derivatives[2]!, levels), 1 - f[0] * (1 - f[1]) - levels[2]);
  });

  it('names the genes of what does not hold together', () => {
    assert.throws(() => createNetwork(['A', 'A'], 1, []), /gene A is listed twice/);
    assert.throws(
      () => createNetwork(genes, 1, [edge(0, true, 1)]),
      /gene C is no input and has no regulator/,
    );
    assert.throws(() => createNetwork(genes, 2, [edge(0, true, 1)]), /A -> B regulates an input/);
    assert.throws(
      () => createNetwork(genes, 1, [edge(0, true, 1), edge(0, false, 1)]),
      /A -> B is given twice/,
    );
    assert.throws(() => createNetwork(genes, 1, [edge(0, true, 7)]), /A -> no. 7 lies outside/);
    assert.throws(
      () => createNetwork(genes, 1, [{ ...edge(0, true, 1), ec50: 1.2 }]),
      /A -> B: a half-maximal/,
    );
  });
});
