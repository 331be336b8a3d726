#!/usr/bin/env node
/**
 * Takes the README's pictures out of the stored notebooks, `npm run pictures`: a figure is found by its title, so that
 * the picture is the one that the notebook shows.
 */
import { Buffer } from 'node:buffer';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject, isStarted } from './setup/project.mjs';
import { renameOver } from './setup/rename.mjs';

/** Notebook and title of each picture, by the picture's name. */
export const PICTURES = {
  'effects-of-regulators': ['01-synthetic', 'Effects of regulators on targets, 5 % noise'],
  '00-start-here': ['00-start-here', 'What is left'],
  '01-synthetic': ['01-synthetic', 'Figure 1, every stored seed'],
  '02-brca': ['02-brca', '500 genes: what pruning does on its way'],
  '03-hematopoiesis': ['03-hematopoiesis', 'Test errors with time x 100'],
  '04-pathway-analysis': ['04-pathway-analysis', 'B cell lineage: the 20 pathways of highest z'],
  '05-your-own-data': ['05-your-own-data', 'The found network'],
  '07-referees-report': ['07-referees-report', 'DASH against others, seed by seed, at the best epoch'],
  evidence: ['06-how-far-to-trust-a-prior', 'Prior, data, and both: a prior that gets worse (SIM350)'],
};

/**
 * The PNG of a figure in a stored notebook.
 *
 * @param {string} notebook its name, without the ending
 * @param {string} title what the figure's text/plain part begins with
 * @returns {Buffer}
 */
export function pictureOf(notebook, title) {
  /** @type {{ cells: { outputs?: { data?: Record<string, string | string[]> }[] }[] }} */
  const { cells } = JSON.parse(readFileSync(inProject('notebooks', `${notebook}.ipynb`), 'utf8'));
  for (const { data } of cells.flatMap(({ outputs }) => outputs ?? [])) {
    const text = [data?.['text/plain'] ?? ''].flat().join('');
    if (data?.['image/png'] && text.split('\n')[0] === title)
      return Buffer.from([data['image/png']].flat().join(''), 'base64');
  }
  throw new Error(
    `${notebook}.ipynb holds no figure titled "${title}": execute it, or mend the list in scripts/pictures.mjs`,
  );
}

if (isStarted(import.meta.url)) {
  const folder = inProject('docs', 'pictures');
  mkdirSync(folder, { recursive: true });
  for (const [name, [notebook, title]] of Object.entries(PICTURES)) {
    const file = join(folder, `${name}.png`);
    const picture = pictureOf(notebook, title);
    writeFileSync(`${file}.tmp`, picture);
    renameOver(`${file}.tmp`, file);
    console.log(
      `docs/pictures/${name}.png: ${Math.round(picture.length / 1000)} kB, ${notebook}, "${title}"`,
    );
  }
}
