import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject, tensorflowSettings, venv } from './project.mjs';
import { renameOver } from './rename.mjs';

const folder = join(venv, 'share', 'jupyter', 'kernels', 'tslab');
/** What is loaded before tslab: each says what it mends. */
const mends = ['publisher', 'still-files', 'cell-errors'].map((name) =>
  inProject('scripts', 'setup', `${name}.cjs`),
);

/**
 * The kernelspec by which Jupyter starts tslab: the command of `tslab install`, with this Node instead of
 * whichever is first on the PATH, and with what is mended in it.
 *
 * @param {string} node this Node's executable
 * @param {string} tslab tslab's script, bin/tslab
 */
export const kernelspec = (node, tslab) => ({
  argv: [
    node,
    ...mends.flatMap((mend) => ['--require', mend]),
    tslab,
    'kernel',
    '--config-path',
    '{connection_file}',
  ],
  display_name: 'TypeScript (tslab)',
  language: 'typescript',
  env: {
    // tfjs-node's dependencies call deprecated functions of Node: a reader can do nothing about them.
    NODE_OPTIONS: '--no-deprecation --max-old-space-size=4096',
    ...tensorflowSettings,
  },
});

const spec = () =>
  JSON.stringify(kernelspec(process.execPath, inProject('node_modules', 'tslab', 'bin', 'tslab')), null, 2);

/**
 * The TypeScript kernel, inside the virtual environment: no other Jupyter on the machine is touched.
 * @type {import('./steps.mjs').Step}
 */
export const kernel = {
  name: 'kernel',
  title: 'TypeScript kernel for Jupyter (tslab)',
  inputs: () => ({ spec: spec() }),
  present: () => existsSync(join(folder, 'kernel.json')),
  async perform() {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'kernel.json.tmp'), spec());
    renameOver(join(folder, 'kernel.json.tmp'), join(folder, 'kernel.json'));
    return '';
  },
};
