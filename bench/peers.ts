import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pythonIn } from '../scripts/setup/venv.cjs';
import type { ModelName } from './problem';
import { RELATIVE_TOLERANCES } from './solvers';
import type { Command } from './session';

const root = join(__dirname, '..');
const folder = join(__dirname, 'peers');
const environment = join(root, '.setup', 'bench-venv');
/** Of the peers' virtual environment. */
export const python = pythonIn(environment);

/** A Python implementation of the same epoch, called as its library's users call it. */
export interface Peer {
  /** In the table. */
  readonly name: string;
  /** What has to be imported. */
  readonly module: string;
  readonly script: string;
  readonly options?: readonly string[];
}

export const PEERS: readonly Peer[] = [
  { name: 'jax', module: 'jax', script: 'jax_peer.py' },
  { name: 'diffrax', module: 'diffrax', script: 'diffrax_peer.py' },
  { name: 'torch', module: 'torch', script: 'torch_peer.py' },
  {
    name: 'torchdiffeq, adjoint',
    module: 'torchdiffeq',
    script: 'torchdiffeq_peer.py',
    options: ['--back', 'adjoint'],
  },
  {
    name: 'torchdiffeq, its steps',
    module: 'torchdiffeq',
    script: 'torchdiffeq_peer.py',
    options: ['--back', 'steps'],
  },
];

/** What is installed together: a list of packages and the modules that they bring. */
interface Family {
  readonly name: string;
  readonly file: string;
  readonly modules: readonly string[];
}

const SOLVER_PEERS: readonly Family[] = [
  { name: 'JAX and diffrax', file: 'requirements-jax.txt', modules: ['jax', 'diffrax'] },
  { name: 'PyTorch and torchdiffeq', file: 'requirements-torch.txt', modules: ['torch', 'torchdiffeq'] },
];

/** What the peers of `npm run bench:networks` need. */
export const NETWORK_PEERS: readonly Family[] = [
  { name: 'scikit-learn', file: 'requirements-networks.txt', modules: ['sklearn'] },
];

/** PyTorch's own index of builds without CUDA, a quarter of the size of the general one's. */
const CPU_INDEX = 'https://download.pytorch.org/whl/cpu';

/**
 * Makes the peers' virtual environment, once. Where one cannot be installed (no index in reach, no Python from 3.11 on, no
 * compiler for PyTorch's stand-ins) the others still are.
 * @returns why a module cannot be measured, for those that cannot
 */
export async function preparePeers(
  families: readonly Family[] = SOLVER_PEERS,
): Promise<ReadonlyMap<string, string>> {
  const { run, outputOf } = await import('../scripts/setup/command.mjs');
  const { venvPython } = await import('../scripts/setup/project.mjs');
  const imports = async (module: string): Promise<boolean> =>
    (await outputOf(python, ['-c', `import ${module}`])) !== null;
  const missing = new Map<string, string>();
  for (const { name, file, modules } of families) {
    try {
      if (!existsSync(python)) await run('bench', venvPython, ['-m', 'venv', environment]);
      if (!(await Promise.all(modules.map(imports))).every(Boolean)) {
        process.stderr.write(`installing ${name} in .setup/bench-venv (once) ...\n`);
        const withTorch = file === 'requirements-torch.txt';
        await install(file, withTorch);
        if (withTorch && !(await imports('torch'))) {
          await run('bench', python, [join(folder, 'without_cuda.py')]);
        }
      }
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    }
    for (const module of modules) {
      if (!(await imports(module))) missing.set(module, 'not installed: see .setup/bench.log');
    }
  }
  return missing;
}

async function install(file: string, withTorch: boolean): Promise<void> {
  const { run } = await import('../scripts/setup/command.mjs');
  const { pip } = await import('../scripts/setup/pip.mjs');
  const { isReached } = await import('../scripts/setup/reach.mjs');
  const tensorflow = join(root, 'node_modules', '@tensorflow', 'tfjs-node');
  if (withTorch && (await isReached(`${CPU_INDEX}/torch/`, tensorflow))) {
    const torch = ['torch==2.13.0', '--index-url', CPU_INDEX];
    // Where this fails, the general index below serves it.
    await run('bench', python, ['-m', 'pip', 'install', '--no-deps', ...torch]).catch(() => undefined);
  }
  await pip(
    'bench',
    python,
    ['install', '--no-deps', '--requirement', join(folder, file)],
    'The peers need Python 3.11 or later and a Python package index. The bench runs without them.',
  );
}

/** Measures a peer on one thread or on as many as it takes by itself. */
export function peerCommand(
  peer: Peer,
  problem: string,
  { model, threads }: { readonly model: ModelName; readonly threads: 'one' | 'default' },
): Command {
  const tolerances = RELATIVE_TOLERANCES.join(',');
  return [
    python,
    join(folder, peer.script),
    ...[problem, '--model', model, '--threads', threads, '--tolerances', tolerances],
    ...(peer.options ?? []),
  ];
}
