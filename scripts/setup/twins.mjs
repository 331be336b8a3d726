import { existsSync } from 'node:fs';
import { inProject } from './project.mjs';

/**
 * The notebook with gaps, for whoever starts. What is there stays, whatever the notebook has become: it may hold answers.
 * @type {import('./steps.mjs').Step}
 */
export const twins = {
  name: 'twins',
  title: 'the notebook with gaps',
  inputs: () => ({}),
  present: () => existsSync(inProject('notebooks', 'unfilled')),
  async perform() {
    // Reads the cells with TypeScript, which an earlier step installs.
    const { writeTwins } = await import('../unfilled.mjs');
    return writeTwins()
      .written.map((name) => `notebooks/unfilled/${name}`)
      .join(', ');
  },
};
