import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { qualityOf } from '../../bench/networks/compare';
import { peerNetwork } from '../../bench/networks/python';
import { writeSeries } from '../../bench/networks/study-files';
import { python as benchPython } from '../../bench/peers';
import { denseOf, matrixRows } from '../../lib/math/matrix-rows';
import { Random } from '../../lib/math/random';
import { fromEntries } from '../../lib/math/sparse-matrix';
import type { Series } from '../../lib/studies/study';

const python = [benchPython, 'python3', 'python'].find(
  (one) => (one !== benchPython || existsSync(one)) && spawnSync(one, ['-c', 'import sklearn']).status === 0,
);

const GENES = ['driver', 'driven', 'bystander'];

/** dg/dt = driver - driven for the driven gene, solved exactly; driver and bystander stand still, each at its own level. */
function drivenSeries(count: number): Series[] {
  const random = Random.fromSeed(1, 'driven series');
  return Array.from({ length: count }, () => {
    const [driver, start, bystander] = [0, 1, 2].map(() => random.uniform(0, 1));
    const times = Float64Array.of(0, 1.2, 2.5, 4);
    const driven = [...times].map((t) => driver + (start - driver) * Math.exp(-t));
    const recorded = Float64Array.from([
      ...[...times].map(() => driver),
      ...driven,
      ...[...times].map(() => bystander),
    ]);
    return { times, recorded, clean: recorded };
  });
}

describe('peers of the networks', { skip: python === undefined && 'scikit-learn is not installed' }, () => {
  for (const method of ['genie3', 'dyngenie3'] as const) {
    it(`${method} finds the driver of a driven gene`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'dash-peers-'));
      try {
        const series = writeSeries(folder, GENES, drivenSeries(30));
        const options = { python: python as string, series, genes: GENES, trees: 30, seed: 1 };
        const { importances, versions, seconds } = await peerNetwork(method, options);
        const dense = denseOf(importances);
        const of = (regulator: number, target: number): number => dense[regulator * 3 + target];
        assert.ok(of(0, 1) > 2 * of(2, 1), `driver ${of(0, 1)}, bystander ${of(2, 1)}`);
        assert.deepEqual([of(0, 0), of(1, 1), of(2, 2)], [0, 0, 0]);
        // Shares of a variance of 1.
        assert.ok(of(0, 1) + of(2, 1) <= 1 + 1e-6);
        assert.match(versions['scikit-learn'], /^\d/);
        assert.ok(seconds > 0);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }

  it('says what failed', async () => {
    const options = { python: python as string, series: 'no-such-file.csv', genes: GENES, trees: 3, seed: 1 };
    await assert.rejects(peerNetwork('genie3', options), /no-such-file\.csv.* ended with 1/);
  });
});

it('scores pairs of two different genes, by hand', () => {
  const truth = fromEntries(3, 3, [
    [0, 1, 1],
    [0, 2, -1],
  ]);
  // By size 0.9 edge, 0.8 gap, 0.5 edge, then gaps; the diagonal is the largest, and does not count.
  const rows = [
    [5, 0.9, -0.5],
    [0.8, 5, 0.1],
    [0, 0, 5],
  ];
  const scores = matrixRows(3, 3, (row, values) => values.set(rows[row]));
  // 7 of the 8 comparisons of an edge with a gap are won; precision 1 at the first edge and 2/3 at the second; 1 of the top 2.
  assert.deepEqual(qualityOf(scores, { truth }), { auroc: 0.875, auprc: 0.8333, earlyPrecision: 0.5 });
  // Of regulator 0 alone there is no gap left to compare with; regulators 0 and 1 leave two, both below an edge but one.
  assert.deepEqual(qualityOf(scores, { truth, assayed: [0, 1] }), {
    auroc: 0.75,
    auprc: 0.8333,
    earlyPrecision: 0.5,
  });
});
