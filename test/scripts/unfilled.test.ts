import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { temporaryFolder } from '../files/temporary-folder';
import { PROJECT } from './pages';

interface Cell {
  readonly id: string;
  readonly cell_type: 'code' | 'markdown';
  readonly metadata: { readonly tags?: string[]; readonly task?: string; readonly gap?: object };
  readonly source: string | string[];
  readonly outputs?: readonly unknown[];
}
const textOf = ({ source }: Cell): string => [source].flat().join('');

test('twins are written where they are not there and where they are outdated, and somebody\u2019s answers stay', async (t) => {
  const { twins, writeTwins } = await import('../../scripts/unfilled.mjs');
  const { hashOf } = await import('../../scripts/setup/stamps.mjs');
  const folder = path.join(temporaryFolder(t), 'unfilled');
  const names = [...twins().keys()];
  const [first, second] = names;
  assert.equal(first, '00-start-here.ipynb');
  assert.deepEqual(writeTwins(folder), { written: names, same: [], kept: [] });
  assert.deepEqual(writeTwins(folder), { written: [], same: names, kept: [] });
  interface Twin {
    readonly cells: { source: string; outputs?: object[] }[];
    readonly metadata: { asWritten: string };
  }
  const file = path.join(folder, first);
  const change = (edit: (twin: Twin) => void): string => {
    const twin = JSON.parse(twins().get(first)!) as Twin;
    edit(twin);
    writeFileSync(file, JSON.stringify(twin));
    return readFileSync(file, 'utf8');
  };

  // One that was run has nothing in it that the cells do not give again; its outputs stay all the same.
  const run = change((twin) => twin.cells.forEach((cell) => (cell.outputs = [{}])));
  assert.deepEqual(writeTwins(folder).same, names);
  assert.equal(readFileSync(file, 'utf8'), run);

  // As an earlier notebook's twin was written: its text is another, and its hash is of that text.
  change((twin) => {
    twin.cells[0].source = 'An earlier text.';
    const sources = JSON.stringify(twin.cells.map(({ source }) => source));
    twin.metadata.asWritten = hashOf({ sources });
  });
  assert.deepEqual(writeTwins(folder), { written: [first], same: [second], kept: [] });
  assert.equal(readFileSync(file, 'utf8'), twins().get(first));

  const answered = change((twin) => (twin.cells[0].source = 'const answer = 42;'));
  assert.deepEqual(writeTwins(folder), { written: [], same: [second], kept: [first] });
  assert.equal(readFileSync(file, 'utf8'), answered);
  writeFileSync(file, 'answers');
  assert.deepEqual(writeTwins(folder).kept, [first]);
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

const cellsOf = (json: string): Cell[] => (JSON.parse(json) as { cells: Cell[] }).cells;

/** A gap as somebody fills it: the answer in place of what is asked for, and of the line that it leaves to write in. */
function filled(gap: string, task: string, answer: string): string {
  const lines = gap.split('\n');
  const first = task.split(' ')[0];
  const from = lines.findIndex((line) => line.trim().startsWith(`// ${first} `));
  const margin = lines[from].replace(/\S.*/, '');
  // What is asked for may take several lines.
  let to = from;
  let asked = '';
  while (asked.length < task.length) asked += `${asked && ' '}${lines[to++].trim().slice('// '.length)}`;
  assert.equal(asked, task);
  if (lines[to].startsWith(`${margin}throw '`)) to++;
  else {
    if (lines[to].startsWith('// Used below: ')) to++;
    to = lines.slice(to).every((line) => line === '') ? lines.length : to + 1;
  }
  const written = answer.split('\n').map((line) => (line === '' ? line : margin + line));
  return [...lines.slice(0, from), ...written, ...lines.slice(to)].join('\n');
}

for (const name of ['00-start-here.ipynb', '01-synthetic.ipynb']) {
  test(`the twin of ${name} with its answers put into its gaps is the notebook, cell by cell`, async () => {
    const { twins } = await import('../../scripts/unfilled.mjs');
    const isCode = ({ cell_type }: Cell): boolean => cell_type === 'code';
    const code = cellsOf(readFileSync(path.join(PROJECT, 'notebooks', name), 'utf8')).filter(isCode);
    const twin = cellsOf(twins().get(name)!);
    const gaps = twin.filter(isCode);
    const answers = new Map(
      twin
        .filter(({ id }) => id.endsWith('-answer'))
        .map((cell) => [cell.id.slice(0, -'-answer'.length), /```ts\n([^]*)\n```/.exec(textOf(cell))![1]]),
    );
    const marked = code.filter(({ metadata }) => metadata.tags?.includes('exercise'));
    assert.deepEqual(
      [...answers.keys()],
      marked.map(({ id }) => id),
    );
    assert.ok(marked.length >= 5);
    for (const [k, cell] of gaps.entries()) {
      const { task } = code[k].metadata;
      const answer = answers.get(cell.id);
      const text = answer === undefined ? textOf(cell) : filled(textOf(cell), task!, answer);
      assert.equal(text.replaceAll('../../', '../'), textOf(code[k]));
      // Nothing is given away.
      if (answer !== undefined) assert.ok(!textOf(cell).includes(answer.split('\n')[0]), textOf(cell));
      const { tags, task: asked, gap } = cell.metadata;
      assert.deepEqual([tags?.includes('exercise') ?? false, asked, gap], [false, undefined, undefined]);
      assert.equal(cell.outputs?.length, 0);
    }
  });
}

/** What TypeScript finds in the code of a twin's cells, one below the other as in the kernel. */
function mistakesIn(twin: readonly Cell[]): readonly ts.Diagnostic[] {
  const file = path.join(PROJECT, 'notebooks', 'unfilled', 'twin.ts');
  const code = twin.filter(({ cell_type }) => cell_type === 'code').map(textOf);
  const options: ts.CompilerOptions = {
    // Without a browser's names, as in the kernel.
    ...{
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts'],
      module: ts.ModuleKind.ESNext,
      strict: true,
    },
    ...{ moduleResolution: ts.ModuleResolutionKind.Node10, esModuleInterop: true, types: ['node'] },
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.readFile = (name) => (name === file ? code.join('\n') : readFile(name));
  host.getSourceFile = (name, ...others) =>
    name === file
      ? ts.createSourceFile(name, code.join('\n'), ts.ScriptTarget.ES2022, true)
      : getSourceFile(name, ...others);
  const program = ts.createProgram([file], options, host);
  const source = program.getSourceFile(file);
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
}

test('what a twin leaves standing has no mistake but the names that its gaps say are used below', async () => {
  const { twins } = await import('../../scripts/unfilled.mjs');
  for (const [name, text] of twins()) {
    const twin = cellsOf(text);
    const said = mistakesIn(twin).map(({ code, messageText }) => ({
      code: code,
      text: ts.flattenDiagnosticMessageText(messageText, '\n'),
    }));
    // Names that are not there, and parameters that get their type from one.
    const unknown = said.filter(({ code }) => [2304, 2552, 18004].includes(code));
    assert.deepEqual(
      said.filter((one) => !unknown.includes(one) && one.code !== 7006),
      [],
      name,
    );
    const missing = new Set(unknown.map((one) => /'([^']+)'/.exec(one.text)![1]));
    const answers = twin.filter(({ id }) => id.endsWith('-answer'));
    const announced = answers.flatMap((answer) => {
      const gap = textOf(twin[twin.indexOf(answer) - 1]);
      const names = /^\/\/ Used below: (.*)\.$/m.exec(gap)?.[1].split(', ') ?? [];
      // What only other gaps need is missing in these.
      const others = answers.filter((one) => one !== answer).map(textOf);
      for (const one of names) {
        const used = missing.has(one) || new RegExp(`\\b${one}\\b`).test(others.join('\n'));
        assert.ok(used, `${name}: ${one} is not used`);
      }
      return names;
    });
    assert.deepEqual(
      [...missing].filter((one) => !announced.includes(one)),
      [],
      name,
    );
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

test('what is asked for at length stands in a comment of several lines', async () => {
  const { unfilled } = await import('../../scripts/unfilled/twin.mjs');
  const task = 'word '.repeat(60).trim();
  const cell = {
    id: 'one',
    cell_type: 'code' as const,
    metadata: { tags: ['exercise'], task: task },
    source: 'f();',
  };
  const [, gap] = unfilled({ cells: [cell] }, 'a.ipynb')!.cells;
  const lines = String(gap.source).trimEnd().split('\n');
  assert.equal(lines.map((line) => line.replace(/^\/\/ /, '')).join(' '), task);
  assert.ok(lines.length === 4 && lines.every((line) => line.startsWith('// word') && line.length <= 90));
});

test('a gap of some statements leaves the others, in a function with a line that says it is empty', async () => {
  const { unfilled } = await import('../../scripts/unfilled/twin.mjs');
  const twinOf = (source: string, gap: { from: string; to?: string }): string[] => {
    const metadata = { tags: ['exercise'], task: 'Write it.', gap: gap };
    const cells = [{ id: 'one', cell_type: 'code' as const, metadata: metadata, source: source }];
    const [, cell, answer] = unfilled(
      { cells: [...cells, { ...cells[0], metadata: {}, source: 'b + c;' }] },
      'a.ipynb',
    )!.cells;
    return [String(cell.source), /```ts\n([^]*)\n```/.exec(String(answer.source))![1]];
  };
  assert.deepEqual(twinOf('const a = 1;\nconst b = 2;\n// kept\nconst c = 3;', { from: 'const b' }), [
    'const a = 1;\n// Write it.\n// Used below: b.\n\n// kept\nconst c = 3;',
    'const b = 2;',
  ]);
  const code = 'const f = (x: string[]) => {\n  let y = [0];\n  y = x[0](\n    1,\n  );\n  return y;\n};';
  assert.deepEqual(twinOf(code, { from: 'y =', to: 'return' }), [
    "const f = (x: string[]) => {\n  let y = [0];\n  // Write it.\n  throw 'This gap is still to be filled: " +
      "what the comment above asks for, in place of this line.';\n};",
    'y = x[0](\n  1,\n);\nreturn y;',
  ]);
  assert.throws(() => twinOf('f();\nf();', { from: 'f' }), /a\.ipynb: cell one: 2 statements begin with "f"/);
  assert.throws(() => twinOf('f();', { from: 'g' }), /cell one: 0 statements begin with "g"/);
  assert.throws(() => twinOf('f();', { from: 'f', to: 'g' }), /no statement begins with "g"/);
});
