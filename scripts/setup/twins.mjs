import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from './project.mjs';

const notebooks = inProject('notebooks');
const folder = join(notebooks, 'unfilled');

/**
 * The code and text of every notebook with a marked cell, by its name; the marks are looked for in the file's text, as this runs
 * at every start.
 */
function marked() {
  /** @type {Record<string, string>} */
  const notebooksCells = {};
  for (const name of readdirSync(notebooks).filter((file) => /^[^.].*\.ipynb$/.test(file))) {
    const text = readFileSync(join(notebooks, name), 'utf8');
    if (!text.includes('"exercise"')) continue;
    const cells = /** @type {{ cells: Record<string, unknown>[] }} */ (JSON.parse(text)).cells;
    notebooksCells[name] = JSON.stringify(cells.map(({ source, metadata }) => [source, metadata]));
  }
  return notebooksCells;
}

/**
 * The notebooks with gaps, for whoever starts: made anew when their notebook changes, but for one that somebody has written in.
 * @type {import('./steps.mjs').Step}
 */
export const twins = {
  name: 'twins',
  title: 'the notebooks with gaps',
  inputs: marked,
  present: () => Object.keys(marked()).every((name) => existsSync(join(folder, name))),
  async perform() {
    // Reads the cells with TypeScript, which an earlier step installs.
    const { writeTwins } = await import('../unfilled.mjs');
    const { written, kept } = writeTwins();
    return [
      ...written.map((name) => `notebooks/unfilled/${name}`),
      ...kept.map((name) => `notebooks/unfilled/${name} stays, as it has been written in`),
    ].join(', ');
  },
};
