import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DataFrame } from 'danfojs-node';
import { loadStudy } from '../../lib/studies/own/own-study';
import { seriesFrame } from '../../lib/studies/series-frame';

const recorded = Float64Array.of(0.1, 0.2, 0.3, 0.4, 1 / 3, 0.5, 0.25, 1e-7);
const series = { times: Float64Array.of(0, 0.5, 2, 4), recorded, clean: recorded };

describe('a series as a DataFrame', () => {
  it('has a row a gene and a column a time, and is read back as it was', async () => {
    const frame = seriesFrame(['A', 'B'], series);
    const levels = new DataFrame(frame.values, frame);
    assert.deepEqual([levels.shape, levels.columns, levels.index], [[2, 4], ['0', '0.5', '2', '4'], ['A', 'B']]); // prettier-ignore
    assert.equal(levels.at('B', '0'), 1 / 3);
    const { study } = await loadStudy({ expression: levels });
    assert.deepEqual(study.genes, ['A', 'B']);
    assert.deepEqual([...study.training[0].times], [0.5, 2]);
    assert.deepEqual([...study.training[0].recorded], [0.2, 0.3, 0.5, 0.25]);
  });

  it('needs the genes of the series', () => {
    assert.throws(() => seriesFrame(['A'], series), /8 values are not those of 1 genes at 4 times/);
  });
});
