import {
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { outputOf, run, SetupError } from './command.mjs';
import { pip } from './pip.mjs';
import { cacheFolder, inProject, nodePrefix, readJson, venvPython } from './project.mjs';

/** The release of TensorFlow whose C library tfjs-node's addon is built against. */
export const wheelVersion = '2.21.0';

/** The wheel to take: the C library in it is the same for every Python, so one is named. */
const wheelChoice = [
  '--no-deps',
  '--only-binary=:all:',
  '--python-version=3.11',
  '--platform=manylinux_2_27_x86_64',
];

/**
 * Gives tfjs-node a libtensorflow out of the tensorflow-cpu wheel and an addon built against it. Both are kept
 * in the user's cache, so that only the first clone on a machine downloads and compiles.
 *
 * @param {string} tfjsNode the folder of the tfjs-node package
 * @param {(text: string) => void} note tells what is being done
 * @returns {Promise<string>} which way was taken, in words
 */
export async function buildFromWheel(tfjsNode, note) {
  const library = join(cacheFolder, `libtensorflow-${wheelVersion}-linux-x64`);
  const fetched = !existsSync(library);
  if (fetched) await fetchLibrary(library, note);
  link(library, join(tfjsNode, 'deps'));

  const { version } = readJson(join(tfjsNode, 'package.json'));
  const cachedAddon = join(cacheFolder, `tfjs-node-${version}-libtensorflow-${wheelVersion}-linux-x64.node`);
  if (!existsSync(cachedAddon)) await buildAddon(tfjsNode, cachedAddon, note);
  mkdirSync(join(tfjsNode, 'lib', 'napi-v8'), { recursive: true });
  copyFileSync(cachedAddon, join(tfjsNode, 'lib', 'napi-v8', 'tfjs_binding.node'));
  return `libtensorflow of the tensorflow-cpu ${wheelVersion} wheel${fetched ? '' : ', from the cache'}`;
}

/**
 * Downloads the wheel and unpacks its C library.
 *
 * @param {string} library
 * @param {(text: string) => void} note
 */
async function fetchLibrary(library, note) {
  note(`downloading tensorflow-cpu ${wheelVersion} from the Python package index (274 MB)`);
  mkdirSync(cacheFolder, { recursive: true });
  const work = mkdtempSync(join(cacheFolder, 'unpacking-'));
  try {
    await pip(
      'tensorflow',
      venvPython,
      ['download', '--no-cache-dir', '--dest', work, ...wheelChoice, `tensorflow-cpu==${wheelVersion}`],
      'Let this machine reach either storage.googleapis.com or a Python package index (PIP_INDEX_URL, HTTPS_PROXY), then run this again.',
    );
    const wheel = readdirSync(work).find((name) => name.endsWith('.whl'));
    if (!wheel) throw new SetupError(`pip downloaded no wheel to ${work}`);
    const unpack = inProject('scripts', 'setup', 'unpack-wheel.py');
    await run('tensorflow', venvPython, [unpack, join(work, wheel), join(work, 'out')]);
    renameSync(join(work, 'out'), library);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Makes `deps` a twin of the cached library: hard links where the file system allows, else copies. */
function link(/** @type {string} */ library, /** @type {string} */ deps) {
  rmSync(deps, { recursive: true, force: true });
  mkdirSync(join(deps, 'lib'), { recursive: true });
  cpSync(join(library, 'include'), join(deps, 'include'), { recursive: true });
  for (const entry of readdirSync(join(library, 'lib'), { withFileTypes: true })) {
    const from = join(library, 'lib', entry.name);
    const to = join(deps, 'lib', entry.name);
    if (entry.isSymbolicLink()) cpSync(from, to, { verbatimSymlinks: true });
    else {
      try {
        linkSync(from, to);
      } catch {
        copyFileSync(from, to, constants.COPYFILE_FICLONE);
      }
    }
  }
}

/**
 * Compiles the addon in a temporary folder (node-gyp's makefiles break on a path with a space, and the clone's
 * may have one) and puts it under `target`. The addon finds libtensorflow relative to itself, so it may move.
 *
 * @param {string} tfjsNode
 * @param {string} target
 * @param {(text: string) => void} note
 */
async function buildAddon(tfjsNode, target, note) {
  for (const tool of ['g++', 'make']) {
    if ((await outputOf(tool, ['--version'])) === null) {
      throw new SetupError(`${tool} is missing: it is needed to build tfjs-node's addon`, {
        advice:
          'Debian, Ubuntu: sudo apt-get install g++ make. Fedora: sudo dnf install gcc-c++ make. Then run this again.',
      });
    }
  }
  note("compiling tfjs-node's addon");
  const work = realpathSync(mkdtempSync(join(tmpdir(), 'tfjs-node-')));
  try {
    for (const part of ['package.json', 'binding.gyp', 'binding', 'deps']) {
      cpSync(join(tfjsNode, part), join(work, part), {
        recursive: true,
        verbatimSymlinks: true,
        filter: isNoLibrary,
      });
    }
    symlinkSync(join(tfjsNode, 'deps', 'lib'), join(work, 'deps', 'lib'));
    const headers = join(nodePrefix, 'include', 'node', 'node_api.h');
    await run(
      'tensorflow',
      process.execPath,
      [
        inProject('node_modules', '@mapbox', 'node-pre-gyp', 'bin', 'node-pre-gyp'),
        'install',
        '--build-from-source',
      ],
      {
        cwd: work,
        // Node's own headers where they are installed; else node-gyp downloads them.
        env: { ...(existsSync(headers) ? { npm_config_nodedir: nodePrefix } : {}), PYTHON: venvPython },
        advice:
          'The addon could not be compiled: see the log. It needs g++ and make, and the C headers of this Node (nodejs.org, or npm_config_nodedir=PREFIX).',
      },
    );
    const partial = `${target}.${process.pid}.tmp`;
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(work, 'lib', 'napi-v8', 'tfjs_binding.node'), partial);
    renameSync(partial, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Leaves the large libraries out of the copy that the addon is compiled in. */
const isNoLibrary = (/** @type {string} */ path) => !path.endsWith(join('deps', 'lib'));
