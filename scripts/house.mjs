#!/usr/bin/env node
/**
 * How the house stands, counted: `npm run house` (or `node scripts/house.mjs FOLDER` for another checkout). The rooms of
 * lib, what imports what, how long functions are, how much of the notebooks is lesson. test/scripts/house.test.ts holds
 * what must not be.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { isStarted } from './setup/project.mjs';

/** The rooms of lib from the ground up: a room imports from rooms before it, or from itself. */
export const FLOORS = [
  ...['math', 'kernels', 'ode', 'simulation', 'files', 'downloads', 'studies'],
  ...['phoenix', 'pruning', 'pathways', 'network', 'evaluation', 'evidence', 'training'],
  ...['datasets', 'strategies', 'experiments', 'reproduction', 'figures', 'notebook', 'commands'],
];

/** A function of more lines than this is counted as long. */
const LONG = 60;

/**
 * @typedef {{ readonly from: string, readonly to: string }} Import a file of lib and one that it names, types included
 * @typedef {{ readonly file: string, readonly name: string, readonly lines: number }} Long
 */

/**
 * The TypeScript files of lib below a checkout, by their path in it, in order.
 * @param {string} root
 * @returns {Map<string, ts.SourceFile>}
 */
export function sourcesOf(root) {
  const names = readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.startsWith(`dist${sep}`))
    .map((name) => name.split(sep).join('/'))
    .sort();
  return new Map(
    names.map((name) => {
      const text = readFileSync(join(root, 'lib', name), 'utf8');
      return [name, ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true)];
    }),
  );
}

/**
 * Every import and re-export from one file of lib to another.
 * @param {Map<string, ts.SourceFile>} sources
 * @returns {Import[]}
 */
export function importsOf(sources) {
  return [...sources].flatMap(([from, source]) =>
    source.statements.flatMap((statement) => {
      if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
      const named = statement.moduleSpecifier;
      if (!named || !ts.isStringLiteral(named) || !named.text.startsWith('.')) return [];
      const base = join(dirname(from), named.text).split(sep).join('/');
      const to = [`${base}.ts`, `${base}/index.ts`].find((name) => sources.has(name));
      return to === undefined ? [] : [{ from, to }];
    }),
  );
}

/**
 * The imports that climb: from a room to one that is above it, or to one that is on no floor.
 * @param {readonly Import[]} imports
 * @returns {string[]} one text each
 */
export function climbing(imports) {
  const floor = (/** @type {string} */ file) => FLOORS.indexOf(file.split('/')[0]);
  return imports
    .filter(({ from }) => from !== 'index.ts')
    .filter(({ from, to }) => floor(from) < 0 || floor(to) < 0 || floor(to) > floor(from))
    .map(({ from, to }) => `${from} imports ${to}`);
}

/**
 * Groups of files each of which reaches the others by imports (Tarjan's strongly connected components of two and more).
 * @param {readonly Import[]} imports
 * @returns {string[][]}
 */
export function circles(imports) {
  /** @type {Map<string, string[]>} */
  const next = new Map();
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
  /** @type {Map<string, { index: number, low: number, open: boolean }>} */
  const seen = new Map();
  /** @type {string[]} */
  const stack = [];
  /** @type {string[][]} */
  const found = [];
  const visit = (/** @type {string} */ file) => {
    const own = { index: seen.size, low: seen.size, open: true };
    seen.set(file, own);
    stack.push(file);
    for (const to of next.get(file) ?? []) {
      const other = seen.get(to) ?? visit(to);
      if (other.open) own.low = Math.min(own.low, other.low);
    }
    if (own.low === own.index) {
      const group = stack.splice(stack.indexOf(file));
      for (const one of group) /** @type {{ open: boolean }} */ (seen.get(one)).open = false;
      if (group.length > 1) found.push(group.sort());
    }
    return own;
  };
  for (const file of next.keys()) if (!seen.has(file)) visit(file);
  return found;
}

/**
 * Functions, methods and constructors of more than 60 lines, their docstrings not counted.
 * @param {Map<string, ts.SourceFile>} sources
 * @returns {Long[]} longest first
 */
export function longFunctions(sources) {
  /** @type {Long[]} */
  const found = [];
  for (const [file, source] of sources) {
    const visit = (/** @type {ts.Node} */ node) => {
      if (ts.isFunctionLike(node) && 'body' in node && node.body) {
        const line = (/** @type {number} */ at) => source.getLineAndCharacterOfPosition(at).line;
        const lines = line(node.end) - line(node.getStart()) + 1;
        if (lines > LONG) found.push({ file, name: node.name?.getText() ?? '(without a name)', lines });
      }
      node.forEachChild(visit);
    };
    visit(source);
  }
  return found.sort((a, b) => b.lines - a.lines);
}

/**
 * What docstrings say of parameters that are not there. Of `@param options.radius` the parameter is `options`; one that is taken
 * apart in the list has no name, and takes the one that is left over.
 * @param {Map<string, ts.SourceFile>} sources
 * @returns {string[]}
 */
