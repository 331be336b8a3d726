import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject, tensorflowSettings, venv } from './project.mjs';
import { renameOver } from './rename.mjs';

const folder = join(venv, 'share', 'jupyter', 'kernels', 'tslab');
const publisher = inProject('scripts', 'setup', 'publisher.cjs');
const cellErrors = inProject('scripts', 'setup', 'cell-errors.cjs');

/**
 * The kernelspec by which Jupyter starts tslab: the command of `tslab install`, with this Node instead of
 * whichever is first on the PATH, with its publishing socket made as publisher.cjs says and a cell's mistakes told as
 * cell-errors.cjs tells them.
 *
 * @param {string} node this Node's executable
 * @param {string} tslab tslab's script, bin/tslab
 */
export const kernelspec = (node, tslab) => ({
  argv: [
    node,
    '--require',
    publisher,
    '--require',
    cellErrors,
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
