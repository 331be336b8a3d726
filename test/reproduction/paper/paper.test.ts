import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PAPER_TABLES, paperTable, type PaperTable } from '../../../lib/reproduction/paper/paper';

const ofKind = <Kind extends PaperTable['kind']>(kind: Kind): Extract<PaperTable, { kind: Kind }>[] =>
  PAPER_TABLES.filter((table): table is Extract<PaperTable, { kind: Kind }> => table.kind === kind);

test('the tables hold the eight strategies, Table 6 IMP and DASH, in printable ranges', () => {
  for (const { table, rows, priorTerm } of ofKind('simulated')) {
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
      // A ± for every number, and none as large as its number.
      assert.equal(row.sd.epochs === null, priorTerm);
      for (const [name, sd] of Object.entries(row.sd)) {
        if (sd !== null)
          assert.ok(sd > 0 && sd < Number(row[name as keyof typeof row.sd]), `${table} ${name}`);
      }
    }
  }
});

test('DASH has the highest balanced accuracy of every table, as the paper says', () => {
  for (const { table, rows } of [...ofKind('simulated'), ...ofKind('breast-cancer')]) {
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

test('on real data all strategies predict alike: within 4 % in every table', () => {
  const tables = [...ofKind('breast-cancer'), ...ofKind('bone-marrow')];
  assert.deepEqual(
    tables.map(({ table }) => table),
    ['Table 2', 'Table 3', 'Table 8', 'Table 9'],
  );
  for (const { rows, mseUnit } of tables) {
    const errors = rows.map(({ testMse }) => testMse);
    assert.ok(Math.max(...errors) / Math.min(...errors) < 1.04);
    // Printed with one digit before the point.
    assert.ok(errors.every((error) => error / mseUnit > 1 && error / mseUnit < 10));
  }
});

test('on bone marrow the sparser a model, the lower its out-degree, and PathReg prunes 13 to 15 % only', () => {
  for (const { rows } of ofKind('bone-marrow')) {
    const sorted = [...rows].sort((a, b) => a.sparsityPercent - b.sparsityPercent);
    sorted.slice(1).forEach((row, k) => assert.ok(row.averageOutDegree < sorted[k].averageOutDegree));
    assert.equal(sorted[0].strategy, 'path-reg');
    assert.ok(sorted[0].sparsityPercent >= 13 && sorted[0].sparsityPercent <= 15);
  }
});

test('the cells of two rows with their spreads, copied from the paper', () => {
  const [post, seven] = [paperTable('sim350', 0.05).rows[1], paperTable('sim690', 0.05).rows[3]];
  assert.deepEqual(post, { strategy: 'post-hoc', sparsityPercent: 87, balancedAccuracyPercent: 82.4, testMse: 2.3 / 1000, epochs: 1721, sd: { sparsityPercent: 0.01, balancedAccuracyPercent: 0.2, testMse: 0.3 / 1000, epochs: 50 } }); // prettier-ignore
  assert.deepEqual(seven, { strategy: 'c-node', sparsityPercent: 4.3, balancedAccuracyPercent: 54, testMse: 24.4 / 1000, epochs: 210, sd: { sparsityPercent: 0.4, balancedAccuracyPercent: 0.2, testMse: 10.2 / 1000, epochs: 2 } }); // prettier-ignore
});
