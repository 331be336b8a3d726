/*
 * Loaded into the kernel's process before tslab (by the kernelspec): what TypeScript finds in a cell, in words that tell
 * somebody who is new to it what to do. tslab prints what its converter hands it; here the converter is given another
 * tongue for two kinds of mistakes, which in a notebook are the most common ones.
 */
const path = require('node:path');

/** The compiler that tslab brings, which is loaded anyway. */
const ts = /** @type {typeof import('typescript')} */ (
  /** @type {unknown} */ (require('@tslab/typescript-for-tslab'))
);

/**
 * What tslab's converter says of one mistake; of one that TypeScript explains at length, several at one place.
 *
 * @typedef {{ line: number, character: number, offset: number }} Place
 * @typedef {{ start: Place, end: Place, messageText: string, category: number, code: number, fileName?: string }} Mistake
 */

/** Of a line by which a cell is named. */
const LONGEST = 60;

/** TypeScript's numbers of it: by itself, as a property in short, and with a name that is like it. */
const NO_NAME = [2304, 18004];
const ANOTHER_NAME = 2552;

/** By this a notebook with gaps says which names a gap is to make: see scripts/unfilled/twin.mjs. */
const GAP = /^\/\/ Used below: ([\w$, ]+)\.$/m;

/** A promise where its result is needed, as the messages have it; where a promise is asked for is another matter. */
const PROMISE = /(types?|this|and) 'Promise</i;
const ASKED_FOR = / is not assignable to | from type /;

/**
 * The names that a cell declares.
 *
 * @param {import('typescript').SourceFile} cell
 */
function declaredNames(cell) {
  /** @type {(name: import('typescript').BindingName) => string[]} */
  const names = (name) =>
    ts.isIdentifier(name)
      ? [name.text]
      : name.elements.flatMap((element) => (ts.isBindingElement(element) ? names(element.name) : []));
  return cell.statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap(({ name }) => names(name));
    if (ts.isImportDeclaration(statement)) {
      const { name, namedBindings: named } = statement.importClause ?? {};
      const others =
        named && (ts.isNamespaceImport(named) ? [named.name] : named.elements.map((one) => one.name));
      return [...(name ? [name] : []), ...(others ?? [])].map(({ text }) => text);
    }
    const declaration = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
    return declaration && statement.name ? [statement.name.text] : [];
  });
}

/**
 * The expression whose value a mistake is about: of `const [a] = f()` the call, of `study.genes` the study.
 *
 * @param {import('typescript').SourceFile} cell
 * @param {number} offset
 * @param {number} end
 * @returns {import('typescript').Node | null}
 */
function expressionAt(cell, offset, end) {
  /** @type {import('typescript').Node | null} */
  let found = null;
  /** @param {import('typescript').Node} node */
  const visit = (node) => {
    if (node.getStart(cell) <= offset && node.getEnd() >= end) {
      found = node;
      node.forEachChild(visit);
    }
  };
  visit(cell);
  for (let node = /** @type {import('typescript').Node | null} */ (found); node; node = node.parent) {
    if (ts.isVariableDeclaration(node)) return node.initializer ?? null;
    const { parent } = node;
    if (ts.isPropertyAccessExpression(parent) && parent.name === node) return parent.expression;
    if (ts.isExpression(node) && !ts.isBindingElement(parent)) return node;
  }
  return null;
}

/**
 * @param {import('typescript').SourceFile} cell
 * @param {Mistake} mistake
 * @param {ReadonlyMap<string, string>} seen of every name that a cell has declared, that cell's first line
 */
function ofPromise(cell, { start, end, messageText }, seen) {
  if (/'Promise<[^']*>\[\]'/.test(messageText.split(ASKED_FOR)[0]))
    return 'these are promises of results: write `await Promise.all(...)` around them';
  const node = expressionAt(cell, start.offset, end.offset);
  const call = node && ts.isCallExpression(node) ? node.expression.getText(cell) : '';
  if (/^[\w.]+$/.test(call))
    return `${call}(...) gives a promise of its result: write \`await\` before it, \`await ${call}(...)\``;
  if (!node || !ts.isIdentifier(node))
    return 'a promise of a result stands where the result is needed: write `await` before the call that gives it';
  const made = seen.get(node.text);
  const where = made === undefined ? '' : `, in the cell that begins with \`${made}\``;
  return `${node.text} is a promise of a result: the call that makes it needs an \`await\` before it${where}`;
}

/** @param {readonly string[]} names */
const listed = (names) =>
  [names.slice(0, -1).join(', '), names[names.length - 1]].filter(Boolean).join(' and ');

/**
 * @param {readonly string[]} names
 * @param {ReadonlyMap<string, string>} seen of every name that a cell has declared, that cell's first line
 * @param {ReadonlyMap<string, string>} gaps of every name that an empty gap is to make, what is asked for there
 */
