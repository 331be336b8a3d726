import type { MatrixRows } from '../math/matrix-rows';
import type { SparseMatrix } from '../math/sparse-matrix';
import { entriesOf, fromEntries } from '../math/sparse-matrix';
import { Model } from '../phoenix/model';
import { layoutOf, type MatrixName, parameterCount, viewsOf } from '../phoenix/parameters';
import type { Study } from '../studies/study';
import type { FittedLasso } from './lasso';

/**
 * From this probability on a pair may be an edge of a model. Well below 1/2: training brings the effect of a wrong edge down, and
 * no training brings back one that is left out. (Probabilities outside the prior are on the low side: see `posteriorOf`.)
 */
export const PLAUSIBLE = 0.1;

/** The plausible pairs, n x n, every entry 1. @param probability of an edge, n x n */
export function plausibleNetwork(probability: MatrixRows): SparseMatrix {
  const edges: [number, number, number][] = [];
  probability.forEach((regulator, values) => {
    values.forEach((value, target) => {
      if (value >= PLAUSIBLE) edges.push([regulator, target, 1]);
    });
  });
  return fromEntries(probability.rows, probability.cols, edges);
}

/**
 * A PHOENIX that can hold a given network and no other: one hidden neuron a branch for each regulator, which reads that gene alone
 * and reaches its targets alone, and one that reads nothing, whose P branch is a constant for every gene. Fewer neurons cannot
 * hold any network: m of them give effects of a rank of 2 m at most.
 *
 * It starts near the lasso's linear model: the S branch, of slope 1 at a level of 1/2, with the lasso's coefficients (0 for an
 * edge that it does not have, whose sign training finds), the constants at each gene's mean level, v at the lasso's decay.
 *
 * @param network n x n, row = regulator; an entry other than 0 is an edge, one on the diagonal is left out
 * @throws RangeError for a network without an edge
 */
export function modelOfNetwork(
  { genes, training }: Pick<Study, 'genes' | 'training'>,
  network: SparseMatrix,
  { model: linear }: Pick<FittedLasso, 'model'>,
): Model {
  const edges = [...entriesOf(network)].filter(([from, to, value]) => from !== to && value !== 0);
  if (edges.length === 0) throw new RangeError('a model of a network needs a network with an edge');
  const regulators = [...new Set(edges.map(([from]) => from))].sort((one, other) => one - other);
  const neuronOf = new Map(regulators.map((gene, neuron) => [gene, neuron]));
  const constant = regulators.length;
  const shape = { genes: genes.length, hidden: constant + 1 };
  const layout = layoutOf(shape);
  const parameters = new Float32Array(parameterCount(shape));
  const mask = new Uint8Array(parameters.length);
  const keep = (matrix: MatrixName, row: number, column: number, weight: number): void => {
    const { offset, cols } = layout[matrix];
    mask[offset + row * cols + column] = 1;
    parameters[offset + row * cols + column] = weight;
  };
  for (const block of ['bS', 'bP', 'v'] as const) {
    const { offset, length } = layout[block];
    mask.fill(1, offset, offset + length);
  }
  for (const [gene, neuron] of neuronOf) {
    keep('wS', neuron, gene, 1);
    keep('wP', neuron, gene, 1);
  }
  const coefficients = new Map(
    [...entriesOf(linear.coefficients)].map(([from, to, b]) => [from * genes.length + to, b]),
  );
  for (const [from, to] of edges) {
    const neuron = neuronOf.get(from) as number;
    keep('uS', to, neuron, coefficients.get(from * genes.length + to) ?? 0);
    keep('uP', to, neuron, 0);
  }
  meanLevels(training, genes.length).forEach((mean, gene) => keep('uP', gene, constant, mean));
  viewsOf(parameters, shape).v.fill(linear.decay);
  return new Model({ shape, parameters, mask, genes });
}

function meanLevels(training: Study['training'], genes: number): Float64Array {
  const means = new Float64Array(genes);
  const count = training.reduce((sum, { times }) => sum + times.length, 0);
  for (const { times, recorded } of training) {
    for (let gene = 0; gene < genes; gene++) {
      for (let t = 0; t < times.length; t++) means[gene] += recorded[gene * times.length + t] / count;
    }
  }
  return means;
}
