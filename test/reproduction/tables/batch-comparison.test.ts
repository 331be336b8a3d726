import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredResult } from '../../../lib/experiments/result-store';
import { batchComparison, batchTable } from '../../../lib/reproduction/tables/batch-comparison';
import { loadBoneMarrowStudy } from '../../../lib/studies/published/bone-marrow';
import { madeResult } from '../../experiments/made-result';

const names = ['S2D1', 'S2D4', 'S3D6'];
const loaded = loadBoneMarrowStudy({ lineage: 'bcell', seed: 1, generated: true });

test('errors of seeds are averaged pair by pair, and held against "nothing changes" batch by batch', async () => {
  const study = await loaded;
  const [still, ar1] = batchComparison([], study, names);
  assert.deepEqual([still.who, still.difference], ['nothing changes', { mean: 0, low: 0, high: 0 }]);
  assert.equal(ar1.who, 'AR(1) a gene');
  const sizes = study.test.map(({ times }) => times.length - 1);
  assert.deepEqual(
    still.batches.map(({ pairs }) => pairs),
    sizes,
  );
  // Two models with constant errors of 1 and 3 times each batch's mean: together twice "nothing changes", everywhere.
  const of = (seed: number, factor: number): StoredResult => ({
    ...(madeResult({ dataset: 'hema-bcell', seed }, { hash: study.hash }) as StoredResult),
    testPairErrors: still.batches.map(({ pairs, mse }) => Array<number>(pairs).fill(factor * mse)),
  });
  const [, , dash, ...others] = batchComparison([of(1, 1), of(2, 3)], study, names);
  assert.deepEqual(others, []);
  assert.deepEqual([dash.who, dash.strategy, dash.seeds], ['DASH', 'dash', 2]);
  assert.ok(Math.abs(dash.difference.mean - 1) < 1e-9);
  assert.ok(Math.abs(dash.mse / still.mse - 2) < 1e-9);
  assert.ok(dash.difference.low < 1 && dash.difference.high > 1, 'the reference varies over cells');
  dash.batches.forEach(({ share }, k) => assert.ok(Math.abs(share - still.batches[k].share) < 1e-9));
  assert.ok(Math.abs(still.batches.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-9);
});

test('results of other data, and those from before errors were kept, are left out; series without names are refused', async () => {
  const study = await loaded;
  const other = { ...madeResult({ dataset: 'hema-bcell' }), testPairErrors: [[1], [1], [1]] } as StoredResult;
  const old = madeResult({ dataset: 'hema-bcell' }, { hash: study.hash }) as StoredResult;
  assert.equal(batchComparison([other, old], study, names).length, 2);
  assert.throws(() => batchComparison([], study, names.slice(1)), /2 names for 3 test series/);
});

test('as a table: errors, distances with their intervals, pooled over single cells where they are given', () => {
  const off = (mean: number, low: number, high: number) => ({ mean, low, high });
  const batch = (name: string, difference: ReturnType<typeof off>) => ({
    ...{ batch: name, pairs: 9, mse: 1, share: 0.5, difference },
  });
  const row = (who: string, seeds: number, ...differences: ReturnType<typeof off>[]) => ({
    ...{ who, strategy: null, seeds, mse: 5.05e-5, difference: differences[0] },
    batches: [batch('S2D1', differences[1]), batch('S3D6', differences[2])],
  });
  const rows = [
    row('nothing changes', 0, off(0, 0, 0), off(0, 0, 0), off(0, 0, 0)),
    row('DASH', 3, off(-0.08, -0.1, 0.02), off(0.167, 0.025, 0.781), off(-0.124, -0.171, 0.016)),
  ];
  assert.deepEqual(batchTable(rows), {
    columns: [
      'predictor',
      'models',
      'test MSE 1e-5',
      '% off "nothing changes"',
      'S2D1, 9 pairs',
      'S3D6, 9 pairs',
    ],
    rows: [
      ['nothing changes', null, '5.05', '', '', ''],
      ['DASH', 3, '5.05', '-8.0 [-10.0, +2.0]', '+16.7 [+2.5, +78.1]', '-12.4 [-17.1, +1.6]'],
    ],
  });
  const { columns, rows: both } = batchTable(rows, [
    rows[0],
    row('DASH', 3, off(-0.08, -0.09, 0), off(0, 0, 0), off(0, 0, 0)),
  ]);
  assert.equal(columns[4], 'over single cells');
  assert.equal(both[1][4], '-8.0 [-9.0, 0.0]');
});
