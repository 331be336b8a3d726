import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { selectSources } from '../../lib/commands/data';
import { readSources } from '../../lib/downloads/sources';

describe('npm run data', () => {
  it('selects everything, groups and names', () => {
    const sources = readSources();
    assert.equal(selectSources([]).length, sources.length);
    assert.deepEqual(
      selectSources(['pathways', 'sim350-test']).map(({ name }) => name),
      sources
        .filter(({ name, group }) => group === 'pathways' || name === 'sim350-test')
        .map(({ name }) => name),
    );
    assert.throws(
      () => selectSources(['pathway']),
      /"pathway" is neither a group \(synthetic.* nor the name/,
    );
  });
});
