#!/usr/bin/env node
/** Opens JupyterLab on the notebooks: `npm run lab`. Arguments go to JupyterLab: `npm run lab -- --no-browser`. */
import { foreground } from './setup/command.mjs';
import { venvPython } from './setup/project.mjs';
import { setUp } from './setup.mjs';

await setUp();
const lab = ['-m', 'jupyterlab', '--LabApp.default_url=/lab/tree/notebooks'];
// Containers often run as root; Jupyter then wants to be told that this is meant.
if (process.getuid?.() === 0) lab.push('--allow-root');
process.exit(await foreground(venvPython, [...lab, ...process.argv.slice(2)]));
