import { mkdirSync, rmSync } from 'node:fs';
import { SetupError, logPath, tail } from './command.mjs';
import { withLock } from './lock.mjs';
import { setupFolder } from './project.mjs';
import { Stamps, hashOf } from './stamps.mjs';

/**
 * One step of the set-up.
 *
 * @typedef {object} Step
 * @property {string} name one word: names the stamp and the log
 * @property {string} title what it does, for the reader
 * @property {() => Record<string, string>} inputs all that its result depends on; a change does it again
 * @property {() => boolean} present whether what it makes is there at all
 * @property {(context: { note: (text: string) => void }) => Promise<string>} perform does it; returns which way
 *   was taken, in a few words, or ''
 */

const stamps = new Stamps(setupFolder);

const isDone = (/** @type {Step} */ step) =>
  step.present() && stamps.matches(step.name, hashOf(step.inputs()));

const say = (/** @type {string} */ text) => process.stderr.write(text);

/**
 * Performs the steps that are not done yet, in their order. Tells what it does on stderr, one line a step.
 *
 * @param {readonly Step[]} steps
 * @returns {Promise<boolean>} whether there was anything to do
 * @throws {SetupError} where a step fails; the steps after it are not tried
 */
export async function performAll(steps) {
  if (steps.every(isDone)) return false;
  await withLock(setupFolder, async () => {
    for (const step of steps) if (!isDone(step)) await performOne(step);
  });
  return true;
}

async function performOne(/** @type {Step} */ step) {
  const start = performance.now();
  let open = true; // whether the step's line still waits for its end
  say(`${step.title} ... `);
  const note = (/** @type {string} */ text) => {
    say(`${open ? '\n' : ''}  ${text}\n`);
    open = false;
  };
  stamps.remove(step.name);
  mkdirSync(setupFolder, { recursive: true });
  rmSync(logPath(step.name), { force: true });
  try {
    const how = await step.perform({ note });
    stamps.write(step.name, hashOf(step.inputs()));
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    say(`${open ? '' : '  '}done in ${seconds} s${how ? ` (${how})` : ''}\n`);
  } catch (error) {
    say(`${open ? '' : '  '}failed\n`);
    throw error;
  }
}

/**
 * Tells a failure with what to do about it.
 *
 * @param {unknown} error
 *
 * @param {string} [what] what failed
 */
export function explain(error, what = 'Set-up failed') {
  if (!(error instanceof SetupError)) {
    say(`\n${error instanceof Error ? error.stack : String(error)}\n`);
    return;
  }
  say(`\n${what}: ${error.message}\n`);
  if (error.log) say(`\nThe end of ${error.log}:\n${tail(error.log).replace(/^/gm, '  | ')}\n`);
  if (error.advice) say(`\nWhat to do: ${error.advice}\n`);
  say('environment.md tells more.\n');
}
