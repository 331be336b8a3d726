import { join } from 'node:path';
import { Random } from '../../math/random';
import { entriesOf, type SparseMatrix } from '../../math/sparse-matrix';
import { generateNetwork } from '../../simulation/generate-network';
import { signedAdjacency } from '../../simulation/network';
import { RECORDED_TIMES, simulateTrajectories } from '../../simulation/simulate';
import { corruptPrior } from '../corrupt-prior';
import { simulatedNetwork } from '../published/published-network';
import { writeCsv } from '../../files/csv';

/** The files of an example, and the truth that somebody's own study would not have. */
export interface ExampleFiles {
  readonly expression: string;
  readonly prior: string;
  readonly genes: readonly string[];
  /** The signed network behind the data, row = regulator. */
  readonly truth: SparseMatrix;
}

const SHAPE = {
  genes: 60,
  inputs: 10,
  regulators: 16,
  edges: 90,
  activatingEdges: 60,
  minorityEdges: 6,
  outDegreeShape: 0.67,
  inDegreeShape: 0.73,
  exponents: [1.01, 1.7],
} as const;
const SERIES = 40;
const NOISE = 0.025;
const MOVED = 0.1;

/**
 * Writes a small simulated study as the files of somebody's own: expression.csv in the long layout (60 genes, 40 series of 5
 * times, noise of standard deviation 0.025) and prior.csv, a signed edge list with a tenth of its edges moved and two edges of a
 * gene that was not measured.
 * @param folder where to; made where it is missing
 * @throws Error when the folder cannot be written
 */
export function writeExampleStudy(folder: string, seed = 1): ExampleFiles {
  const stream = (part: string): Random => Random.fromSeed(seed, `example ${part}`);
  const { network, system } = simulatedNetwork(generateNetwork(SHAPE, stream('network')));
  const { genes } = network;
  const truth = signedAdjacency(network);
  const noise = stream('noise');
  const rows: (string | number)[][] = [];
  simulateTrajectories(system, SERIES, stream('trajectories')).forEach((levels, series) => {
    levels.forEach((level, k) => {
      const gene = genes[Math.floor(k / RECORDED_TIMES.length)];
      const time = RECORDED_TIMES[k % RECORDED_TIMES.length];
      rows.push([gene, time, (level + noise.normal(0, NOISE)).toFixed(4), `experiment ${series + 1}`]);
    });
  });
  const edges = [...entriesOf(corruptPrior(truth, MOVED, stream('prior')))].map(
    ([regulator, target, sign]) => [genes[regulator], genes[target], sign > 0 ? '+' : '-'],
  );
  edges.push(['UNMEASURED', genes[genes.length - 1], '+'], [genes[0], 'UNMEASURED', '-']);
  const expression = join(folder, 'expression.csv');
  const prior = join(folder, 'prior.csv');
  writeCsv(expression, ['gene', 'time', 'value', 'series'], rows);
  writeCsv(prior, ['regulator', 'target', 'sign'], edges);
  return { expression, prior, genes, truth };
}
