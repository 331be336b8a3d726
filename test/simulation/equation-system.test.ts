import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { systemFromEquations } from '../../lib/simulation/equation-system';

const at = (line: number, gene: string, text: string) => ({ gene, text, place: `file.csv, line ${line}` });

describe('system from published equations', () => {
  it('puts the equations into the order of the genes', () => {
    const system = systemFromEquations(['A', 'B'], [at(2, 'B', 'A - B'), at(3, 'A', 'input gene')]);
    assert.equal(system.inputs, 1);
    assert.equal(system.derivatives[0], null);
    assert.equal(system.derivatives[1]?.kind, '-');
  });

  it('says where and for which gene an equation is wrong', () => {
    const fails = (equations: ReturnType<typeof at>[], message: RegExp): void =>
      assert.throws(() => systemFromEquations(['A', 'B'], equations), message);
    fails([at(2, 'A', 'input gene'), at(3, 'B', 'A - D')], /file.csv, line 3, gene B, column 5: .*"D"/);
    fails([at(2, 'D', 'input gene')], /line 2: gene D is not in the list/);
    fails([at(2, 'A', 'input gene'), at(3, 'A', 'input gene')], /line 3: gene A has a second/);
    fails([at(2, 'A', 'input gene')], /gene B has no equation/);
    fails([at(2, 'A', '1 - A'), at(3, 'B', 'input gene')], /input gene B stands after A/);
  });
});
