import {
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { run, SetupError } from './command.mjs';
import { withHeaders } from './node-headers.mjs';
import { pip } from './pip.mjs';
import { cacheFolder, inProject, readJson, venvPython } from './project.mjs';
import { renameOver } from './rename.mjs';
import { compileAdvice, compileEnvironment, inTemporaryCopy, requireTools } from './tensorflow-addon.mjs';

/** The release of TensorFlow whose C library tfjs-node's addon is built against. */
export const wheelVersion = '2.21.0';

/**
 * The wheel that holds the C library for a processor under Linux: its package, its platform and its size. tensorflow-cpu
 * is published for x64 only; for arm64 tensorflow is itself without CUDA.
 *
 * @param {string} arch process.arch
 * @returns {{ name: string, platform: string, megabytes: number } | null} null where there is none
 */
export function wheelFor(arch) {
  if (arch === 'x64') return { name: 'tensorflow-cpu', platform: 'manylinux_2_27_x86_64', megabytes: 274 };
  if (arch === 'arm64') return { name: 'tensorflow', platform: 'manylinux_2_27_aarch64', megabytes: 282 };
  return null;
}

/**
 * What pip is asked for. The C library in the wheel is the same for every Python, so one is named.
 *
 * @param {{ name: string, platform: string }} wheel
 * @param {string} folder where the wheel goes
 * @returns {[string, ...string[]]}
 */
export const downloadOf = ({ name, platform }, folder) => [
  'download',
  ...['--no-cache-dir', '--dest', folder, '--no-deps', '--only-binary=:all:'],
  ...['--python-version=3.11', `--platform=${platform}`, `${name}==${wheelVersion}`],
];

/**
 * Gives tfjs-node a libtensorflow out of a wheel of TensorFlow and an addon built against it. Both are kept in the user's
 * cache, so that only the first clone on a machine downloads and compiles.
 *
 * @param {string} tfjsNode the folder of the tfjs-node package
 * @param {(text: string) => void} note tells what is being done
 * @returns {Promise<string>} which way was taken, in words
 */
export async function buildFromWheel(tfjsNode, note) {
  const wheel = wheelFor(process.arch);
  if (wheel === null) throw new SetupError(`there is no wheel of TensorFlow for ${process.arch}`);
  const system = `linux-${process.arch}`;
  const library = join(cacheFolder, `libtensorflow-${wheelVersion}-${system}`);
  const fetched = !existsSync(library);
  if (fetched) await fetchLibrary(wheel, library, note);
  link(library, join(tfjsNode, 'deps'));

  const { version } = readJson(join(tfjsNode, 'package.json'));
  const cachedAddon = join(cacheFolder, `tfjs-node-${version}-libtensorflow-${wheelVersion}-${system}.node`);
  if (!existsSync(cachedAddon)) await buildAddon(tfjsNode, cachedAddon, note);
  mkdirSync(join(tfjsNode, 'lib', 'napi-v8'), { recursive: true });
  copyFileSync(cachedAddon, join(tfjsNode, 'lib', 'napi-v8', 'tfjs_binding.node'));
  return `libtensorflow of the ${wheel.name} ${wheelVersion} wheel${fetched ? '' : ', from the cache'}`;
}

/**
 * Downloads the wheel and unpacks its C library.
 *
 * @param {{ name: string, platform: string, megabytes: number }} wheel
 * @param {string} library
 * @param {(text: string) => void} note
 */
async function fetchLibrary(wheel, library, note) {
  note(`downloading ${wheel.name} ${wheelVersion} from the Python package index (${wheel.megabytes} MB)`);
  mkdirSync(cacheFolder, { recursive: true });
  const work = mkdtempSync(join(cacheFolder, 'unpacking-'));
  try {
    await pip(
      'tensorflow',
      venvPython,
      downloadOf(wheel, work),
      'Let this machine reach either storage.googleapis.com or a Python package index (PIP_INDEX_URL, HTTPS_PROXY), then run this again.',
    );
    const file = readdirSync(work).find((name) => name.endsWith('.whl'));
    if (!file) throw new SetupError(`pip downloaded no wheel to ${work}`);
    const unpack = inProject('scripts', 'setup', 'unpack-wheel.py');
    await run('tensorflow', venvPython, [unpack, join(work, file), join(work, 'out')]);
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
 * Compiles the addon and puts it under `target`.
 *
 * @param {string} tfjsNode
 * @param {string} target
 * @param {(text: string) => void} note
 */
async function buildAddon(tfjsNode, target, note) {
  await requireTools();
  note("compiling tfjs-node's addon");
  const compile = async (/** @type {string} */ folder) => {
    symlinkSync(join(tfjsNode, 'deps', 'lib'), join(folder, 'deps', 'lib'));
    const nodePreGyp = inProject('node_modules', '@mapbox', 'node-pre-gyp', 'bin', 'node-pre-gyp');
    await withHeaders(tfjsNode, note, (headers) =>
      run('tensorflow', process.execPath, [nodePreGyp, 'install', '--build-from-source'], {
        cwd: folder,
        env: compileEnvironment(headers),
        advice: compileAdvice(),
      }),
    );
    const partial = `${target}.${process.pid}.tmp`;
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(folder, 'lib', 'napi-v8', 'tfjs_binding.node'), partial);
    renameOver(partial, target);
  };
  await inTemporaryCopy(tfjsNode, ['package.json', 'binding.gyp', 'binding', 'deps'], compile, isNoLibrary);
}

/** Leaves the large libraries out of the copy that the addon is compiled in. */
const isNoLibrary = (/** @type {string} */ path) => !path.endsWith(join('deps', 'lib'));
