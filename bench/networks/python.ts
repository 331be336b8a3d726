import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { readSquareMatrix } from '../../lib/files/matrix-file';
import { type MatrixRows, rowsOf } from '../../lib/math/matrix-rows';

const script = join(__dirname, '..', 'peers', 'network_peers.py');

/** What the peers print when they are done. */
interface Told {
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly versions: Readonly<Record<string, string>>;
}

export interface PeerNetwork extends Told {
  /** How much of a target's variance a regulator explains, n x n, row = regulator. */
  readonly importances: MatrixRows;
}

export type PeerMethod = 'genie3' | 'dyngenie3';

export interface PeerOptions {
  readonly python: string;
  /** A file of `writeSeries`; the result is written beside it. */
  readonly series: string;
  readonly genes: readonly string[];
  readonly trees: number;
  readonly seed: number;
}

/**
 * Runs a peer on one thread; its progress goes to stderr.
 * @throws Error with what it was called as when it fails
 */
export async function peerNetwork(method: PeerMethod, options: PeerOptions): Promise<PeerNetwork> {
  const { python, series, genes, trees, seed } = options;
  const out = join(series, '..', `${method}.csv`);
  const settings = ['--method', method, '--trees', `${trees}`, '--seed', `${seed}`];
  const told = JSON.parse(await outputOf(python, [script, series, out, ...settings])) as Told;
  return { ...told, importances: rowsOf(await readSquareMatrix(out, genes)) };
}

function outputOf(program: string, args: readonly string[]): Promise<string> {
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve(text);
      else reject(new Error(`${[program, ...args].join(' ')} ended with ${status}`));
    });
  });
}
