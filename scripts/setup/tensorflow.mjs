import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError, logPath, run } from './command.mjs';
import { mendTfjsNode } from './mend-tfjs-node.mjs';
import { inProject, readJson, tensorflowSettings } from './project.mjs';
import { installCompiled, installPrebuilt } from './tensorflow-install.mjs';
import { buildFromWheel, wheelVersion } from './tensorflow-wheel.mjs';
import { isReached } from './reach.mjs';

const folder = inProject('node_modules', '@tensorflow', 'tfjs-node');
const addon = join(folder, 'lib', 'napi-v8', 'tfjs_binding.node');

/**
 * Loads the addon in a process of its own and multiplies two matrices with it.
 *
 * @param {string} [advice]
 */
const tryOut = (advice) =>
  run('tensorflow', process.execPath, [inProject('scripts', 'setup', 'tensorflow-trial.cjs')], {
    env: { ...tensorflowSettings, NODE_OPTIONS: '--no-deprecation' },
    seconds: 120,
    advice,
  });

/** @typedef {'prebuilt' | 'compiled' | 'wheel'} Way */

/**
 * The ways to native TensorFlow on a machine, the better first. `prebuilt`: tfjs-node's installer, which downloads
 * libtensorflow and an addon; `compiled`: the same where no prebuilt addon exists, so that it compiles one; `wheel`:
 * libtensorflow out of a wheel of the Python package index, and the addon compiled against it. On Linux arm64 the installer
 * would compile too, against an older library; the wheels for Windows hold no library.
 *
 * @param {string} platform
 * @param {string} arch
 * @returns {Way[]} none where there is no TensorFlow for it
 */
export function waysFor(platform, arch) {
  if (platform === 'linux' && arch === 'x64') return ['prebuilt', 'wheel'];
  if (platform === 'linux' && arch === 'arm64') return ['wheel'];
  if (platform === 'darwin') return ['compiled'];
  return platform === 'win32' && arch === 'x64' ? ['prebuilt'] : [];
}

/**
 * What to do where no way is left.
 *
 * @param {string} platform
 * @param {string} arch
 * @param {string} host where tfjs-node's installer downloads from
 * @param {boolean} reached whether it answers
 */
export function adviceFor(platform, arch, host, reached) {
  if (waysFor(platform, arch).length === 0) {
    return platform === 'win32'
      ? 'Install Node for x64, which Windows on arm64 runs, or use WSL. Then run this again.'
      : 'Use a machine with Linux (x64 or arm64), macOS or Windows (x64), or a container on it.';
  }
  return reached
    ? 'See the log. On Windows the addon needs the Visual C++ runtime (vc_redist.x64.exe). Then run this again, or use WSL.'
    : `Let this machine reach ${host} (HTTPS_PROXY is used where it is set), then run this again.`;
}

/**
 * Native TensorFlow behind tfjs-node.
 * @type {import('./steps.mjs').Step}
 */
export const tensorflow = {
  name: 'tensorflow',
  title: 'native TensorFlow for tfjs-node',
  inputs: () => ({
    package: readJson(join(folder, 'package.json'))?.version ?? '',
    platform: `${process.platform} ${process.arch}`,
    wheel: `${wheelVersion}, mended for Node 23 and later`,
  }),
  present: () => existsSync(addon),
  async perform({ note }) {
    mendTfjsNode(folder);
    if (existsSync(addon)) {
      try {
        await tryOut();
        return 'found in place';
      } catch {
        note('the addon in node_modules does not load: installing it anew');
      }
    }
    return install(note);
  },
};

/**
 * The first way that leads there.
 *
 * @param {(text: string) => void} note
 * @returns {Promise<string>} which, in words
 */
async function install(note) {
  const { platform, arch } = process;
  const ways = waysFor(platform, arch);
  const { TFJS_NODE_BASE_URI, TFJS_NODE_CDN_STORAGE } = process.env;
  const host = TFJS_NODE_BASE_URI || TFJS_NODE_CDN_STORAGE || 'https://storage.googleapis.com/';
  const reached = ways[0] !== 'wheel' && (await isReached(host, folder));
  if (!reached && ways.some((way) => way !== 'wheel')) note(`${new URL(host).host} is not reached`);
  if (reached && ways.includes('compiled')) {
    note("compiling tfjs-node's addon: there is no prebuilt one for macOS");
    await installCompiled(folder, note);
    await tryOut('The addon was built but does not load: see the log.');
    return 'libtensorflow of tfjs-node, the addon compiled here';
  }
  if (reached && ways.includes('prebuilt')) {
    try {
      await installPrebuilt(folder);
      await tryOut();
      return 'the prebuilt binary';
    } catch {
      note(`the prebuilt binary could not be installed (${logPath('tensorflow')})`);
    }
  }
  if (!ways.includes('wheel')) {
    throw new SetupError(
      `native TensorFlow for ${platform} ${arch} ${ways.length > 0 ? 'could not be installed' : 'does not exist'}`,
      {
        advice: adviceFor(platform, arch, host, reached),
        log: existsSync(logPath('tensorflow')) ? logPath('tensorflow') : undefined,
      },
    );
  }
  const how = await buildFromWheel(folder, note);
  await tryOut(
    'The addon was built but does not load: see the log; remove the cache named in environment.md and run this again.',
  );
  return how;
}
