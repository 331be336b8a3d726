import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

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

/** The virtual environment's Python. */
export const venvPython = inProject('.venv', 'bin', 'python');

/** This user's cache: what one clone has fetched and built, the next one takes from here. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'dash-notebooks');

/** Node's own prefix (the folder above bin/), where its C headers lie if they are installed. */
export const nodePrefix = dirname(dirname(realpathSync(process.execPath)));

/** PATH with the packages' commands and the virtual environment first. */
export const searchPath = [
  inProject('node_modules', '.bin'),
  inProject('.venv', 'bin'),
  process.env.PATH ?? '',
]
  .filter(Boolean)
  .join(delimiter);

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
