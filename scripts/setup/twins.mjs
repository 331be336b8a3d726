import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from './project.mjs';

const notebooks = inProject('notebooks');
const folder = join(notebooks, 'unfilled');

/** The notebooks with a marked cell, by a look at their text: this runs at every start. */
const marked = () =>
  readdirSync(notebooks).filter(
    (name) =>
      /^[^.].*\.ipynb$/.test(name) && readFileSync(join(notebooks, name), 'utf8').includes('"exercise"'),
  );

/**
 * The notebooks with gaps, for whoever starts. What is there stays, whatever the notebook has become: it may hold answers.
 * @type {import('./steps.mjs').Step}
 */
export const twins = {
  name: 'twins',
  title: 'the notebooks with gaps',
  inputs: () => ({}),
  present: () => marked().every((name) => existsSync(join(folder, name))),
  async perform() {
    // Reads the cells with TypeScript, which an earlier step installs.
    const { writeTwins } = await import('../unfilled.mjs');
    return writeTwins()
      .written.map((name) => `notebooks/unfilled/${name}`)
      .join(', ');
  },
};
