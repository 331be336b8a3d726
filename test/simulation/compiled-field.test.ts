import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Random } from '../../lib/math/random';
import { compileField } from '../../lib/simulation/compiled-field';
import type { EquationSystem } from '../../lib/simulation/equation-system';
import { valueOf } from '../../lib/simulation/expression';
import { generateNetwork, NETWORK_SHAPES } from '../../lib/simulation/generate-network';
import { parseExpression } from '../../lib/simulation/parse-expression';
import { equationsOf } from '../../lib/simulation/regulatory-rule';

/** Compares the field with the plain reading of every equation, column by column. */
function assertFieldIsPlain(system: EquationSystem, field = compileField(system), batch = 4, seed = 1): void {
  const n = system.genes.length;
  const random = Random.fromSeed(seed);
  const memory = Float64Array.from({ length: 2 * n * batch + 3 }, () => random.uniform());
  const before = memory.slice();
  const [state, derivative] = [3, 3 + n * batch];
  field.evaluate(memory, state, derivative, batch);
  assert.deepEqual(
    memory.subarray(0, derivative),
    before.subarray(0, derivative),
    'the state is left as it was',
  );
  for (let b = 0; b < batch; b++) {
    const levels = Float64Array.from({ length: n }, (_, gene) => memory[state + gene * batch + b]);
    system.derivatives.forEach((tree, gene) => {
      const expected = tree === null ? 0 : valueOf(tree, levels);
      const actual = memory[derivative + gene * batch + b];
      assert.ok(Math.abs(actual - expected) < 1e-13, `gene ${gene}, column ${b}: ${actual}, not ${expected}`);
    });
  }
}

describe('compiled field', () => {
  it('equals the plain reading of a network with every kind of regulation', () => {
    assertFieldIsPlain(equationsOf(generateNetwork(NETWORK_SHAPES.sim350, Random.fromSeed(2))));
  });

  it('equals it again with other input levels and with another batch size', () => {
    const system = equationsOf(generateNetwork(NETWORK_SHAPES.sim350, Random.fromSeed(2)));
    const field = compileField(system);
    assertFieldIsPlain(system, field, 4, 1);
    assertFieldIsPlain(system, field, 4, 2);
    assertFieldIsPlain(system, field, 7, 2);
    assertFieldIsPlain(system, field, 4, 1);
  });

  it('handles every operator, constants, neutral factors and shared parts', () => {
    const genes = ['A', 'B', 'C'];
    const index = new Map(genes.map((gene, k) => [gene, k]));
    const parse = (text: string) => parseExpression(text, index);
    assertFieldIsPlain({
      genes,
      inputs: 1,
      derivatives: [
        null,
        parse('(1 * A * 1 / 1 + 3 - A / 7 - (1 / 3) * B) / (2 + C)'),
        parse('1 - 1 * fAct(A, 0.5, 1.3) + fAct(A, 0.5, 1.3) * fAct(A, 0.5, 1.3) - C'),
      ],
    });
  });

  it('passes NaN on instead of hiding it', () => {
    const system = equationsOf(generateNetwork(NETWORK_SHAPES.sim350, Random.fromSeed(2)));
    const n = system.genes.length;
    const memory = new Float64Array(2 * n).fill(0.5);
    memory[0] = NaN;
    compileField(system).evaluate(memory, 0, n, 1);
    assert.ok(memory.subarray(n).some(Number.isNaN));
  });
});
