import { existsSync, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { SetupError } from './command.mjs';

/** npm's script, below the folder that holds the package. */
const SCRIPT = ['npm', 'bin', 'npm-cli.js'];

/**
 * @typedef {object} Machine
 * @property {Record<string, string | undefined>} env
 * @property {string} node this Node's executable
 * @property {NodeJS.Platform} platform
 */

/** @type {Machine} */
const here = { env: process.env, node: process.execPath, platform: process.platform };

/**
 * The command that is npm, as a program and its first arguments: the npm that started us, else the one that came with
 * this Node, else the one on the PATH. pnpm, yarn and bun name themselves in npm_execpath too, and take other words. On
 * Windows the `npm` on the PATH is a batch file, which cannot be started without a shell: npm's script is started instead.
 *
 * @param {Machine} [machine]
 * @returns {[program: string, ...args: string[]]}
 * @throws {SetupError} where there is none
 */
export function npmCommand({ env, node, platform } = here) {
  const startedBy = env.npm_execpath ?? '';
  if (/^npm(-cli)?\.[cm]?js$/.test(basename(startedBy))) return [node, startedBy];
  const beside = dirname(existsSync(node) ? realpathSync(node) : node);
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter(Boolean);
  const script = [
    join(beside, 'node_modules', ...SCRIPT),
    join(beside, '..', 'lib', 'node_modules', ...SCRIPT),
    ...folders.map((folder) => join(folder, 'node_modules', ...SCRIPT)),
  ].find((path) => existsSync(path));
  if (script) return [node, script];
  const onPath = folders.map((folder) => join(folder, 'npm')).find((path) => existsSync(path));
  if (onPath && platform !== 'win32') {
    const real = realpathSync(onPath); // npm's script, but for a version manager's own program
    return basename(real) === 'npm-cli.js' ? [node, real] : [onPath];
  }
  throw new SetupError(
    `npm was not found${startedBy ? `, only ${basename(startedBy)}, which started this` : ''}`,
    {
      advice:
        'The packages are installed by npm, which reads package-lock.json. It comes with Node from nodejs.org or nvm; put its folder on the PATH and run this again.',
    },
  );
}