export function strayParameters(sources) {
  /** @type {string[]} */
  const found = [];
  for (const [file, source] of sources) {
    const visit = (/** @type {ts.Node} */ node) => {
      if (ts.isFunctionLike(node)) {
        const names = node.parameters.map(({ name }) => name.getText(source));
        const nameless = node.parameters.filter(({ name }) => !ts.isIdentifier(name)).length;
        const told = ts.getAllJSDocTags(node, ts.isJSDocParameterTag).map(({ name }) => name.getText(source));
        const stray = told.filter((name) => !names.includes(name.split('.')[0]));
        if (stray.length > nameless || stray.some((name) => name.includes('.')))
          found.push(...stray.map((name) => `${file}: @param ${name}`));
      }
      node.forEachChild(visit);
    };
    visit(source);
  }
  return [...new Set(found)];
}

/**
 * What lib/index.ts offers.
 * @param {string} root
 * @returns {{ readonly name: string, readonly callable: boolean, readonly documented: boolean }[]}
 */
export function publicNames(root) {
  const index = join(root, 'lib', 'index.ts');
  const program = ts.createProgram([index], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    skipLibCheck: true,
    types: ['node'],
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(index);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${index} exports nothing`);
  return checker.getExportsOfModule(module).map((symbol) => {
    const real = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return {
      name: symbol.name,
      callable: (real.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Class)) !== 0,
      documented: real.getDocumentationComment(checker).length > 0,
    };
  });
}

/** The functions that only show: a statement that calls one of them is no part of the lesson's computing. */
const SHOWING = /^(await )?dash\.(show|showTable|showMarkdown)\(/;
/** A function, or a helper for texts, that a cell defines for what it shows. */
const FORMATTING = /=> *\(?`|\.toFixed\(|\.toExponential\(|spreadText|toPrecision/;

/**
 * Lines of code of one notebook: all, those of statements that neither show nor format, and the longest cell.
 * @param {string} file
 */
export function notebookLines(file) {
  /** @type {{ cells: { cell_type: string, source: string[] | string }[] }} */
  const { cells } = JSON.parse(readFileSync(file, 'utf8'));
  const counts = { cells: 0, lines: 0, lesson: 0, above15: 0, longest: 0 };
  for (const { cell_type, source } of cells) {
    if (cell_type !== 'code') continue;
    const text = [source].flat().join('');
    const lines = text.split('\n').filter((line) => line.trim() !== '').length;
    counts.cells++;
    counts.lines += lines;
    counts.longest = Math.max(counts.longest, lines);
    if (lines > 15) counts.above15++;
    const parsed = ts.createSourceFile('cell.ts', text, ts.ScriptTarget.ES2022, true);
    for (const statement of parsed.statements) {
      const own = statement.getText();
      if (SHOWING.test(own) || FORMATTING.test(own)) continue;
      counts.lesson += own.split('\n').filter((line) => line.trim() !== '').length;
    }
  }
  return counts;
}

/**
 * The counts of one checkout as rows of a table.
 * @param {string} root
 * @returns {[what: string, count: string | number][]}
 */
export function countsOf(root) {
  const sources = sourcesOf(root);
  const imports = importsOf(sources);
  const rooms = new Map();
  for (const name of sources.keys()) {
    const room = dirname(name).split('/')[0];
    if (room !== '.') rooms.set(room, (rooms.get(room) ?? 0) + 1);
  }
  const [room, most] = [...rooms].sort((a, b) => b[1] - a[1])[0];
  const lines = [...sources.values()].reduce((sum, { text }) => sum + text.split('\n').length - 1, 0);
  const names = publicNames(root);
  const climbs = climbing(imports).length;
  return [
    ['files of lib', sources.size],
    ['lines of lib', lines],
    ['names that lib exports', names.length],
    [
      'functions and classes among them without a docstring',
      names.filter((n) => n.callable && !n.documented).length,
    ],
    ['circles', circles(imports).length],
    ['imports that climb a floor', climbs === imports.length ? 'no floors' : climbs],
    [`functions of more than ${LONG} lines`, longFunctions(sources).length],
    ['files in the largest room', `${most} (${room})`],
    ...readdirSync(join(root, 'notebooks'))
      .filter((name) => name.endsWith('.ipynb'))
      .sort()
      .map((name) => {
        const { cells, lines, lesson, above15, longest } = notebookLines(join(root, 'notebooks', name));
        const share = Math.round((100 * lesson) / lines);
        const text = `${lines} in ${cells} cells, ${share} % lesson; ${above15} cells above 15, longest ${longest}`;
        return /** @type {[string, string]} */ ([`code lines of ${name}`, text]);
      }),
  ];
}

const self = fileURLToPath(import.meta.url);
if (isStarted(import.meta.url)) {
  const root = resolve(process.argv[2] ?? join(dirname(self), '..'));
  for (const [what, count] of countsOf(root)) console.log(`${what.padEnd(56)} ${count}`);
  for (const group of circles(importsOf(sourcesOf(root)))) console.log(`  circle: ${group.join(', ')}`);
  for (const { file, name, lines } of longFunctions(sourcesOf(root))) {
    console.log(`  long: ${relative('.', file)} ${name}, ${lines} lines`);
  }
}
