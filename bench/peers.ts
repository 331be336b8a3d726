import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pythonIn } from '../scripts/setup/venv.cjs';
import { rowOf, type Measurement } from './measurement';
import type { Sparsity } from './problem';

const root = join(__dirname, '..');
const folder = join(__dirname, 'peers');
const environment = join(root, '.setup', 'bench-venv');
const python = pythonIn(environment);

/** A Python implementation of the same epoch. */
export type Peer = 'torch' | 'jax';
export const PEERS: readonly Peer[] = ['torch', 'jax'];

/** PyTorch's own index of builds without CUDA, a quarter of the size of the general one's. */
const CPU_INDEX = 'https://download.pytorch.org/whl/cpu';

/**
 * Makes the peers' virtual environment, once.
 * @returns why a peer cannot be measured, for those that cannot
 * @throws SetupError when pip fails: no index in reach, or no Python for these versions (3.11 or later)
 */
export async function preparePeers(): Promise<ReadonlyMap<Peer, string>> {
  const { run, outputOf } = await import('../scripts/setup/command.mjs');
  const { pip } = await import('../scripts/setup/pip.mjs');
  const { venvPython } = await import('../scripts/setup/project.mjs');
  const { isReached } = await import('../scripts/setup/reach.mjs');
  const imports = async (peer: Peer): Promise<boolean> =>
    (await outputOf(python, ['-c', `import ${peer}`])) !== null;
  const allImport = async (): Promise<boolean> => (await Promise.all(PEERS.map(imports))).every(Boolean);

  if (!existsSync(python)) await run('bench', venvPython, ['-m', 'venv', environment]);
  if (!(await allImport())) {
    process.stderr.write(
      'installing PyTorch and JAX in .setup/bench-venv (once; up to 0.7 GB of downloads)\n',
    );
    const requirements = join(folder, 'requirements.txt');
    if (await isReached(`${CPU_INDEX}/torch/`, join(root, 'node_modules', '@tensorflow', 'tfjs-node'))) {
      const torch = ['torch==2.13.0', '--index-url', CPU_INDEX];
      // Where this fails, the general index below serves it.
      await run('bench', python, ['-m', 'pip', 'install', '--no-deps', ...torch]).catch(() => undefined);
    }
    await pip(
      'bench',
      python,
      ['install', '--no-deps', '--requirement', requirements],
      'The peers need Python 3.11 or later and a Python package index. Without --peers the bench runs without them.',
    );
    if (!(await imports('torch'))) await run('bench', python, [join(folder, 'without_cuda.py')]);
  }
  const missing = new Map<Peer, string>();
  for (const peer of PEERS) {
    if (!(await imports(peer))) missing.set(peer, `does not import: see .setup/bench.log, or try ${python}`);
  }
  return missing;
}

/** Measures a peer on one thread or on as many as it takes by itself. */
export function peerRow(
  peer: Peer,
  problem: string,
  options: { threads: 'one' | 'default'; sparsity: Sparsity; epochs: number },
): Promise<Measurement> {
  const settings = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  return rowOf<Measurement>(python, [join(folder, `${peer}_peer.py`), problem, ...settings]);
}
