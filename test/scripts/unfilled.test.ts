import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../files/temporary-folder';
import { PROJECT } from './pages';

interface Cell {
  readonly id: string;
  readonly cell_type: 'code' | 'markdown';
  readonly metadata: { readonly tags?: string[]; readonly task?: string };
  readonly source: string | string[];
  readonly outputs?: readonly unknown[];
}
const textOf = ({ source }: Cell): string => [source].flat().join('');

test('twins are written where they are not there, and somebody\u2019s answers stay', async (t) => {
  const { twins, writeTwins } = await import('../../scripts/unfilled.mjs');
  const folder = path.join(temporaryFolder(t), 'unfilled');
  const names = [...twins().keys()];
  assert.ok(names.includes('00-start-here.ipynb'));
  assert.deepEqual(writeTwins(folder), { written: names, kept: [] });
  const file = path.join(folder, '00-start-here.ipynb');
  assert.equal(readFileSync(file, 'utf8'), twins().get('00-start-here.ipynb'));
  writeFileSync(file, 'answers');
  assert.deepEqual(writeTwins(folder), { written: [], kept: names });
  assert.equal(readFileSync(file, 'utf8'), 'answers');
  assert.deepEqual(readdirSync(folder).sort(), [...names].sort());
});

test('the set-up looks for the twins of all notebooks with a marked cell', async () => {
  const { twins } = await import('../../scripts/unfilled.mjs');
  const { twins: step } = await import('../../scripts/setup/twins.mjs');
  const there = [...twins().keys()].every((name) =>
    existsSync(path.join(PROJECT, 'notebooks', 'unfilled', name)),
  );
  assert.equal(step.present(), there);
});

test('a twin with its answers put into its gaps is the notebook, cell by cell', async () => {
  const { twins } = await import('../../scripts/unfilled.mjs');
  for (const [name, text] of twins()) {
    const read = (json: string): Cell[] => (JSON.parse(json) as { cells: Cell[] }).cells;
    const whole = read(readFileSync(path.join(PROJECT, 'notebooks', name), 'utf8'));
    const twin = read(text);
    const answers = new Map(
      twin
        .filter(({ id }) => id.endsWith('-answer'))
        .map((cell) => [cell.id.slice(0, -'-answer'.length), /```ts\n([^]*)\n```/.exec(textOf(cell))![1]]),
    );
    const filled = twin.filter(({ cell_type }) => cell_type === 'code');
    const code = whole.filter(({ cell_type }) => cell_type === 'code');
    assert.deepEqual(
      filled.map((cell) => (answers.get(cell.id) ?? textOf(cell)).replaceAll('../../', '../')),
      code.map(textOf),
    );
    assert.ok(filled.every(({ outputs }) => outputs?.length === 0));
    // What is asked for says so, and gives nothing away.
    const marked = code.filter(({ metadata }) => metadata.tags?.includes('exercise'));
    assert.deepEqual(
      [...answers.keys()],
      marked.map(({ id }) => id),
    );
    for (const { id, metadata } of marked) {
      const gap = textOf(filled.find((cell) => cell.id === id)!);
      assert.ok(gap.startsWith(`// ${metadata.task}\n`), id);
      assert.ok(
        gap.split('\n').every((line) => line === '' || line.startsWith('//')),
        gap,
      );
    }
  }
});

test('a gap names what the cells below it need, and a marked cell says what is asked for', async () => {
  const { declaredNames, unfilled } = await import('../../scripts/unfilled/twin.mjs');
  assert.deepEqual(
    declaredNames(
      'const { a, b: [c, , d] } = f();\nlet e = 1, g;\nfunction h() { const inner = 1; }\nif (e) { const no = 2; }',
    ),
    ['a', 'c', 'd', 'e', 'g', 'h'],
  );
  const cell = (id: string, source: string, metadata = {}) => ({
    id,
    cell_type: 'code' as const,
    metadata,
    source,
  });
  const marked = { tags: ['exercise', 'mine'], task: 'Find x.' };
  const twin = unfilled(
    {
      nbformat: 4,
      cells: [
        cell('one', "import * as dash from '../lib';\nconst x = 1;\nconst unused = 2;", marked),
        {
          id: 'two',
          cell_type: 'markdown',
          metadata: {},
          source: '[a](b.ipynb) [c](https://d) [e](#f) [g](../h.md)',
        },
        cell('three', 'dash.show(x);'),
      ],
    },
    'a.ipynb',
  )!;
  const [, gap, answer, text] = twin.cells;
  assert.equal(gap.source, '// Find x.\n// Used below: x.\n\n');
  assert.deepEqual(gap.metadata, { tags: ['mine'] });
  assert.match(String(answer.source), /from '\.\.\/\.\.\/lib'/);
  assert.equal(text.source, '[a](../b.ipynb) [c](https://d) [e](#f) [g](../../h.md)');
  assert.equal(unfilled({ cells: [cell('one', '1')] }, 'a.ipynb'), null);
  assert.throws(
    () => unfilled({ cells: [cell('one', '1', { tags: ['exercise'] })] }, 'a.ipynb'),
    /a\.ipynb: cell one .* no task/,
  );
});
