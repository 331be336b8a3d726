import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBreastCancerStudy } from '../../lib/studies/published/breast-cancer';
import { breastCancerFiles } from '../../lib/studies/published/breast-cancer-files';
import { corruptPrior } from '../../lib/studies/corrupt-prior';
import { readPublishedNetwork } from '../../lib/studies/published/published-network';
import { networkBaselines } from '../../lib/evaluation/baselines';
import { Random } from '../../lib/math/random';
import { signedAdjacency } from '../../lib/simulation/network';

test('on SIM350 the prior alone scores 97.5 % at 5 % noise, and its 97 regulators taken for all 86.3 %', async (t) => {
  const published = await readPublishedNetwork('sim350');
  if (published === null) return t.skip('the published network is not at hand: npm run data');
  const truth = signedAdjacency(published.network);
  for (const [fraction, expected] of [
    [0, 100],
    [0.05, 97.5],
    [0.1, 95],
    [0.2, 90],
  ]) {
    const prior = corruptPrior(truth, fraction, Random.fromSeed(1));
    const baselines = networkBaselines(truth, prior, 5000, Random.fromSeed(2));
    const percent = 100 * baselines.prior.balancedAccuracy;
    // a moved edge may fall on a true one: up to a few of the 550
    assert.ok(Math.abs(percent - expected) < 0.3, `${percent} for ${expected}`);
    // 97 of 350 rows say yes: TPR 1, TNR = (253 * 350) / (350^2 - 550)
    const tnr = (253 * 350) / (350 * 350 - 550);
    assert.ok(Math.abs(baselines.trueRegulators.balancedAccuracy - (1 + tnr) / 2) < 1e-12);
    assert.equal((100 * baselines.trueRegulators.balancedAccuracy).toFixed(1), '86.3');
  }
});

test('on breast cancer who is a regulator is nearly all that the ChIP reference asks', async (t) => {
  for (const [genes, listed, priorAlone, priorWithin] of [
    [500, 95.8, 82.4, 59.7],
    [2000, 95.8, 72.7, 56.6],
  ] as const) {
    const files = await breastCancerFiles(genes);
    if ('missing' in files) return t.skip('the breast cancer files are not at hand: npm run data');
    const { truth, prior, regulators, assayed } = await readBreastCancerStudy(files, { seed: 1 });
    assert.ok(truth);
    const baselines = networkBaselines(truth, prior, 1000, Random.fromSeed(1), { regulators, assayed });
    const percent = (score: { balancedAccuracy: number } | undefined): number =>
      100 * (score?.balancedAccuracy ?? NaN);
    const near = (actual: number, expected: number): void =>
      assert.ok(Math.abs(actual - expected) < 0.1, `${actual} for ${expected} at ${genes} genes`);
    near(percent(baselines.listedRegulators), listed);
    near(percent(baselines.prior), priorAlone);
    near(percent(baselines.withinAssayed?.prior), priorWithin);
    assert.ok(percent(baselines.assayedRegulators) > 99.5, 'the assayed rows alone');
    // within the rows of the assayed regulators, all of them listed, the list says nothing
    near(percent(baselines.withinAssayed?.listedRegulators), 50);
  }
});
