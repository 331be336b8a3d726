#!/usr/bin/env node
/**
 * Makes the twins with gaps, `npm run unfilled`: notebooks/unfilled/NAME.ipynb of every notebook with cells tagged
 * `exercise`. They are committed, so that whoever has a clone has them and nobody's work is overwritten at a start; a test
 * holds them to the marked cells.
 */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject, isStarted } from './setup/project.mjs';
import { renameOver } from './setup/rename.mjs';
import { unfilled } from './unfilled/twin.mjs';

/**
 * The twins as their files hold them.
 *
 * @returns {Map<string, string>} by the notebook's name
 */
export function twins() {
  const folder = inProject('notebooks');
  /** @type {Map<string, string>} */
  const made = new Map();
  for (const name of readdirSync(folder).filter((file) => /^[^.].*\.ipynb$/.test(file))) {
    const twin = unfilled(JSON.parse(readFileSync(join(folder, name), 'utf8')), name);
    if (twin) made.set(name, `${JSON.stringify(twin, null, 1)}\n`);
  }
  return made;
}

if (isStarted(import.meta.url)) {
  const folder = inProject('notebooks', 'unfilled');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of twins()) {
    const file = join(folder, name);
    writeFileSync(`${file}.tmp`, text);
    renameOver(`${file}.tmp`, file);
    console.log(`notebooks/unfilled/${name}`);
  }
}
