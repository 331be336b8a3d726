import { Random } from '../../math/random';
import { entriesOf, fromEntries, mapValues, type Entry, type SparseMatrix } from '../../math/sparse-matrix';
import { generateNetwork, NETWORK_SHAPES, type NetworkShape } from '../../simulation/generate-network';
import { outDegrees, signedAdjacency } from '../../simulation/network';
import { integrate } from '../../simulation/simulate';
import { drawStartDistribution, drawStartLevels } from '../../simulation/start-levels';
import { coregulationOf } from '../coregulation';
import { simulatedNetwork } from './published-network';
import type { Series, Study } from '../study';

/** What a stand-in has in common with a published pseudotime study. */
export interface StandInShape {
  readonly genes: number;
  /** Genes that regulate; `coregulation` is known for them. */
  readonly regulators: number;
  /** How many of them the prior knows targets of, and its edges. */
  readonly priorRegulators: number;
  readonly priorEdges: number;
  /** Regulators, those with most targets, that the reference knows the targets of. */
  readonly assayed: number;
  /** Pseudotimes in [0, 1] of each batch, ascending. */
  readonly batches: readonly Float64Array[];
  /** Standard deviation of the noise on every value. */
  readonly noise: number;
}

/** A generated pseudotime study, not split yet. */
export interface StandIn extends Pick<Study, 'genes' | 'prior' | 'coregulation'> {
  readonly truth: SparseMatrix;
  readonly assayed: readonly number[];
  readonly regulators: readonly number[];
  /** A series a batch. */
  readonly batches: readonly Series[];
}

/** Time units of the simulator in one of pseudotime: half way, a gene has gone most of its way and still moves. */
const DURATION = 3;

/** Share of the true edges that the prior knows, where it knows the regulator. */
const KNOWN = 0.8;

/**
 * Pseudotime data where none can be had: a generated network (the yeast-like one of the synthetic study, at this size), one
 * simulated trajectory a batch from start levels of one distribution, read off at the batch's pseudotimes with noise.
 * The prior holds four of five true edges of its regulators and, as a motif scan does, false ones up to the wanted number;
 * C is what regulators share in targets; the reference is the network in its assayed rows.
 * @param name takes the seed's streams apart from those of other studies.
 * @throws RangeError when the counts allow no such study.
 */
export function generateStandIn(shape: StandInShape, seed: number, name: string): StandIn {
  const stream = (part: string): Random => Random.fromSeed(seed, `${name} stand-in ${part}`);
  const { network, system } = simulatedNetwork(generateNetwork(networkShape(shape), stream('network')));
  const size = mapValues(signedAdjacency(network), Math.abs);
  const degrees = outDegrees(network);
  const regulators = ascending([...degrees.keys()].filter((gene) => degrees[gene] > 0));
  const byDegree = [...regulators].sort((a, b) => degrees[b] - degrees[a] || a - b);
  const assayed = ascending(byDegree.slice(0, shape.assayed));

  const trajectories = stream('trajectories');
  const distribution = drawStartDistribution(shape.genes, system.inputs, trajectories);
  const noise = stream('noise');
  const batches = shape.batches.map((times): Series => {
    const start = drawStartLevels(distribution, trajectories);
    const [clean] = integrate(system, [start], [...times].map((time) => DURATION * time)); // prettier-ignore
    return { times, clean, recorded: clean.map((level) => level + noise.normal(0, shape.noise)) };
  });
  return {
    genes: network.genes,
    batches,
    prior: motifScan(size, regulators, shape, stream('prior')),
    coregulation: coregulationOf(size),
    truth: rowsOnly(size, assayed),
    assayed,
    regulators,
  };
}

const ascending = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b);

/** The shape of the 350-gene network of the synthetic study, scaled: 3 of 4 regulators are inputs, 11 edges go to 7 genes. */
function networkShape({ genes, regulators }: StandInShape): NetworkShape {
  const { sim350 } = NETWORK_SHAPES;
  const share = (count: number, of: number, among: number): number => Math.round((count / of) * among);
  const edges = share(sim350.edges, sim350.genes, genes);
  return {
    ...sim350,
    genes,
    regulators,
    inputs: share(sim350.inputs, sim350.regulators, regulators),
    edges,
    activatingEdges: share(sim350.activatingEdges, sim350.edges, edges),
    minorityEdges: share(sim350.minorityEdges, sim350.edges, edges),
  };
}

function motifScan(
  network: SparseMatrix,
  regulators: readonly number[],
  { genes, priorRegulators, priorEdges }: StandInShape,
  random: Random,
): SparseMatrix {
  const chosen = [...random.permutation(regulators.length).subarray(0, priorRegulators)].map(
    (k) => regulators[k],
  );
  if (priorEdges > (genes - 1) * priorRegulators) {
    throw new RangeError(`${priorRegulators} regulators of ${genes} genes cannot have ${priorEdges} edges`);
  }
  const entries: Entry[] = [];
  ascending(chosen).forEach((regulator, k) => {
    const quota =
      Math.floor(((k + 1) * priorEdges) / priorRegulators) - Math.floor((k * priorEdges) / priorRegulators);
    const { rowStart, columns } = network;
    const known = columns
      .subarray(rowStart[regulator], rowStart[regulator + 1])
      .filter(() => random.uniform() < KNOWN);
    const targets = new Set(known.subarray(0, quota));
    for (const gene of random.permutation(genes)) {
      if (targets.size === quota) break;
      if (gene !== regulator) targets.add(gene);
    }
    for (const target of targets) entries.push([regulator, target, 1]);
  });
  return fromEntries(genes, genes, entries);
}

function rowsOnly(matrix: SparseMatrix, rows: readonly number[]): SparseMatrix {
  const wanted = new Set(rows);
  return fromEntries(matrix.rows, matrix.cols, [...entriesOf(matrix)].filter(([row]) => wanted.has(row))); // prettier-ignore
}
