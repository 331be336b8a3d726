import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError, outputOf, removeFolder, run } from '../setup/command.mjs';
import { pip } from '../setup/pip.mjs';
import { inProject, root, setupFolder, venvPython } from '../setup/project.mjs';
import { pythonIn } from '../setup/venv.cjs';

const environment = join(setupFolder, 'book-venv');
const requirements = inProject('docs', 'book', 'requirements.txt');

/** Of the book's virtual environment. */
export const bookPython = pythonIn(environment);

/**
 * Sphinx and what it needs, in a virtual environment of its own: JupyterLab's versions are not to hang on it.
 * @type {import('../setup/steps.mjs').Step}
 */
export const bookTools = {
  name: 'book-tools',
  title: 'Sphinx in .setup/book-venv (pip)',
  // A virtual environment holds absolute paths: a folder that was moved makes it anew.
  inputs: () => ({ root, requirements: readFileSync(requirements, 'utf8') }),
  present: () => existsSync(bookPython),
  async perform() {
    const test = 'import sys; sys.exit(sys.version_info < (3, 11))';
    if ((await outputOf(venvPython, ['-c', test])) === null) {
      throw new SetupError('the book needs Python 3.11 or later, and .venv was made with an older one', {
        advice:
          'Name a newer one (DASH_PYTHON=/path/to/python3.12), remove the folder .venv, and run this again.',
      });
    }
    removeFolder(environment);
    await run('book-tools', venvPython, ['-m', 'venv', environment]);
    await pip(
      'book-tools',
      bookPython,
      ['install', '--requirement', requirements],
      'Is a Python package index reached? Behind a proxy: HTTPS_PROXY; another index: PIP_INDEX_URL; a company certificate: PIP_CERT. Then run this again.',
    );
    return '';
  },
};
