import assert from 'node:assert/strict';
import { test } from 'node:test';
import { htmlTable, markdownTable } from '../../lib/notebook/table';

const columns = ['strategy', 'MSE'];
const rows = [
  ['a|b', 0.5],
  ['<i>', null],
] as const;

test('Markdown: numbers to the right, bars escaped, null left empty', () => {
  assert.equal(
    markdownTable(rows, columns),
    ['| strategy | MSE |', '| --- | ---: |', '| a\\|b | 0.5 |', '| <i> |  |'].join('\n'),
  );
});

test('HTML: the same cells, with every text escaped', () => {
  const html = htmlTable(rows, columns);
  assert.ok(
    html.includes(
      '<td style="text-align:left">&lt;i&gt;</td><td style="text-align:right;white-space:nowrap"></td>',
    ),
  );
  assert.equal(html.match(/<tr>/g)?.length, 3);
  assert.ok(!html.includes('<i>'));
});

test('a row that does not fit the columns is refused by number', () => {
  assert.throws(() => markdownTable([['a', 1], ['b']], columns), {
    name: 'RangeError',
    message: /row 1 .* 1 cells/,
  });
});

test('a number with its interval goes to the right and breaks before the interval only', () => {
  const html = htmlTable(
    [['0.8 ± 0.2 [0.3, 1.4]', '+16.7 [+2.5, +78.1]', 'a [b, c]', '+1.2']],
    ['x', 'y', 'z', 'd'],
  );
  assert.ok(html.includes('<td style="text-align:right">0.8\u00a0±\u00a00.2 [0.3,\u00a01.4]</td>'));
  assert.ok(html.includes('<td style="text-align:right">+16.7 [+2.5,\u00a0+78.1]</td>'));
  assert.ok(html.includes('<td style="text-align:left">a [b,'));
  assert.ok(html.includes('<td style="text-align:right;white-space:nowrap">+1.2</td>'));
});

test('a power of ten, an inequality and a percentage stay on one line', () => {
  const html = htmlTable(
    [['SIM350, 5 % noise', 4.2, 88]],
    ['pre-trained', 'test MSE (1e-3)', 'accuracy % (E ≠ 0)'],
  );
  assert.ok(html.includes('>test MSE (1e\u20113)</th>'));
  assert.ok(html.includes('>pre-trained</th>'));
  assert.ok(html.includes('>SIM350, 5\u00a0% noise</td>'));
  assert.ok(html.includes('>accuracy % (E\u00a0≠\u00a00)</th>'));
});
