import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { root, searchPath, setupFolder } from './project.mjs';
import { isInUse } from './rename.mjs';

/** A step of the set-up that failed: what happened, what to do about it, and the log that tells more. */
export class SetupError extends Error {
  /**
   * @param {string} message
   *
   * @param {{ advice?: string, log?: string }} [more]
   */
  constructor(message, { advice, log } = {}) {
    super(message);
    this.name = 'SetupError';
    this.advice = advice;
    this.log = log;
  }
}

/**
 * Where a step's output goes.
 *
 * @param {string} step
 */
export const logPath = (step) => join(setupFolder, `${step}.log`);

/**
 * Runs a command and appends all that it prints to the step's log, so that stdout stays free for results.
 *
 * @param {string} step whose log takes the output
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, seconds?: number, advice?: string,
 *   adviceFor?: (printed: string) => string | undefined }} [options]
 *   `seconds`: the command is ended after so long (default: half an hour); `advice`: what to do if it fails, unless
 *   `adviceFor` knows better by what it printed
 * @returns {Promise<void>} rejects with a SetupError where the command fails
 */
export async function run(
  step,
  program,
  args,
  { cwd = root, env = {}, seconds = 1800, advice, adviceFor } = {},
) {
  mkdirSync(setupFolder, { recursive: true });
  const log = openSync(logPath(step), 'a');
  const line = [program, ...args].join(' ');
  writeSync(log, `\n$ ${line}\n`);
  try {
    await new Promise((resolve, reject) => {
      const child = spawn(program, args, {
        cwd,
        env: { ...process.env, PATH: searchPath, ...env },
        stdio: ['ignore', log, log],
      });
      const limit = setTimeout(() => endTree(child), seconds * 1000);
      const fail = (/** @type {string} */ why) =>
        reject(
          new SetupError(`${line}\n  ${why}`, {
            advice: adviceFor?.(tail(logPath(step), 100)) ?? advice,
            log: logPath(step),
          }),
        );
      child.on('error', (error) => {
        clearTimeout(limit);
        fail(`could not be started: ${error.message}`);
      });
      child.on('close', (code, signal) => {
        clearTimeout(limit);
        if (code === 0) resolve(undefined);
        else fail(signal ? `was ended by ${signal} (limit ${seconds} s)` : `ended with exit code ${code}`);
      });
    });
  } finally {
    closeSync(log);
  }
}

/**
 * Asks a command to end. On Windows nothing can be asked: there it is ended, with the processes that it started, which
 * would stay otherwise.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
function endTree(child) {
  if (process.platform !== 'win32') child.kill('SIGTERM');
  else spawnSync('taskkill', ['/PID', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
}

const whileInUse = (/** @type {string} */ folder) =>
  `Something has a file of ${folder} open, or it belongs to another user. Close JupyterLab, its notebooks and the editor, end other commands of this project, then run this again.`;

/**
 * What to do where a command printed that files of a folder are in use, as Windows has it.
 *
 * @param {string} folder
 * @returns {(printed: string) => string | undefined}
 */
export const inUseAdvice = (folder) => (printed) =>
  /\b(EBUSY|EPERM|EACCES)\b/.test(printed) ? whileInUse(folder) : undefined;

/**
 * Removes a folder, if it is there.
 *
 * @param {string} folder
 * @param {(folder: string) => void} [remove]
 * @throws {SetupError} where something in it is in use
 */
export function removeFolder(
  folder,
  remove = (path) => rmSync(path, { recursive: true, force: true, maxRetries: 3 }),
) {
  try {
    remove(folder);
  } catch (error) {
    if (!isInUse(error)) throw error;
    const { message } = /** @type {Error} */ (error);
    throw new SetupError(`${folder} could not be removed (${message})`, { advice: whileInUse(folder) });
  }
}

/**
 * What a command prints on stdout; null where it cannot be started or fails.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Promise<string | null>}
 */
export function outputOf(program, args) {
  return new Promise((resolve) => {
    let text = '';
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout.setEncoding('utf8').on('data', (part) => (text += part));
    child.on('error', () => resolve(null));
    child.on('close', (code) => resolve(code === 0 ? text : null));
  });
}

/**
 * The last lines of a log.
 *
 * @param {string} path
 * @param {number} [count]
 */
export function tail(path, count = 20) {
  return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}

/**
 * Runs a command that talks to the reader itself. An interrupt reaches it as it reaches us, and it has the word.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<number>} its exit code
 */
export function foreground(program, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, PATH: searchPath, ...env },
      stdio: 'inherit',
    });
    const wait = () => {};
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, wait);
    process.on('SIGTERM', () => endTree(child));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}
