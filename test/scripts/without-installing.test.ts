import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { PROJECT } from './pages';

const read = (...parts: string[]): string => readFileSync(path.join(PROJECT, ...parts), 'utf8');

/** The lines of a script that do something. */
const commands = (script: string): string[] =>
  script.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

test('a dev container and Binder make everything by the one command, with a Node and a Python that it takes', async () => {
  const container = JSON.parse(read('.devcontainer', 'devcontainer.json')) as {
    image: string;
    features: Record<string, { version: string }>;
    postCreateCommand: string;
    remoteEnv: Record<string, string>;
  };
  assert.equal(container.postCreateCommand, 'npm run setup');
  assert.deepEqual(commands(read('.binder', 'postBuild')), ['npm run setup']);
  const binder = read('.binder', 'environment.yml');
  const nodes = [
    Object.entries(container.features).find(([name]) => /\/node:/.test(name))![1].version,
    /nodejs=(\d+)/.exec(binder)![1],
  ];
  const { requireNode } = await import('../../scripts/setup.mjs');
  for (const node of nodes) {
    assert.ok(Number(node) >= 22, `${node} has security updates`);
    requireNode(`${node}.99.0`);
  }
  for (const python of [/python:(3\.\d+)/.exec(container.image)![1], /python=(3\.\d+)/.exec(binder)![1]]) {
    assert.ok(Number(python.split('.')[1]) >= 10, python);
  }
});

test(
  'the Jupyter of Binder and of a dev container is told where the kernel of the notebooks is',
  { skip: process.platform === 'win32' ? 'a script for bash' : false },
  () => {
    const folder = path.join(PROJECT, '.venv', 'share', 'jupyter');
    const start = path.join(PROJECT, '.binder', 'start');
    const ask = (before: Record<string, string>): string =>
      spawnSync('bash', [start, 'printenv', 'JUPYTER_PATH'], {
        cwd: '/',
        encoding: 'utf8',
        env: { PATH: process.env.PATH, ...before },
      }).stdout.trim();
    assert.equal(ask({}), folder);
    assert.equal(ask({ JUPYTER_PATH: '/elsewhere' }), `${folder}:/elsewhere`);
    const { remoteEnv } = JSON.parse(read('.devcontainer', 'devcontainer.json')) as {
      remoteEnv: Record<string, string>;
    };
    assert.equal(remoteEnv.JUPYTER_PATH.replace('${containerWorkspaceFolder}', PROJECT), folder);
    // Where the set-up writes it.
    assert.match(
      read('scripts', 'setup', 'kernel.mjs'),
      /join\(venv, 'share', 'jupyter', 'kernels', 'tslab'\)/,
    );
  },
);
