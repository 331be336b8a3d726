#!/usr/bin/env node
/**
 * Writes the twins with gaps, `npm run unfilled`: notebooks/unfilled/NAME.ipynb of every notebook with cells tagged `exercise`.
 * The set-up does it too. One that somebody has written in stays, whatever the notebook has become since.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject, isStarted } from './setup/project.mjs';
import { renameOver } from './setup/rename.mjs';
import { hashOf } from './setup/stamps.mjs';
import { unfilled } from './unfilled/twin.mjs';

/**
 * What somebody writes in a notebook; what its cells print does not count.
 *
 * @param {{ cells: { source: string | string[] }[] }} notebook
 * @returns {string} 64 hexadecimal digits
 */
function hashOfSources({ cells }) {
  return hashOf({ sources: JSON.stringify(cells.map(({ source }) => [source].flat().join(''))) });
}

/**
 * The twins as their files hold them. Their metadata's `asWritten` is the hash of what they say, by which an unchanged one is
 * known later.
 *
 * @returns {Map<string, string>} by the notebook's name
 */
export function twins() {
  const folder = inProject('notebooks');
  /** @type {Map<string, string>} */
  const made = new Map();
  const names = readdirSync(folder).filter((file) => /^[^.].*\.ipynb$/.test(file));
  for (const name of names.sort()) {
    const twin = unfilled(JSON.parse(readFileSync(join(folder, name), 'utf8')), name);
    if (!twin) continue;
    const metadata = { .../** @type {object} */ (twin.metadata), asWritten: hashOfSources(twin) };
    made.set(name, `${JSON.stringify({ ...twin, metadata }, null, 1)}\n`);
  }
  return made;
}

/**
 * What became of a twin.
 *
 * @param {string} file
 * @param {string} text as it would be written now
 * @returns {'missing' | 'same' | 'outdated' | 'written in'}
 */
function stateOf(file, text) {
  if (!existsSync(file)) return 'missing';
  try {
    const twin = JSON.parse(readFileSync(file, 'utf8'));
    const hash = hashOfSources(twin);
    if (hash === hashOfSources(JSON.parse(text))) return 'same';
    return hash === twin.metadata.asWritten ? 'outdated' : 'written in';
  } catch {
    // Whatever it is, nobody but its reader has it.
    return 'written in';
  }
}

/**
 * Writes the twins that are not there, and anew those of an earlier notebook in which nobody has written.
 *
 * @param {string} [folder]
 * @returns {{ written: string[], same: string[], kept: string[] }} their names; `kept` are those that somebody has written in
 */
export function writeTwins(folder = inProject('notebooks', 'unfilled')) {
  mkdirSync(folder, { recursive: true });
  /** @type {{ written: string[], same: string[], kept: string[] }} */
  const names = { written: [], same: [], kept: [] };
  for (const [name, text] of twins()) {
    const file = join(folder, name);
    const state = stateOf(file, text);
    if (state === 'same') names.same.push(name);
    else if (state === 'written in') names.kept.push(name);
    else {
      writeFileSync(`${file}.tmp`, text);
      renameOver(`${file}.tmp`, file);
      names.written.push(name);
    }
  }
  return names;
}

if (isStarted(import.meta.url)) {
  const { written, same, kept } = writeTwins();
  for (const name of written) console.log(`notebooks/unfilled/${name}`);
  for (const name of same) console.log(`notebooks/unfilled/${name} is there, as the notebook is now`);
  for (const name of kept)
    console.log(`notebooks/unfilled/${name} has been written in and stays: move it away to have it anew`);
}
