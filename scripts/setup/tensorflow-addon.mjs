import { cpSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { outputOf, SetupError } from './command.mjs';
import { npmCommand } from './npm.mjs';
import { searchPath, venvPython } from './project.mjs';

/**
 * The tools that compile the addon, and how each system installs them.
 *
 * @type {Partial<Record<NodeJS.Platform, { tools: [program: string, argument: string][], advice: string }>>}
 */
const TOOLS = {
  linux: {
    tools: [
      ['g++', '--version'],
      ['make', '--version'],
    ],
    advice: 'Debian, Ubuntu: sudo apt-get install g++ make. Fedora: sudo dnf install gcc-c++ make.',
  },
  darwin: {
    tools: [['xcode-select', '-p']],
    advice: "xcode-select --install (Xcode's command line tools).",
  },
};

/**
 * Fails where what compiles the addon is not here.
 *
 * @param {NodeJS.Platform} [platform]
 * @param {typeof outputOf} [ask] how a program is asked
 * @throws {SetupError} that names all that is missing
 */
export async function requireTools(platform = process.platform, ask = outputOf) {
  const { tools, advice } = TOOLS[platform] ?? { tools: [], advice: '' };
  const missing = [];
  for (const [program, argument] of tools)
    if ((await ask(program, [argument])) === null) missing.push(program);
  if (missing.length === 0) return;
  const [what, is, it] =
    platform === 'darwin'
      ? ["Xcode's command line tools", 'are', 'they are']
      : [missing.join(' and '), missing.length > 1 ? 'are' : 'is', missing.length > 1 ? 'they are' : 'it is'];
  throw new SetupError(`${what} ${is} missing: ${it} needed to build tfjs-node's addon`, {
    advice: `${advice} Then run this again.`,
  });
}

/**
 * What to do where the compilation fails.
 *
 * @param {NodeJS.Platform} [platform]
 */
export const compileAdvice = (platform = process.platform) =>
  `The addon could not be compiled: see the log. It needs ${
    platform === 'darwin' ? "Xcode's command line tools (xcode-select --install)" : 'g++ and make'
  }, and the C headers of this Node (Node from nodejs.org or nvm has them, or npm_config_nodedir=PREFIX names them).`;

/**
 * The environment that the addon is compiled in: this Node and its headers, npm's node-gyp, the project's Python.
 *
 * @param {string | undefined} headers the prefix of Node's C headers; undefined: node-gyp downloads them
 */
export function compileEnvironment(headers) {
  const npm = dirname(npmCommand().at(-1) ?? '');
  const nodeGyp = join(npm, '..', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  return {
    PATH: `${dirname(process.execPath)}${delimiter}${searchPath}`,
    PYTHON: venvPython,
    ...(headers ? { npm_config_nodedir: headers } : {}),
    ...(existsSync(nodeGyp) && !process.env.npm_config_node_gyp ? { npm_config_node_gyp: nodeGyp } : {}),
  };
}

/**
 * Works on parts of tfjs-node in a temporary folder: node-gyp's makefiles break on a path with a space, and the clone's
 * may have one. The addon finds libtensorflow relative to itself, so it may move.
 *
 * @param {string} tfjsNode the folder of the tfjs-node package
 * @param {readonly string[]} parts what is copied
 * @param {(folder: string) => Promise<void>} work
 * @param {(path: string) => boolean} [filter] which files are copied
 */
export async function inTemporaryCopy(tfjsNode, parts, work, filter) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tfjs-node-')));
  try {
    for (const part of parts) {
      cpSync(join(tfjsNode, part), join(folder, part), { recursive: true, verbatimSymlinks: true, filter });
    }
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
