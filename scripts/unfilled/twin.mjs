import ts from 'typescript';

/**
 * What of a cell is left to the reader: the statement that begins so, or all from that to another one of the same block.
 *
 * @typedef {{ from: string, to?: string }} Gap
 *
 * @typedef {object} Cell
 * @property {string} id
 * @property {'code' | 'markdown' | 'raw'} cell_type
 * @property {{ tags?: string[], task?: string, gap?: Gap } & Record<string, unknown>} metadata
 * @property {string | string[]} source
 *
 * @typedef {{ cells: Cell[] } & Record<string, unknown>} Notebook
 */

/**
 * The tag of a cell that the twin leaves to the reader. What is asked for stands in the cell's metadata as `task`; where not all
 * of the cell is left out, `gap` says what is.
 */
export const TAG = 'exercise';

/** @param {Cell} cell */
const textOf = ({ source }) => [source].flat().join('');

/** @param {Cell} cell */
const isMarked = ({ cell_type, metadata }) => cell_type === 'code' && (metadata.tags ?? []).includes(TAG);

/**
 * The names that a cell declares for the cells after it.
 *
 * @param {string} code
 * @returns {string[]} in their order
 */
export function declaredNames(code) {
  const file = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.ES2022);
  /** @type {(name: import('typescript').BindingName) => string[]} */
  const names = (name) =>
    ts.isIdentifier(name)
      ? [name.text]
      : name.elements.flatMap((element) => (ts.isBindingElement(element) ? names(element.name) : []));
  return file.statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap(({ name }) => names(name));
    return ts.isFunctionDeclaration(statement) && statement.name ? [statement.name.text] : [];
  });
}

/**
 * The names that code refers to; those of properties, and those that it gives itself, are none.
 *
 * @param {string} code
 */
