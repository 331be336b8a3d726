#!/usr/bin/env node
/**
 * The book on the web, `npm run book`: the stored notebooks, the pages of the documentation and the library's docstrings as
 * a folder of pages, docs/site, that is read without a network and without a server. No notebook is executed.
 *
 * Options: --quick leaves the library's pages (typedoc) out.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { copyAssets } from './book/assets.mjs';
import { bookPython, bookTools } from './book/tools.mjs';
import { logPath, removeFolder, run } from './setup/command.mjs';
import { inProject, root, setupFolder } from './setup/project.mjs';
import { renameOver } from './setup/rename.mjs';
import { explain, performAll } from './setup/steps.mjs';
import { setUp } from './setup.mjs';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });

const site = inProject('docs', 'site');
const made = join(setupFolder, 'book-site');

/**
 * @param {string} title
 *
 * @param {() => Promise<void> | void} work
 */
async function perform(title, work) {
  const start = performance.now();
  process.stderr.write(`${title} ... `);
  await work();
  process.stderr.write(`done in ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
}

/** Sphinx over the project's folder. A warning, such as a link that leads nowhere, is a failure. All is read anew (-E): a change of the contents would go unseen. */
const pages = () =>
  run(
    'book',
    bookPython,
    [
      ...['-m', 'sphinx', '-b', 'html', '-W', '--keep-going', '-q', '-E'],
      ...['-c', inProject('docs', 'book'), '-d', join(setupFolder, 'book-doctrees')],
      ...[root, made],
    ],
    { advice: 'The lines above name the page, the line and what is wrong with it.' },
  );

const library = () =>
  run('book', process.execPath, [
    inProject('node_modules', 'typedoc', 'bin', 'typedoc'),
    ...['--out', join(made, 'docs', 'api')],
  ]);

await setUp({ quiet: true });
try {
  await performAll([bookTools]);
  removeFolder(made);
  rmSync(logPath('book'), { force: true });
  await perform('figures and formulas', () => {
    removeFolder(join(setupFolder, 'book-static'));
    copyAssets(join(setupFolder, 'book-static'));
  });
  await perform('notebooks and pages (Sphinx)', pages);
  if (!values.quick) await perform('the library, function by function (typedoc)', library);
  // Whole or not at all.
  removeFolder(site);
  renameOver(made, site);
} catch (error) {
  process.stderr.write('failed\n');
  explain(error, 'The book was not built');
  process.exit(1);
}
process.stderr.write(`the book: open ${join(site, 'index.html')} in a browser\n`);
