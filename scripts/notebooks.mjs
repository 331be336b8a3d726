#!/usr/bin/env node
/**
 * The main job, `npm run notebooks`: sets up, then executes every notebook on the tslab kernel and stores it
 * with its outputs.
 *
 * Arguments: names of notebooks (`npm run notebooks -- 01-synthetic`; default: all); --check executes them into
 * a temporary folder and leaves the files in notebooks/ as they are; --cell-seconds N ends a cell after N seconds
 * (default 1800).
 */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { foreground } from './setup/command.mjs';
import { inProject, venvPython } from './setup/project.mjs';
import { setUp } from './setup.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    check: { type: 'boolean', default: false },
    'cell-seconds': { type: 'string', default: '1800' },
  },
});

const folder = inProject('notebooks');
const all = (existsSync(folder) ? readdirSync(folder) : []).filter((name) => /^[^.].*\.ipynb$/.test(name));
const asked = positionals.map((name) => `${basename(name, '.ipynb')}.ipynb`);
const unknown = asked.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`no such notebook: ${unknown.join(', ')}; there are ${all.sort().join(', ')}\n`);
  process.exit(2);
}

await setUp();

const target = values.check ? mkdtempSync(join(tmpdir(), 'dash-notebooks-')) : folder;
const notebooks = (asked.length > 0 ? asked : all).sort().map((name) => join(folder, name));
const code = await foreground(venvPython, [
  inProject('scripts', 'execute-notebooks.py'),
  ...['--into', target, '--cell-seconds', values['cell-seconds']],
  ...notebooks,
]);
if (values.check && code === 0) rmSync(target, { recursive: true, force: true });
process.exit(code);
