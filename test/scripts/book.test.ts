import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { pythonIn } from '../../scripts/setup/venv.cjs';
import { NOTEBOOKS, PAGES, PROJECT, anchorsOf, brokenLink, linksOf } from './pages';

const read = (...parts: string[]): string => readFileSync(path.join(PROJECT, ...parts), 'utf8');

test('every notebook and every page of the documentation is in the table of contents, once', async () => {
  const { twins } = await import('../../scripts/unfilled.mjs');
  const unfilled = [...twins().keys()].map((name) => `notebooks/unfilled/${name}`);
  const listed = [...read('docs', 'book', 'toc.yml').matchAll(/^(?:root| *- file): *(\S+)$/gm)].map(
    ([, page]) => page,
  );
  assert.deepEqual([...listed].sort(), [...new Set(listed)].sort(), 'a page twice');
  assert.deepEqual(
    [...listed].sort(),
    [...NOTEBOOKS, ...unfilled, ...PAGES].map((page) => page.replace(/\.(md|ipynb)$/, '')).sort(),
  );
  const notebooks = listed.filter((page) => /^notebooks\/[^/]+$/.test(page));
  assert.deepEqual(notebooks, [...notebooks].sort(), 'the notebooks in their order');
});

test('every local link of the pages and notebooks leads somewhere, to a heading where it names one', () => {
  const links = [...PAGES, ...NOTEBOOKS].flatMap((page) => linksOf(page).map((link) => [page, link]));
  assert.ok(links.length > 50, `${links.length} links`);
  assert.deepEqual(
    links.flatMap(([page, link]) => brokenLink(page, link) ?? []),
    [],
  );
  // What the check rests on, seen to fail.
  assert.match(brokenLink('README.md', 'docs/no-such-page.md') ?? '', /is not there/);
  assert.match(brokenLink('README.md', 'environment.md#no-such-heading') ?? '', /no such heading/);
  assert.ok(anchorsOf('environment.md').includes('native-tensorflow-in-two-ways'));
});

test('what builds the book, and what its pages load, has a version of its own', () => {
  const requirements = read('docs', 'book', 'requirements.txt').split('\n');
  const pinned = requirements.filter((line) => line !== '' && !line.startsWith('#'));
  assert.ok(pinned.length >= 3);
  for (const line of pinned) assert.match(line, /^[\w-]+==\d+(\.\d+)+$/);
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
    string,
    Record<string, string>
  >;
  const versions = { ...dependencies, ...devDependencies };
  for (const name of ['vega', 'vega-lite', 'vega-embed', 'mathjax']) {
    assert.match(versions[name], /^\d+\.\d+\.\d+$/, name);
  }
});

test('every script that a page loads lies in the packages', async () => {
  const { ASSETS } = await import('../../scripts/book/assets.mjs');
  for (const parts of Object.values(ASSETS).flat()) {
    assert.ok(existsSync(path.join(PROJECT, 'node_modules', ...parts)), parts.join('/'));
  }
});

const PYTHON = pythonIn(path.join(PROJECT, '.venv'));

/** A png's head, which says 640 x 480. */
const PNG = Buffer.from('89504e470d0a1a0a0000000d4948445200000280000001e00802000000', 'hex').toString(
  'base64',
);

test(
  'a figure of a stored notebook becomes its picture, with size and words, and its specification',
  { skip: existsSync(PYTHON) ? false : 'the notebooks are not set up (npm run setup)' },
  () => {
    const VEGA_LITE = 'application/vnd.vegalite.v5+json';
    const figure = (spec: object, metadata = {}) => ({
      output_type: 'display_data',
      metadata,
      data: { [VEGA_LITE]: spec, 'image/png': PNG, 'text/plain': 'words' },
    });
    const cell = (metadata: object, outputs: object[]) => ({
      ...{ id: 'a', cell_type: 'code', source: 'x', execution_count: 1 },
      metadata,
      outputs,
    });
    const evil = { title: { text: ['Two "lines"', '</script>'] }, data: { values: ['</script><b>'] } };
    const notebook = {
      ...{ nbformat: 4, nbformat_minor: 5, metadata: {} },
      cells: [
        cell({ tags: ['mine'], jupyter: { source_hidden: true } }, [figure(evil)]),
        cell({}, [figure({ description: 'said' }, { 'image/png': { width: 300, height: 200 } })]),
      ],
    };
    const script =
      'import sys, json; sys.path.insert(0, "docs/book"); import stored_figures as s;' +
      'print(json.dumps(s.read_notebook(sys.stdin.read())))';
    const { stdout, stderr } = spawnSync(PYTHON, ['-c', script], {
      cwd: PROJECT,
      encoding: 'utf8',
      input: JSON.stringify(notebook),
    });
    assert.notEqual(stdout, '', stderr);
    const { cells } = JSON.parse(stdout) as {
      cells: { metadata: { tags?: string[] }; outputs: { data: Record<string, string> }[] }[];
    };
    const [first, second] = cells.map(({ outputs }) => outputs[0].data['text/html']);
    assert.deepEqual(cells[0].metadata.tags, ['mine', 'hide-input']);
    assert.match(first, /<img [^>]*width="320" height="240" alt="Two &quot;lines&quot;&lt;\/script&gt;">/);
    assert.match(second, /<img [^>]*width="300" height="200" alt="said">/);
    // The script element ends where it should, and holds the specification.
    const [, text] =
      /<script type="application\/vnd\.vegalite\.v5\+json">([^]*?)<\/script>/.exec(first) ?? [];
    assert.deepEqual(JSON.parse(text), evil);
  },
);
