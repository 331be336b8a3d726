#!/usr/bin/env node
/**
 * Writes the twins with gaps, `npm run unfilled`: notebooks/unfilled/NAME.ipynb of every notebook with cells tagged `exercise`.
 * The set-up does it too. One that is there already stays: it may hold somebody's answers.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
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

/**
 * Writes the twins that are not there.
 *
 * @param {string} [folder]
 * @returns {{ written: string[], kept: string[] }} their names
 */
export function writeTwins(folder = inProject('notebooks', 'unfilled')) {
  mkdirSync(folder, { recursive: true });
  /** @type {{ written: string[], kept: string[] }} */
  const names = { written: [], kept: [] };
  for (const [name, text] of twins()) {
    const file = join(folder, name);
    if (existsSync(file)) {
      names.kept.push(name);
      continue;
    }
    writeFileSync(`${file}.tmp`, text);
    renameOver(`${file}.tmp`, file);
    names.written.push(name);
  }
  return names;
}

if (isStarted(import.meta.url)) {
  const { written, kept } = writeTwins();
  for (const name of written) console.log(`notebooks/unfilled/${name}`);
  for (const name of kept) console.log(`notebooks/unfilled/${name} stays: delete it to have it anew`);
}
