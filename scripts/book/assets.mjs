import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inProject } from '../setup/project.mjs';

/** What a page loads to draw figures and set formulas, by the folder of the site that holds it: nothing is fetched by a reader. */
export const ASSETS = {
  vega: [
    ['vega', 'build', 'vega.min.js'],
    ['vega-lite', 'build', 'vega-lite.min.js'],
    ['vega-embed', 'build', 'vega-embed.min.js'],
  ],
  mathjax: [['mathjax', 'es5', 'tex-svg.js']],
};

/**
 * Copies the scripts out of node_modules.
 *
 * @param {string} target a folder that Sphinx takes as static files
 * @throws {Error} where a package is not installed
 */
export function copyAssets(target) {
  for (const [folder, files] of Object.entries(ASSETS)) {
    mkdirSync(join(target, folder), { recursive: true });
    for (const parts of files) {
      const file = inProject('node_modules', ...parts);
      if (!existsSync(file)) throw new Error(`${file} is missing: npm run setup`);
      cpSync(file, join(target, folder, basename(file)));
    }
  }
}
