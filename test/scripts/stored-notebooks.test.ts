import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { htmlTable } from '../../lib/notebook/table';
import { NOTEBOOKS, PROJECT } from './pages';
import { leastWidth } from './table-width';

const VEGA_LITE = 'application/vnd.vegalite.v5+json';
/** As CONTRIBUTING.md has it. */
const MOST_BYTES = 2 * 1024 ** 2;
/** Pixels beside JupyterLab's file browser on a screen of 1366, and in the book on one of 1400. */
const MOST_WIDE = 900;

test('a table is as wide as what does not break in it', () => {
  // Letters: "strategy" 8, then "balanced" 8 in the heading, then "3, Dormand-" breaks into "Dormand-", 8; two more for each padding.
  const table = htmlTable(
    [['L0', '70.4 ± 1.8 [69.6, 71.2]', '3, Dormand-Prince']],
    ['strategy', 'balanced %', 'n'],
  );
  assert.equal(leastWidth(table), 7 * (8 + 2 + 12 + 2 + 8 + 2));
  // On one line where there is no interval: "70.4 ± 1.8".
  assert.equal(leastWidth(htmlTable([['70.4 ± 1.8']], ['a &'])), 7 * (10 + 2));
});

interface Output {
  readonly output_type: string;
  readonly name?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly metadata?: Readonly<Record<string, { width?: number; alt?: string }>>;
}
interface Cell {
  readonly id: string;
  readonly cell_type: string;
  readonly execution_count?: number | null;
  readonly outputs?: readonly Output[];
}

for (const notebook of NOTEBOOKS) {
  const file = path.join(PROJECT, notebook);
  const { cells } = JSON.parse(readFileSync(file, 'utf8')) as { cells: Cell[] };
  const code = cells.filter(({ cell_type }) => cell_type === 'code');
  const outputs = code.flatMap((cell) => cell.outputs ?? []);

  test(`${notebook}: executed once from top to bottom, without an error, below 2 MB`, () => {
    assert.ok(statSync(file).size < MOST_BYTES, `${statSync(file).size} bytes`);
    assert.deepEqual(
      code.map(({ execution_count }) => execution_count),
      code.map((_, k) => k + 1),
    );
    assert.deepEqual(
      outputs.filter(({ output_type, name }) => output_type === 'error' || name === 'stderr'),
      [],
    );
    assert.equal(new Set(cells.map(({ id }) => id)).size, cells.length, 'a cell has an id of its own');
  });

  test(`${notebook}: what is stored is of published data, not of what stands in for them`, () => {
    const texts = outputs.map(({ data, ...rest }) => ({ ...rest, ...data, [VEGA_LITE]: null }));
    assert.doesNotMatch(JSON.stringify(texts), /generated (network|stand-in)/i);
  });

  test(`${notebook}: figures that fit a page, each described for those who do not see it`, () => {
    const figures = outputs.filter(({ data }) => data !== undefined && VEGA_LITE in data);
    assert.ok(figures.length > 0);
    for (const { data, metadata } of figures) {
      const { description } = data![VEGA_LITE] as { description?: string };
      const [told] = Object.values(metadata ?? {});
      assert.ok(description && told?.alt === description, `${notebook}: ${description}`);
      assert.ok((told.width ?? Infinity) <= MOST_WIDE, `${told.width} pixels: ${description}`);
    }
  });

  test(`${notebook}: tables that fit a page`, () => {
    for (const { data } of outputs) {
      const html = [data?.['text/html'] ?? ''].flat().join('');
      assert.ok(leastWidth(html) <= MOST_WIDE, `${leastWidth(html)} pixels: ${html.slice(0, 600)}`);
    }
  });
}
