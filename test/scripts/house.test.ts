import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';

const root = join(__dirname, '..', '..');

describe('the house', async () => {
  const { circles, climbing, FLOORS, importsOf, longFunctions, notebookLines } =
    await import('../../scripts/house.mjs');
  const { publicNames, sourcesOf, strayParameters } = await import('../../scripts/house.mjs');
  const imports = importsOf(sourcesOf(root));

  it('has no circle of files that import each other, types included', () => {
    assert.deepEqual(circles(imports), []);
  });

  it('has no notebook with a code cell of more than 15 lines', () => {
    const folder = join(root, 'notebooks');
    const names = readdirSync(folder).filter((name) => name.endsWith('.ipynb'));
    assert.ok(names.length >= 6);
    const long = names.filter((name) => notebookLines(join(folder, name)).longest > 15);
    assert.deepEqual(long, []);
  });

  it('has no room that imports from one above it', () => {
    assert.deepEqual(climbing(imports), []);
  });

  it('is told floor by floor in CONTRIBUTING, and the tests have its rooms', () => {
    const told = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8').matchAll(/^\| `(\w+)` /gm);
    const rooms = FLOORS.filter((room) => existsSync(join(root, 'lib', room)));
    assert.deepEqual([...told].map(([, room]) => room).reverse(), rooms);
    const tests = readdirSync(join(root, 'test'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    assert.deepEqual(
      tests.map(({ name }) => name).filter((name) => !rooms.includes(name)),
      ['browser', 'scripts'],
    );
  });

  it('offers at most 160 names, and no function or class without a docstring', () => {
    const names = publicNames(root);
    assert.ok(names.length <= 160, `${names.length} names`);
    const silent = names.filter(({ callable, documented }) => callable && !documented);
    assert.deepEqual(
      silent.map(({ name }) => name),
      [],
    );
  });

  it('has no docstring of a parameter that is not there: typedoc fails at one, and the book with it', () => {
    assert.deepEqual(strayParameters(sourcesOf(root)), []);
  });

  it('is seen where it does not hold: a made-up library with each fault', () => {
    const folder = mkdtempSync(join(tmpdir(), 'house-'));
    try {
      const write = (file: string, text: string): void => {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
      };
      write('lib/math/sum.ts', "import type { Study } from '../studies/study';\nexport type Sum = Study;\n");
      write('lib/studies/study.ts', "import type { Pairs } from './pairs';\nexport type Study = Pairs;\n");
      write('lib/studies/pairs.ts', "export * from './fold';\nexport type Pairs = 1;\n");
      write('lib/studies/fold.ts', "import type { Study } from './study';\nexport type Fold = Study;\n");
      write('lib/attic/old.ts', "import '../math/sum';\n");
      write('lib/pruning/long.ts', `export function long() {\n${'  void 0;\n'.repeat(60)}}\n`);
      const stray =
        '/** @param n gone\n * @param o.p there */\nexport const f = (o: { p: number }) => o.p;\n';
      write(
        'lib/ode/stray.ts',
        `${stray}/** @param options.q gone */\nexport function g({ q }: { q: 1 }) {}\n`,
      );
      write('lib/index.ts', '/** Told. */\nexport function told() {}\nexport function silent() {}\n');
      const made = sourcesOf(folder);
      const found = importsOf(made);
      assert.equal(found.length, 5);
      assert.deepEqual(strayParameters(made), ['ode/stray.ts: @param n', 'ode/stray.ts: @param options.q']);
      assert.deepEqual(circles(found), [['studies/fold.ts', 'studies/pairs.ts', 'studies/study.ts']]);
      assert.deepEqual(climbing(found), [
        'attic/old.ts imports math/sum.ts',
        'math/sum.ts imports studies/study.ts',
      ]);
      assert.deepEqual(
        longFunctions(made).map(({ name, lines }) => [name, lines]),
        [['long', 62]],
      );
      assert.deepEqual(
        publicNames(folder).map(({ name, documented }) => [name, documented]),
        [
          ['told', true],
          ['silent', false],
        ],
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('counts what a notebook shows and formats apart from what it does', () => {
    const folder = mkdtempSync(join(tmpdir(), 'house-'));
    const file = join(folder, 'one.ipynb');
    const cell = (source: string): object => ({ cell_type: 'code', source: source.split(/(?<=\n)/) });
    const cells = [
      { cell_type: 'markdown', source: ['# Title'] },
      cell("import * as dash from '../lib';\n\nconst study = dash.load({\n  seed: 1,\n});"),
      cell('const percent = (x: number) => x.toFixed(1);\nawait dash.show(\n  dash.figure(study),\n);'),
    ];
    try {
      writeFileSync(file, JSON.stringify({ cells }));
      assert.deepEqual(notebookLines(file), { cells: 2, lines: 8, lesson: 4, above15: 0, longest: 4 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
