import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { venv } from './project.mjs';
import { renameOver } from './rename.mjs';

const folder = join(venv, 'share', 'jupyter', 'lab', 'settings');
const file = join(folder, 'overrides.json');

/** What JupyterLab starts with where a user has set nothing else: no news, and no word of a newer version than the pinned one. */
export const overrides = {
  '@jupyterlab/apputils-extension:notification': { checkForUpdates: false, fetchNews: 'false' },
};

const text = () => `${JSON.stringify(overrides, null, 2)}\n`;

/**
 * JupyterLab's settings, inside the virtual environment: no other Jupyter on the machine is touched.
 * @type {import('./steps.mjs').Step}
 */
export const labSettings = {
  name: 'lab-settings',
  title: 'settings of JupyterLab',
  inputs: () => ({ overrides: text() }),
  present: () => existsSync(file),
  async perform() {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.tmp`, text());
    renameOver(`${file}.tmp`, file);
    return '';
  },
};
