import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { selectSources } from '../../lib/commands/data';
import { readSources } from '../../lib/downloads/sources';

describe('npm run data', () => {
  it("selects everything but the authors' large files, groups and names", () => {
    const sources = readSources();
    const large = selectSources(['authors']).map(({ name }) => name);
    assert.deepEqual(large, [
      'sim350-train',
      'sim690-train',
      'brca-11165',
      'brca-11165-prior',
      'marrow-erythroid-test',
      'marrow-erythroid-train',
      'marrow-monocyte-test',
    ]);
    assert.deepEqual(
      selectSources([]).map(({ name }) => name),
      sources.map(({ name }) => name).filter((name) => !large.includes(name)),
    );
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
