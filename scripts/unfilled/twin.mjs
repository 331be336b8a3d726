import ts from 'typescript';

/**
 * @typedef {object} Cell
 * @property {string} id
 * @property {'code' | 'markdown' | 'raw'} cell_type
 * @property {{ tags?: string[], task?: string } & Record<string, unknown>} metadata
 * @property {string | string[]} source
 *
 * @typedef {{ cells: Cell[] } & Record<string, unknown>} Notebook
 */

/** The tag of a cell that the twin leaves to the reader. What is asked for stands in the cell's metadata as `task`. */
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
 * A cell's text as it stands one folder deeper.
 *
 * @param {Cell} cell
 */
function deeper(cell) {
  const text = textOf(cell);
  return cell.cell_type === 'code'
    ? text.replace(/(['"`])\.\.\//g, '$1../../')
    : text.replace(/\]\((?!https?:|#|mailto:)/g, '](../');
}

/**
 * A marked cell as a gap: what is asked for, and which of its names the cells below need.
 *
 * @param {Cell} cell
 *
 * @param {string} below the code of the cells below
 */
function gap(cell, below) {
  const needed = declaredNames(textOf(cell)).filter((name) => new RegExp(`\\b${name}\\b`).test(below));
  const lines = [`// ${cell.metadata.task}`];
  if (needed.length > 0) lines.push(`// Used below: ${needed.join(', ')}.`);
  return `${lines.join('\n')}\n\n`;
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
    if (cell.cell_type !== 'code') return [{ ...cell, source: deeper(cell) }];
    const { tags, task, ...metadata } = cell.metadata;
    const others = tags?.filter((tag) => tag !== TAG) ?? [];
    const kept = others.length > 0 ? { ...metadata, tags: others } : metadata;
    const code = { ...cell, metadata: kept, outputs: [], execution_count: null };
    if (!isMarked(cell)) return [{ ...code, source: deeper(cell) }];
    if (!task) throw new Error(`${name}: cell ${cell.id} is tagged ${TAG} and has no task`);
    const below = notebook.cells.slice(k + 1).filter(({ cell_type }) => cell_type === 'code');
    const answer = `<details><summary>Answer</summary>\n\n\`\`\`ts\n${deeper(cell)}\n\`\`\`\n\n</details>`;
    return [
      { ...code, source: gap(cell, below.map(textOf).join('\n')) },
      { id: `${cell.id}-answer`, cell_type: 'markdown', metadata: {}, source: answer },
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
