import { existsSync, readFileSync } from 'node:fs';
import { SetupError, outputOf, removeFolder, run } from './command.mjs';
import { pip } from './pip.mjs';
import { inProject, root, venv, venvPython } from './project.mjs';

/** Tells its version when it is new enough and can make virtual environments. */
const probe =
  'import sys, venv, ensurepip; print("%d.%d" % sys.version_info[:2]) if sys.version_info >= (3, 10) else sys.exit(1)';

/**
 * The first Python here that can make the virtual environment.
 *
 * @returns {Promise<string>}
 */
async function findPython() {
  const names = [
    process.env.DASH_PYTHON,
    'python3.11',
    'python3',
    'python3.12',
    'python3.13',
    'python3.10',
    'python',
    'py', // the launcher of python.org's installer on Windows, where python3 may be a link to a shop
  ];
  for (const name of names) {
    if (name && (await outputOf(name, ['-c', probe])) !== null) return name;
  }
  const bare = await outputOf('python3', ['-c', 'import sys; print(sys.version.split()[0])']);
  throw new SetupError(
    bare === null
      ? 'no Python was found'
      : `Python 3.10 or later with its venv module is needed; python3 here is ${bare.trim()}, too old or without venv`,
    {
      advice:
        'Debian, Ubuntu: sudo apt-get install python3 python3-venv. Elsewhere: python.org, or name one with DASH_PYTHON=/path/to/python3. Then run this again.',
    },
  );
}

/**
 * JupyterLab and what executes notebooks, in a virtual environment of the project's own.
 * @type {import('./steps.mjs').Step}
 */
export const python = {
  name: 'python',
  title: 'JupyterLab in .venv (pip)',
  // A virtual environment holds absolute paths: a folder that was moved makes it anew.
  inputs: () => ({ root, requirements: readFileSync(inProject('requirements.txt'), 'utf8') }),
  present: () => existsSync(venvPython),
  async perform() {
    const interpreter = await findPython();
    removeFolder(venv);
    await run('python', interpreter, ['-m', 'venv', venv], {
      advice: 'Debian, Ubuntu: sudo apt-get install python3-venv. Then run this again.',
    });
    await pip(
      'python',
      venvPython,
      ['install', '--requirement', inProject('requirements.txt')],
      'Is a Python package index reached? Behind a proxy: HTTPS_PROXY; another index: PIP_INDEX_URL; a company certificate: PIP_CERT. Then run this again.',
    );
    return ((await outputOf(venvPython, ['--version'])) ?? '').trim();
  },
};
