import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { venv } from './project.mjs';
import { renameOver } from './rename.mjs';

const folder = join(venv, 'share', 'jupyter', 'lab', 'settings');
const file = join(folder, 'overrides.json');

/** Where JupyterLab takes keys of a notebook for itself, and the arrows among them, with what it does at each. */
const INSIDE = '.jp-Notebook.jp-mod-commandMode:not(.jp-mod-readWrite) :focus';
const ARROWS = {
  ArrowDown: 'notebook:move-cursor-down',
  ArrowUp: 'notebook:move-cursor-up',
  ArrowLeft: 'notebook:move-cursor-heading-above-or-collapse',
  ArrowRight: 'notebook:move-cursor-heading-below-or-expand',
};

/** The arrows go to the slider of a figure where it has the focus, and to JupyterLab everywhere else. */
const shortcuts = Object.entries(ARROWS).flatMap(([key, command]) => [
  { command, keys: [key], selector: INSIDE, disabled: true },
  { command, keys: [key], selector: `${INSIDE}:not(input)` },
]);

/**
 * What JupyterLab starts with where a user has set nothing else: no news, no word of a newer version than the pinned one, and
 * figures that can be used with the keyboard.
 */
export const overrides = {
  '@jupyterlab/apputils-extension:notification': { checkForUpdates: false, fetchNews: 'false' },
  '@jupyterlab/shortcuts-extension:shortcuts': { shortcuts },
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
