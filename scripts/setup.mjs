#!/usr/bin/env node
/**
 * From a bare machine to everything installed and built: `npm run setup`.
 *
 * Each step remembers what it was done with (.setup/*.stamp), so that a second run starts at once. All that is
 * told goes to stderr. Options: --quiet says nothing where there is nothing to do.
 */
import { SetupError } from './setup/command.mjs';
import { isStarted } from './setup/project.mjs';
import { explain, performAll } from './setup/steps.mjs';
import { kernel } from './setup/kernel.mjs';
import { labSettings } from './setup/lab-settings.mjs';
import { library } from './setup/library.mjs';
import { packages } from './setup/packages.mjs';
import { python } from './setup/python.mjs';
import { tensorflow } from './setup/tensorflow.mjs';
import { twins } from './setup/twins.mjs';

/**
 * Refuses a Node that nothing here was ever run with. The oldest is what undici asks for, which fetches the data; 20 still
 * runs but has had no security updates since April 2026, so that nobody is sent to it.
 *
 * @param {string} version such as 24.11.0
 * @throws {SetupError}
 */
export function requireNode(version) {
  const [major, minor, patch] = version.split('.').map(Number);
  const tooOld = major < 20 || (major === 20 && (minor < 18 || (minor === 18 && patch < 1)));
  if (!tooOld && major <= 26) return;
  throw new SetupError(`this is Node ${version}, ${tooOld ? 'too old' : 'newer than what was tried'}`, {
    advice: 'Take Node 22, 24 or 26: nvm install 24 && nvm use 24, or nodejs.org. Then run this again.',
  });
}

/** Does what is not done yet; ends the process with what to do where a step fails. */
export async function setUp({ quiet = false } = {}) {
  const start = performance.now();
  try {
    requireNode(process.versions.node);
    const worked = await performAll([packages, python, tensorflow, kernel, labSettings, library, twins]);
    if (worked || !quiet) {
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      process.stderr.write(`${worked ? 'set-up complete' : 'everything is set up'} (${seconds} s)\n`);
    }
  } catch (error) {
    explain(error);
    process.exit(1);
  }
}

if (isStarted(import.meta.url)) {
  await setUp({ quiet: process.argv.includes('--quiet') });
}
