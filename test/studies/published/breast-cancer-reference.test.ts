import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadBreastCancerReference } from '../../../lib/studies/published/breast-cancer-reference';
import { expectedConfusion } from '../../../lib/evaluation/expected-confusion';
import { persistenceError } from '../../../lib/evaluation/prediction-baselines';

describe("breast cancer, the paper's own 11165 genes", () => {
  it('has the counts that are known, and the baselines of Table 2', async (t) => {
    const reference = await loadBreastCancerReference();
    if (!reference) return t.skip('needs the breast cancer files: npm run data -- breast-cancer');
    const { genes, regulators, assayed, truth, test } = reference;
    assert.deepEqual(
      [genes.length, regulators.length, assayed.length, truth.values.length, test.times.length],
      [11165, 986, 61, 226514, 8],
    );
    // All 61 assayed are among the 986, so that TPR = 1 and TNR = 1 - (986 n - 226514) / (n^2 - 226514).
    const n = genes.length;
    const tnr = 1 - (986 * n - 226514) / (n ** 2 - 226514);
    const everything = new Float64Array(n);
    for (const regulator of regulators) everything[regulator] = n;
    const { balancedAccuracy } = expectedConfusion(everything, truth);
    assert.ok(Math.abs(balancedAccuracy - (1 + tnr) / 2) < 1e-12);
    assert.equal((100 * balancedAccuracy).toFixed(2), '95.67');
    // The paper's models have 7.76e-5 to 8.06e-5.
    assert.equal((1e5 * persistenceError([test], 'recorded')).toFixed(2), '7.81');
  });

  it('is null where the files are not at hand', async () => {
    assert.equal(await loadBreastCancerReference({ mirror: null, downloads: '/nowhere' }), null);
  });
});
