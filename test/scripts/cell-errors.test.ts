import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createConverter } from 'tslab/dist/converter.js';
import { inWordsOf } from '../../scripts/setup/cell-errors.cjs';

// The kernel's own compiler, as cell-errors.cjs gives it to tslab.
const converter = inWordsOf(createConverter({ isJS: false, isBrowser: false }));
after(() => converter.close());

/** Cells one after the other, as a notebook runs them; what is said of the last one. */
function saidOf(...cells: string[]): string[] {
  let before = '';
  let said: string[] = [];
  for (const cell of cells) {
    const { diagnostics, declOutput } = converter.convert(before, cell);
    said = diagnostics.map(
      ({ start, messageText }) => `${start.line + 1}:${start.character + 1} ${messageText}`,
    );
    if (diagnostics.length === 0) before = declOutput ?? '';
  }
  return said;
}

const work = 'async function work() { return [{ genes: 1 }]; }';
const call = 'work(...) gives a promise of its result: write `await` before it, `await work(...)`';

test('a promise that is taken apart, walked through or handed over: the call that lacks its await', () => {
  assert.deepEqual(saidOf(work, 'const [first] = work();'), [`1:7 ${call}`]);
  assert.deepEqual(saidOf(work, '\nfor (const one of work()) console.log(one);'), [`2:19 ${call}`]);
  assert.deepEqual(saidOf(work, 'const { length: n } = work();'), [`1:9 ${call}`]);
  assert.deepEqual(saidOf(work, 'const take = (all: object[]) => all;', 'take(work());'), [`1:6 ${call}`]);
  assert.deepEqual(saidOf(work, 'if (work()) console.log(1);'), []);
});

test('a promise of a cell before: its name once, and the cell', () => {
  assert.deepEqual(
    saidOf(work, '// made here\nconst all = work();', 'all.length; all.map((one) => one); all.flat();'),
    [
      '1:5 all is a promise of a result: the call that makes it needs an `await` before it, in the cell that begins with `// made here`',
    ],
  );
  assert.deepEqual(
    saidOf(
      work,
      'const both = [1, 2].map(() => work());',
      'const take = (all: object[][]) => all; take(both);',
    ),
    ['1:45 these are promises of results: write `await Promise.all(...)` around them'],
  );
});

test('names that are not there are told at once, with the cell that should have made them', () => {
  const cells = [
    "const study: number = 'none';",
    'console.log(study, study + 1, [1].map((k) => study + k)); nowhere(); elsewhere();',
  ];
  assert.deepEqual(saidOf(...cells), [
    "1:13 study is not there, as the cell that begins with `const study: number = 'none';` did not run to its end: mend that one " +
      'and run it again, then this; nowhere and elsewhere are not known here: misspelt, or made by a cell that has not been run ' +
      '("Run All Above Selected Cell" in the menu Run)',
  ]);
  const [only, ...others] = saidOf('missing.forEach((one) => console.log(one));');
  assert.match(only, /^1:1 missing is not known here/);
  assert.deepEqual(others, []);
});

test('all else is said as TypeScript says it, where a promise is asked for as well', () => {
  assert.deepEqual(saidOf("const x: number = 'a';\nconst y: number = 'b';"), [
    "1:7 Type 'string' is not assignable to type 'number'.",
    "2:7 Type 'string' is not assignable to type 'number'.",
  ]);
  assert.deepEqual(saidOf('const x = 1;', 'const y: Promise<number> = x;'), [
    "1:7 Type 'number' is not assignable to type 'Promise<number>'.",
  ]);
  assert.match(saidOf('const study = 1;', 'stduy;')[0], /Did you mean 'study'/);
  assert.deepEqual(saidOf(work, 'const all = await work();', 'all[0].genes;'), []);
});

test('a name that a cell lost is not taken for one that is spelt like it, nor for a property', () => {
  const lost = "const request: number = 'none';";
  const words =
    "request is not there, as the cell that begins with `const request: number = 'none';` did not run to its end: " +
    'mend that one and run it again, then this';
  assert.deepEqual(saidOf(lost, 'console.log({ ...request });'), [`1:18 ${words}`]);
  assert.deepEqual(saidOf(lost, 'console.log({ request });'), [`1:15 ${words}`]);
  // A name that no cell has: the guess is TypeScript's.
  assert.match(saidOf('const studies = [1];', 'studiess.length;').join(), /Did you mean 'studies'/);
});

test('a name that an empty gap is to make is told with what the gap asks for, until a cell makes it', () => {
  const gap = '// Two.\nconst n = 2;\n// Write f and g.\n// Both.\n// Used below: f, g.\n\n';
  const [said, ...others] = saidOf(gap, 'f(n); g(f); nowhere;');
  assert.equal(
    said,
    '1:1 f and g are still to be made, in the gap `// Write f and g.`: fill it and run it, then this; nowhere is not known here: ' +
      'misspelt, or made by a cell that has not been run ("Run All Above Selected Cell" in the menu Run)',
  );
  assert.deepEqual(others, []);
  const filled = `${gap}const f = (x: number) => x;\nconst g = f;`;
  assert.deepEqual(saidOf(gap, filled, 'f(g(n));'), []);
  // What a filled gap lost by a mistake is told as of any cell.
  assert.match(
    saidOf(gap, `${gap}const f: number = 'a', g = 1;`, 'f;')[0],
    /f is not there, as the cell .* mend/,
  );
  // In the cell itself, and with a name like it at hand.
  assert.match(
    saidOf('// Write losses.\n// Used below: losses.\n\nconst loss = losses;')[0],
    /losses is still to be made/,
  );
});
