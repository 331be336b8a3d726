import assert from 'node:assert/strict';
import { test } from 'node:test';
import { category, quantity } from '../../../lib/figures/marks/marks';

test('straight quotation marks in the title of a field become curly ones; all else stays as it is given', () => {
  const axis = { grid: false };
  assert.deepEqual(quantity('mean', { title: '% off "nothing changes", "a" or 5"', axis }), {
    field: 'mean',
    type: 'quantitative',
    title: '% off “nothing changes”, “a” or 5”',
    axis,
  });
  assert.deepEqual(category('who', { title: ['who', 'is "it"'] }).title, ['who', 'is “it”']);
  assert.deepEqual(category('who', { title: null }), { field: 'who', type: 'nominal', title: null });
  assert.deepEqual(quantity('mean'), { field: 'mean', type: 'quantitative' });
});