function ofUnknown(names, seen, gaps) {
  const open = names.filter((name) => gaps.has(name));
  const failed = names.filter((name) => !gaps.has(name) && seen.has(name));
  const others = names.filter((name) => !gaps.has(name) && !seen.has(name));
  const tasks = [...new Set(open.map((name) => gaps.get(name)))].map((task) => `\`${task}\``);
  const lines = [...new Set(failed.map((name) => seen.get(name)))].map((line) => `\`${line}\``);
  const is = (/** @type {readonly string[]} */ some) => (some.length > 1 ? 'are' : 'is');
  return [
    open.length > 0 &&
      `${listed(open)} ${is(open)} still to be made, in the gap ${listed(tasks)}: fill it and run it, then this`,
    failed.length > 0 &&
      `${listed(failed)} ${is(failed)} not there, as the cell that begins with ${listed(lines)} did not run to its end: ` +
        'mend that one and run it again, then this',
    others.length > 0 &&
      `${listed(others)} ${is(others)} not known here: misspelt, or made by a cell that has not been run ` +
        '("Run All Above Selected Cell" in the menu Run)',
  ]
    .filter(Boolean)
    .join('; ');
}

/**
 * The mistakes of a cell in words: names that are not there all in one; a promise without
 * `await` by what it is a promise of. All others as they are.
 *
 * @param {readonly Mistake[]} mistakes as tslab's converter gives them
 * @param {string} source of the cell
 * @param {ReadonlyMap<string, string>} seen of every name that a cell has declared, that cell's first line
 * @param {ReadonlyMap<string, string>} [gaps] of every name that an empty gap is to make, what is asked for there
 * @returns {Mistake[]}
 */
function inWords(mistakes, source, seen, gaps = new Map()) {
  const cell = ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ES2022, true);
  const nameIn = (/** @type {Mistake} */ { messageText }) => /'([^']+)'/.exec(messageText)?.[1] ?? '';
  // Of a name that no cell has declared, TypeScript's "Did you mean" is the better guess.
  const unknown = mistakes.filter(
    (mistake) =>
      !mistake.fileName &&
      (NO_NAME.includes(mistake.code) ||
        (mistake.code === ANOTHER_NAME && (seen.has(nameIn(mistake)) || gaps.has(nameIn(mistake))))),
  );
  const names = [...new Set(unknown.map(nameIn))];
  /** @type {Mistake[]} */
  const said = [];
  /** @type {Mistake | null} */
  let explained = null;
  for (const mistake of mistakes) {
    const { start, end, messageText, fileName } = mistake;
    if (explained?.start.offset === start.offset && explained.end.offset === end.offset) continue;
    explained = null;
    if (fileName) said.push(mistake);
    else if (unknown.includes(mistake)) {
      if (mistake === unknown[0]) said.push({ ...mistake, messageText: ofUnknown(names, seen, gaps) });
    } else if (PROMISE.test(messageText.split(ASKED_FOR)[0])) {
      explained = mistake;
      const words = ofPromise(cell, mistake, seen);
      if (!said.some((other) => other.messageText === words)) said.push({ ...mistake, messageText: words });
    } else said.push(mistake);
  }
  return said;
}

/** @param {string} line of a cell, by which it is named */
const shortened = (line) => (line.length > LONGEST ? `${line.slice(0, LONGEST - 4)} ...` : line);

/** @param {string} source of a cell with a gap: what is asked for stands right above the names, in one comment */
const taskOf = (source) => shortened(/(\/\/ .*)\n(?:\/\/ .*\n)*?\/\/ Used below: /.exec(source)?.[1] ?? '');

/**
 * The converter, with its mistakes in words.
 *
 * @template {{ convert(before: string, source: string): { diagnostics: Mistake[] } }} C
 * @param {C} converter
 * @returns {C}
 */
function inWordsOf(converter) {
  const convert = converter.convert.bind(converter);
  /** @type {Map<string, string>} */
  const seen = new Map();
  /** @type {Map<string, string>} */
  const gaps = new Map();
  /** @type {C['convert']} */
  converter.convert = (before, source) => {
    const declared = declaredNames(ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ES2022));
    for (const name of GAP.exec(source)?.[1].split(', ') ?? []) gaps.set(name, taskOf(source));
    for (const name of declared) gaps.delete(name);
    const converted = convert(before, source);
    if (converted.diagnostics.length > 0)
      converted.diagnostics = inWords(converted.diagnostics, source, seen, gaps);
    for (const name of declared) seen.set(name, shortened(/\S.*/.exec(source)?.[0].trim() ?? ''));
    return converted;
  };
  return converter;
}

module.exports = { inWords, inWordsOf };

// In the kernel's process, and nowhere else.
if (process.argv.includes('kernel') && path.basename(process.argv[1] ?? '') === 'tslab') {
  const tslab = require('tslab/dist/converter.js');
  const { createConverter } = tslab;
  tslab.createConverter = (
    /** @type {import("tslab/dist/converter").ConverterOptions | undefined} */ options,
  ) => inWordsOf(createConverter(options));
}
