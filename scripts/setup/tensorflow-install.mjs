import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, SetupError } from './command.mjs';
import { withHeaders } from './node-headers.mjs';
import { compileAdvice, compileEnvironment, inTemporaryCopy, requireTools } from './tensorflow-addon.mjs';
import { inProject } from './project.mjs';

/** Where tfjs-node looks for its addon: of N-API 8, whichever this Node has. */
const ADDON = ['lib', 'napi-v8'];

/** How long tfjs-node's installer may take, in seconds. */
const LIMIT = 900;

/**
 * Runs tfjs-node's own installer where it lies: libtensorflow and a prebuilt addon.
 *
 * @param {string} tfjsNode the folder of the tfjs-node package
 */
export async function installPrebuilt(tfjsNode) {
  await run('tensorflow', process.execPath, ['scripts/install.js'], { cwd: tfjsNode, seconds: LIMIT });
  putLibraryBesideAddon(tfjsNode);
}

/**
 * Windows looks for a library beside the addon that wants it. tfjs-node's installer puts tensorflow.dll into the folder of
 * this Node's N-API version (10 in Node 22 and later), and the addon is in that of version 8 (tensorflow/tfjs#8542).
 *
 * @param {string} tfjsNode the folder of the tfjs-node package
 * @returns {boolean} whether there is such a library: on Windows only
 */
export function putLibraryBesideAddon(tfjsNode) {
  const library = join(tfjsNode, 'deps', 'lib', 'tensorflow.dll');
  if (!existsSync(library)) return false;
  mkdirSync(join(tfjsNode, ...ADDON), { recursive: true });
  copyFileSync(library, join(tfjsNode, ...ADDON, 'tensorflow.dll'));
  return true;
}

/**
 * Runs tfjs-node's own installer where there is no prebuilt addon (macOS): libtensorflow is downloaded, the addon compiled.
 *
 * @param {string} tfjsNode the folder of the tfjs-node package
 * @param {(text: string) => void} note tells what is being done
 */
export async function installCompiled(tfjsNode, note) {
  await requireTools();
  const parts = ['package.json', 'binding.gyp', 'binding', 'scripts'].filter((part) =>
    existsSync(join(tfjsNode, part)),
  );
  await inTemporaryCopy(tfjsNode, parts, async (folder) => {
    const packages = [join(tfjsNode, 'node_modules'), inProject('node_modules')];
    await withHeaders(tfjsNode, note, (headers) =>
      run('tensorflow', process.execPath, ['scripts/install.js'], {
        cwd: folder,
        seconds: LIMIT,
        env: { ...compileEnvironment(headers), NODE_PATH: packages.join(delimiter) },
        advice: compileAdvice(),
      }),
    );
    const addon = join(folder, ...ADDON, 'tfjs_binding.node');
    if (!existsSync(addon)) {
      throw new SetupError("tfjs-node's installer made no addon", { advice: compileAdvice() });
    }
    rmSync(join(tfjsNode, 'deps'), { recursive: true, force: true });
    cpSync(join(folder, 'deps'), join(tfjsNode, 'deps'), { recursive: true, verbatimSymlinks: true });
    mkdirSync(join(tfjsNode, ...ADDON), { recursive: true });
    copyFileSync(addon, join(tfjsNode, ...ADDON, 'tfjs_binding.node'));
  });
}
