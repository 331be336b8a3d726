import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { valueOf } from '../../lib/simulation/expression';
import { hillActivation } from '../../lib/simulation/hill';
import { parseExpression } from '../../lib/simulation/parse-expression';

const genes = new Map([
  ['GAL11', 0],
  ['A1_ALPHA2', 1],
  ['YAP.1', 2],
]);
const levels = [0.3, 0.8, 0.5];
const value = (text: string): number => valueOf(parseExpression(text, genes), levels);

describe('parser of published equations', () => {
  it('reads arithmetic with the usual precedence, from left to right', () => {
    assert.equal(value('1 + 2 * 3'), 7);
    assert.equal(value('(1 + 2) * 3'), 9);
    assert.equal(value('8 - 3 - 2'), 3);
    assert.equal(value('8 / 4 / 2'), 1);
    assert.equal(value('-2 * 3'), -6);
    assert.equal(value('2 - -3'), 5);
    assert.equal(value('1.5e-1 + .25 + 2.'), 2.4);
  });

  it('reads genes and Hill terms', () => {
    assert.equal(value('A1_ALPHA2'), 0.8);
    assert.equal(value('YAP.1'), 0.5);
    assert.equal(value('fAct(GAL11, 0.52, 1.41)'), hillActivation(0.3, 0.52, 1.41));
    const published = '((1 * fAct(GAL11, 0.521514644287527, 1.41017003609333)) * 1 - 1 * A1_ALPHA2) / 1';
    assert.equal(value(published), hillActivation(0.3, 0.521514644287527, 1.41017003609333) - 0.8);
  });

  it('names the column of what it cannot read', () => {
    const fails = (text: string, message: RegExp): void =>
      assert.throws(() => parseExpression(text, genes), message);
    fails('1 + ', /column 5: .*found the end/);
    fails('(1 + 2', /column 7: expected "\)"/);
    fails('1 + 2)', /column 6: expected the end of the equation, found "\)"/);
    fails('1 * GAL12', /column 5: expected the name of a gene of this network, found "GAL12"/);
    fails('fAct(GAL11, 0.5)', /column 16: expected ","/);
    fails('fAct(GAL11, x, 2)', /column 13: expected a number, found "x"/);
    fails('fAct(GAL11, 1.5, 2)', /column 1: expected 0 < E < 1/);
    fails('fAct(0.5, 0.5, 2)', /column 6: expected the name of a gene/);
    fails('GAL11 ^ 2', /column 7/);
    fails('1 2', /column 3/);
    fails('', /column 1/);
  });
});
