#!/usr/bin/env node
/**
 * From a bare machine to everything installed and built: `npm run setup`.
 *
 * Each step remembers what it was done with (.setup/*.stamp), so that a second run starts at once. All that is
 * told goes to stderr. Options: --quiet says nothing where there is nothing to do.
 */
import { pathToFileURL } from 'node:url';
import { SetupError } from './setup/command.mjs';
import { explain, performAll } from './setup/steps.mjs';
import { kernel } from './setup/kernel.mjs';
import { library } from './setup/library.mjs';
import { packages } from './setup/packages.mjs';
import { python } from './setup/python.mjs';
import { tensorflow } from './setup/tensorflow.mjs';

/** Does what is not done yet; ends the process with what to do where a step fails. */
export async function setUp({ quiet = false } = {}) {
  const start = performance.now();
  try {
    const major = Number(process.versions.node.split('.')[0]);
    if (major < 20 || major > 22) {
      throw new SetupError(`this is Node ${process.versions.node}; Node 20 or 22 is needed`, {
        advice: 'tfjs-node 4.22 does not run on later ones. nvm install 20, or nodejs.org.',
      });
    }
    const worked = await performAll([packages, python, tensorflow, kernel, library]);
    if (worked || !quiet) {
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      process.stderr.write(`${worked ? 'set-up complete' : 'everything is set up'} (${seconds} s)\n`);
    }
  } catch (error) {
    explain(error);
    process.exit(1);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await setUp({ quiet: process.argv.includes('--quiet') });
}