function usedNames(code) {
  /** @type {Set<string>} */
  const names = new Set();
  /** @param {import('typescript').Node} node */
  const visit = (node) => {
    const { parent } = node;
    const isGiven = 'name' in parent && parent.name === node && !ts.isShorthandPropertyAssignment(parent);
    const isProperty = ts.isBindingElement(parent) && parent.propertyName === node;
    if (ts.isIdentifier(node) && !isGiven && !isProperty) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(ts.createSourceFile('cell.ts', code, ts.ScriptTarget.ES2022, true), visit);
  return names;
}

/**
 * Code as it stands one folder deeper.
 *
 * @param {string} code
 */
const deeperCode = (code) => code.replace(/(['"`])\.\.\//g, '$1../../');

/**
 * Markdown as it stands one folder deeper.
 *
 * @param {string} text
 */
const deeperText = (text) => text.replace(/\]\((?!https?:|#|mailto:)/g, '](../');

/**
 * Where the statements stand that a gap leaves out, without the comments before them.
 *
 * @param {string} code
 *
 * @param {Gap} gap
 *
 * @param {string} where the cell's name, for errors
 *
 * @returns {{ start: number, end: number, nested: boolean }} `nested` within a function
 * @throws {Error} where not exactly one statement begins so
 */
function placeOf(code, { from, to }, where) {
  const file = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.ES2022, true);
  /** @type {{ block: readonly import('typescript').Statement[], k: number }[]} */
  const found = [];
  /** @param {import('typescript').Node} node */
  const visit = (node) => {
    if (ts.isSourceFile(node) || ts.isBlock(node)) {
      const block = node.statements;
      block.forEach((statement, k) => {
        if (statement.getText(file).startsWith(from)) found.push({ block: block, k: k });
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  if (found.length !== 1) throw new Error(`${where}: ${found.length} statements begin with "${from}"`);
  const [{ block, k }] = found;
  const last = to ? block.slice(k).find((one) => one.getText(file).startsWith(to)) : block[k];
  if (!last) throw new Error(`${where}: no statement begins with "${to}" in the block of "${from}"`);
  return { start: block[k].getStart(file), end: last.getEnd(), nested: block !== file.statements };
}

/** Of a comment, in characters: as wide as the cells. */
const WIDEST = 90;

/** @param {string} text */
const commentOf = (text) =>
  text.split(' ').reduce(
    (/** @type {string[]} */ lines, word) => {
      const longer = `${lines[lines.length - 1]} ${word}`;
      return longer.length <= WIDEST ? [...lines.slice(0, -1), longer] : [...lines, `// ${word}`];
    },
    ['//'],
  );

/** What a function says that is called before its gap is filled; a string, which the kernel prints as it is. */
const EMPTY =
  "throw 'This gap is still to be filled: what the comment above asks for, in place of this line.';";

/**
 * A marked cell with its gap: what is asked for, and which of its names are needed below.
 *
 * @param {Cell} cell
 *
 * @param {string} below the code of the cells below
 *
 * @param {string} where the cell's name, for errors
 *
 * @returns {{ source: string, answer: string }} the cell's new text, and what is left out of it
 * @throws {Error} for a cell that does not say what is asked for, or has not the statements that it leaves out
 */
function gapOf(cell, below, where) {
  const code = textOf(cell);
  const { task, gap: part } = cell.metadata;
  if (!task) throw new Error(`${where} is tagged ${TAG} and has no task`);
  const { start, end, nested } = part
    ? placeOf(code, part, where)
    : { start: 0, end: code.length, nested: false };
  const [before, left, after] = [code.slice(0, start), code.slice(start, end), code.slice(end)];
  const used = usedNames(`${after}\n${below}`);
  const needed = declaredNames(left).filter((name) => used.has(name));
  const lines = commentOf(task);
  if (nested) lines.push(EMPTY);
  else if (needed.length > 0) lines.push(`// Used below: ${needed.join(', ')}.`);
  const margin = /[ \t]*$/.exec(before)?.[0] ?? '';
  const room = nested ? '' : after ? '\n' : '\n\n';
  return {
    source: `${before}${lines.join(`\n${margin}`)}${room}${after}`,
    answer: left.replaceAll(`\n${margin}`, '\n'),
  };
}

/**
 * The twin of a notebook for the folder below its own: without outputs, and with a gap in place of each marked cell, whose
 * text folds out below it.
 *
 * @param {Notebook} notebook
 * @param {string} name the notebook's file
 * @returns {Notebook | null} null where no cell is marked
 * @throws {Error} for a marked cell that does not say what is asked for
 */
export function unfilled(notebook, name) {
  const marked = notebook.cells.filter(isMarked).length;
  if (marked === 0) return null;
  const cells = notebook.cells.flatMap((cell, k) => {
    if (cell.cell_type !== 'code') return [{ ...cell, source: deeperText(textOf(cell)) }];
    const { tags, ...metadata } = cell.metadata;
    delete metadata.task;
    delete metadata.gap;
    const others = tags?.filter((tag) => tag !== TAG) ?? [];
    const kept = others.length > 0 ? { ...metadata, tags: others } : metadata;
    const code = { ...cell, metadata: kept, outputs: [], execution_count: null };
    if (!isMarked(cell)) return [{ ...code, source: deeperCode(textOf(cell)) }];
    const below = notebook.cells.slice(k + 1).filter(({ cell_type }) => cell_type === 'code');
    const { source, answer } = gapOf(cell, below.map(textOf).join('\n'), `${name}: cell ${cell.id}`);
    const folded = `<details><summary>Answer</summary>\n\n\`\`\`ts\n${deeperCode(answer)}\n\`\`\`\n\n</details>`;
    return [
      { ...code, source: deeperCode(source) },
      { id: `${cell.id}-answer`, cell_type: 'markdown', metadata: {}, source: folded },
    ];
  });
  const note =
    `**With gaps.** This is [${name}](../${name}) with ${marked} cells left to you; what is asked for stands in each of them, and ` +
    'an answer folds out below it. A gap that stays empty stops the cells that need it.';
  return {
    ...notebook,
    cells: /** @type {Cell[]} */ ([
      { id: 'with-gaps', cell_type: 'markdown', metadata: {}, source: note },
      ...cells,
    ]),
  };
}
