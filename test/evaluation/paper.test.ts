import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PAPER_TABLES, paperTable } from '../../lib/evaluation/paper';

test('the four tables hold the eight strategies each, in printable ranges', () => {
  for (const { rows } of PAPER_TABLES) {
    assert.deepEqual(
      rows.map((row) => row.strategy),
      ['none', 'post-hoc', 'l0', 'c-node', 'path-reg', 'imp', 'bio', 'dash'],
    );
    for (const row of rows) {
      assert.ok(row.sparsityPercent > 0 && row.sparsityPercent < 100);
      assert.ok(row.balancedAccuracyPercent > 50 && row.balancedAccuracyPercent < 100);
      assert.ok(row.testMse > 1e-3 && row.testMse < 0.05);
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
});
