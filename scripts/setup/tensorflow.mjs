import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError, logPath, run } from './command.mjs';
import { mendTfjsNode } from './mend-tfjs-node.mjs';
import { inProject, readJson, tensorflowSettings } from './project.mjs';
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

/**
 * Native TensorFlow behind tfjs-node. The ordinary way is the package's own install script, which downloads
 * libtensorflow and a prebuilt addon; where their host is not reached, libtensorflow comes out of the
 * tensorflow-cpu wheel and the addon is built here.
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
    const host =
      process.env.TFJS_NODE_BASE_URI ||
      process.env.TFJS_NODE_CDN_STORAGE ||
      'https://storage.googleapis.com/';
    if (await isReached(host, folder)) {
      try {
        await run('tensorflow', process.execPath, ['scripts/install.js'], { cwd: folder, seconds: 900 });
        await tryOut();
        return 'the prebuilt binary';
      } catch {
        note(`the prebuilt binary could not be installed (${logPath('tensorflow')})`);
      }
    } else note(`${new URL(host).host} is not reached`);

    if (process.platform !== 'linux' || process.arch !== 'x64') {
      throw new SetupError(
        `there is no prebuilt TensorFlow for ${process.platform} ${process.arch} in reach`,
        {
          advice: `Let this machine reach ${host} (HTTPS_PROXY is used where it is set), then run this again.`,
          log: existsSync(logPath('tensorflow')) ? logPath('tensorflow') : undefined,
        },
      );
    }
    const how = await buildFromWheel(folder, note);
    await tryOut(
      'The addon was built but does not load: see the log; remove the cache named in environment.md and run this again.',
    );
    return how;
  },
};
