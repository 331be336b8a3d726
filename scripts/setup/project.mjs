import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandsIn, pythonIn } from './venv.cjs';

/** The project's folder, as an absolute path. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * The path of something inside the project.
 *
 * @param {...string} parts
 */
export const inProject = (...parts) => join(root, ...parts);

/** Where stamps and logs of the set-up lie. */
export const setupFolder = inProject('.setup');

/** The virtual environment, and its Python. */
export const venv = inProject('.venv');
export const venvPython = pythonIn(venv);

/** This user's cache: what one clone has fetched and built, the next one takes from here. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'dash-notebooks');

/** Node's own prefix (the folder above bin/), where its C headers lie if they are installed (include/node). */
export const nodePrefix = dirname(dirname(realpathSync(process.execPath)));

/** PATH with the packages' commands and the virtual environment first. */
export const searchPath = [inProject('node_modules', '.bin'), commandsIn(venv), process.env.PATH ?? '']
  .filter(Boolean)
  .join(delimiter);

/**
 * Whether a module is what Node was started with: by whichever path, of a link, a junction or another case.
 *
 * @param {string} url the module's import.meta.url
 * @param {string | undefined} [script] what Node was started with
 */
export const isStarted = (url, script = process.argv[1]) =>
  script !== undefined &&
  existsSync(script) &&
  realpathSync.native(script) === realpathSync.native(fileURLToPath(url));

/**
 * Reads a JSON file; null where there is none.
 *
 * @param {string} path
 * @returns {any}
 */
export function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

/**
 * TensorFlow's settings. Without oneDNN the small products of this project take a quarter of the time, sums run in
 * one order on every processor, and TensorFlow has nothing to announce at its start.
 */
export const tensorflowSettings = { TF_CPP_MIN_LOG_LEVEL: '2', TF_ENABLE_ONEDNN_OPTS: '0' };
