import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PAPER_TABLES, paperTable } from '../../lib/evaluation/paper';

test('the tables hold the eight strategies, Table 6 IMP and DASH, in printable ranges', () => {
  for (const { table, rows, priorTerm } of PAPER_TABLES) {
    assert.equal(priorTerm, table === 'Table 6');
    assert.deepEqual(
      rows.map((row) => row.strategy),
      priorTerm ? ['imp', 'dash'] : ['none', 'post-hoc', 'l0', 'c-node', 'path-reg', 'imp', 'bio', 'dash'],
    );
    for (const row of rows) {
      assert.ok(row.sparsityPercent > 0 && row.sparsityPercent < 100);
      assert.ok(row.balancedAccuracyPercent > 50 && row.balancedAccuracyPercent < 100);
      assert.ok(row.testMse > 1e-3 && row.testMse < 0.05);
      assert.equal(row.epochs === null, priorTerm);
    }
  }
});

test('DASH has the highest balanced accuracy of every table, as the paper says', () => {
  for (const { table, rows } of PAPER_TABLES) {
    const best = Math.max(...rows.map((row) => row.balancedAccuracyPercent));
    assert.equal(rows.find((row) => row.balancedAccuracyPercent === best)?.strategy, 'dash', table);
  }
});

test('a table is found by system and noise, and a missing one says which there are', () => {
  assert.equal(paperTable('sim350', 0.05).table, 'Table 1');
  assert.throws(() => paperTable('sim690', 0.1), /sim690 at 0.05/);
  assert.equal(paperTable('sim350', 0.1, true).table, 'Table 6');
  assert.throws(() => paperTable('sim690', 0.05, true), /with the prior term; it has sim350 at 0, /);
});
