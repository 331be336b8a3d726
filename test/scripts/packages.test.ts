import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

describe('agrees', async () => {
  const { agrees } = await import('../../scripts/setup/packages.mjs');
  const wanted = {
    packages: {
      '': { version: '0.1.0' },
      'node_modules/vega': { version: '5.33.1' },
      'node_modules/for-another-platform': { version: '1.0.0', optional: true },
    },
  };
  const installed = { packages: { 'node_modules/vega': { version: '5.33.1' } } };

  it('accepts every package at its version, without those of other platforms', () => {
    assert.equal(agrees(wanted, installed), true);
  });

  it('refuses an empty folder, a missing package, another version and one too many', () => {
    const vega = (version: string) => ({ 'node_modules/vega': { version } });
    assert.equal(agrees(wanted, null), false);
    assert.equal(agrees(wanted, { packages: {} }), false);
    assert.equal(agrees(wanted, { packages: vega('6.0.0') }), false);
    assert.equal(
      agrees(wanted, { packages: { ...vega('5.33.1'), 'node_modules/left': { version: '1.0.0' } } }),
      false,
    );
  });
});
