import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { NOTEBOOKS, PROJECT } from './pages';

const VEGA_LITE = 'application/vnd.vegalite.v5+json';
/** As CONTRIBUTING.md has it. */
const MOST_BYTES = 2 * 1024 ** 2;
/** Pixels beside JupyterLab's file browser on a screen of 1366. */
const MOST_WIDE = 900;

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
}
