import type { Random } from '../math/random';
import { createNetwork, type Edge, type GeneNetwork } from './network';

/** What a generated network has in common with a published one. */
export interface NetworkShape {
  readonly genes: number;
  /** Genes that nothing regulates; each regulates at least one other. */
  readonly inputs: number;
  /** All genes that regulate, the inputs included. */
  readonly regulators: number;
  readonly edges: number;
  readonly activatingEdges: number;
  /** Edges whose sign is not the one that most of their regulator's edges have. */
  readonly minorityEdges: number;
  /**
   * Shape a of the negative binomial that the degrees beyond the first edge follow (mean^2 / (variance - mean), measured
   * on the published network): the smaller, the heavier the tail.
   */
  readonly outDegreeShape: number;
  readonly inDegreeShape: number;
  /** Range of the Hill exponents. */
  readonly exponents: readonly [number, number];
}

/** Measured on the published networks of 350 and 690 genes, which come from the yeast network of SimulatorGRN. */
export const NETWORK_SHAPES = {
  sim350: {
    genes: 350,
    inputs: 73,
    regulators: 97,
    edges: 550,
    activatingEdges: 374,
    minorityEdges: 41,
    outDegreeShape: 0.67,
    inDegreeShape: 0.73,
    exponents: [1.01, 1.7],
  },
  sim690: {
    genes: 690,
    inputs: 97,
    regulators: 133,
    edges: 1082,
    activatingEdges: 860,
    minorityEdges: 47,
    outDegreeShape: 0.44,
    inDegreeShape: 0.73,
    exponents: [1.39, 1.8],
  },
} as const satisfies Record<string, NetworkShape>;

/**
 * A yeast-like network of the given shape: counts exact, degrees heavy-tailed (each further edge goes to a gene with
 * probability proportional to the edges it has, less one, plus a: Polya's urn, whose limit is the negative binomial), most
 * regulators of one sign. No gene regulates itself. Genes stand in the published order: inputs (I001 ...), other
 * regulators (R001 ...), the rest (G001 ...). E ~ U(0.4, 0.6), h uniform on its range.
 * @throws RangeError when the counts allow no such network.
 */
export function generateNetwork(shape: NetworkShape, random: Random): GeneNetwork {
  const { genes, inputs, regulators, edges } = shape;
  const targets = genes - inputs;
  if (!(inputs >= 1 && regulators >= Math.max(inputs, 2) && targets >= regulators && edges >= targets)) {
    throw new RangeError(
      `no network has ${genes} genes, ${inputs} inputs, ${regulators} regulators and ${edges} edges: ` +
        'it takes 1 <= inputs <= regulators <= genes - inputs <= edges',
    );
  }
  if (edges > (regulators * targets) / 4) {
    throw new RangeError(`${edges} edges are too dense for ${regulators} regulators of ${targets} targets`);
  }
  const pairs = drawPairs(shape, random);
  const activates = drawSigns(shape, pairs, random);
  const named = (letter: string, count: number): string[] =>
    Array.from({ length: count }, (_, k) => `${letter}${String(k + 1).padStart(3, '0')}`);
  const names = [
    ...named('I', inputs),
    ...named('R', regulators - inputs),
    ...named('G', genes - regulators),
  ];
  const list: Edge[] = pairs.map(([regulator, target], k) => ({
    regulator,
    target,
    activates: activates[k],
    ec50: random.uniform(0.4, 0.6),
    exponent: random.uniform(shape.exponents[0], shape.exponents[1]),
  }));
  return createNetwork(names, inputs, list);
}

type Pair = readonly [regulator: number, target: number];

function drawPairs(shape: NetworkShape, random: Random): Pair[] {
  const { genes, inputs, regulators, edges } = shape;
  const outDegree = new Float64Array(regulators);
  const inDegree = new Float64Array(genes - inputs);
  const pairs: Pair[] = [];
  const taken = new Set<number>();
  const add = (regulator: number, target: number): boolean => {
    const key = regulator * genes + target;
    if (regulator === target || taken.has(key)) return false;
    taken.add(key);
    pairs.push([regulator, target]);
    outDegree[regulator]++;
    inDegree[target - inputs]++;
    return true;
  };
  const anyRegulator = (): number => drawByDegree(outDegree, shape.outDegreeShape, random);
  const anyTarget = (): number => inputs + drawByDegree(inDegree, shape.inDegreeShape, random);

  // First an edge for every target, the first of them one from every regulator in turn.
  const order = random.permutation(genes - inputs);
  for (let k = 0; k < order.length; k++) {
    const target = inputs + order[k];
    if (k < regulators && add(k, target)) continue;
    while (!add(anyRegulator(), target));
  }
  for (let regulator = 0; regulator < regulators; regulator++) {
    while (outDegree[regulator] === 0) add(regulator, anyTarget());
  }
  while (pairs.length < edges) add(anyRegulator(), anyTarget());
  if (pairs.length > edges) throw new RangeError(`${edges} edges are too few for ${regulators} regulators`);
  return pairs;
}

/** An index with probability proportional to degree - 1 + shape; one without an edge counts as having its first. */
function drawByDegree(degrees: Float64Array, shape: number, random: Random): number {
  const weight = (degree: number): number => Math.max(degree, 1) - 1 + shape;
  let total = 0;
  for (const degree of degrees) total += weight(degree);
  let left = random.uniform(0, total);
  for (let index = 0; index < degrees.length - 1; index++) {
    left -= weight(degrees[index]);
    if (left < 0) return index;
  }
  return degrees.length - 1;
}

/** Signs in blocks, regulator after regulator, then so many swapped that the wanted number breaks ranks. */
function drawSigns(shape: NetworkShape, pairs: readonly Pair[], random: Random): boolean[] {
  const place = new Int32Array(shape.regulators);
  random.permutation(shape.regulators).forEach((regulator, k) => (place[regulator] = k));
  const byRegulator = pairs.map((_, k) => k).sort((a, b) => place[pairs[a][0]] - place[pairs[b][0]]);
  const activates = new Array<boolean>(pairs.length).fill(false);
  byRegulator.slice(0, shape.activatingEdges).forEach((edge) => (activates[edge] = true));
  const activating = byRegulator.slice(0, shape.activatingEdges);
  const repressing = byRegulator.slice(shape.activatingEdges);
  const swaps = Math.min(Math.floor(shape.minorityEdges / 2), activating.length, repressing.length);
  const pick = (edges: readonly number[]): number[] =>
    [...random.permutation(edges.length).subarray(0, swaps)].map((k) => edges[k]);
  for (const edge of pick(activating)) activates[edge] = false;
  for (const edge of pick(repressing)) activates[edge] = true;
  return activates;
}
