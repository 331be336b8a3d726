import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { Random } from '../../../lib/math/random';
import { entriesOf } from '../../../lib/math/sparse-matrix';
import { generateNetwork } from '../../../lib/simulation/generate-network';
import { signedAdjacency } from '../../../lib/simulation/network';
import { equationsOf } from '../../../lib/simulation/regulatory-rule';
import { simulateTrajectories } from '../../../lib/simulation/simulate';
import { temporaryFolder } from '../../files/temporary-folder';

const SHAPE = {
  genes: 30,
  inputs: 5,
  regulators: 8,
  edges: 40,
  activatingEdges: 30,
  minorityEdges: 2,
  outDegreeShape: 0.67,
  inDegreeShape: 0.73,
  exponents: [1.01, 1.7] as const,
};
export const TIMES = [0, 1, 2.5, 4, 6];

/**
 * Somebody else's study, simulated: one wide tab-separated file a series, every other file with its genes backwards, symbols
 * written as for mice; in the prior the same symbols in capitals for a third of the edges, and one gene nobody measured.
 */
export function someoneElsesStudy(t: TestContext) {
  const folder = temporaryFolder(t);
  const network = generateNetwork(SHAPE, Random.fromSeed(3, 'someone'));
  const genes = network.genes.map((gene) => `${gene[0]}na${gene.slice(1)}`);
  const truth = signedAdjacency(network);
  const trajectories = simulateTrajectories(
    equationsOf(network),
    6,
    Random.fromSeed(4, 'someone'),
    undefined,
    TIMES,
  );
  const expression = trajectories.map((levels, k) => {
    const rows = genes.map((gene, row) =>
      [gene, ...levels.subarray(row * TIMES.length, (row + 1) * TIMES.length)].join('\t'),
    );
    const path = join(folder, `mouse-${k + 1}.tsv`);
    writeFileSync(path, [['', ...TIMES].join('\t'), ...(k % 2 === 0 ? rows : rows.reverse())].join('\r\n'));
    return path;
  });
  const edges = [...entriesOf(truth)].map(([from, to, sign], k) => {
    const names = [genes[from], genes[to]].map((name) => (k % 3 === 0 ? name.toUpperCase() : name));
    return `${names.join(',')},${sign * 0.5}`;
  });
  const prior = join(folder, 'motifs.csv');
  writeFileSync(prior, ['regulator,target,weight', ...edges, 'Foxp3,Ina001,1'].join('\n'));
  return { genes, truth, trajectories, expression, prior };
}
