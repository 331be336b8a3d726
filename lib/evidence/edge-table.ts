import { type SparseMatrix, valueAt } from '../math/sparse-matrix';
import type { NetworkEdge } from '../network/network';
import type { WeighedEdge } from './weighed-edges';

type Cell = string | number;

/** The sign of an effect as it is read. */
const signOf = (sign: number): string => ['represses', '', 'activates'][Math.sign(sign) + 1];

/**
 * Edges as a table: regulator, target and effect; of weighed ones the probability, what the data say that the regulator does, and what
 * the prior says. Beside a truth also whether the edge is there.
 *
 * @param study the genes' names in the order of the truth, n x n, row = regulator; no truth, no column
 */
export function edgeTable(
  edges: readonly (NetworkEdge | WeighedEdge)[],
  { genes, truth }: { readonly genes: readonly string[]; readonly truth: SparseMatrix | null },
): { columns: string[]; rows: Cell[][] } {
  const place = new Map(genes.map((gene, k) => [gene, k]));
  const isTrue = ({ regulator, target }: NetworkEdge): boolean => {
    const [row, column] = [place.get(regulator), place.get(target)];
    return truth !== null && row !== undefined && column !== undefined && valueAt(truth, row, column) !== 0;
  };
  const weighed = edges.some((edge) => 'probability' in edge);
  const said = (edge: NetworkEdge | WeighedEdge): Cell[] =>
    'probability' in edge
      ? [
          edge.probability.toFixed(3),
          signOf(edge.sign),
          edge.inPrior ? signOf(edge.priorSign) || 'joins' : 'no edge',
        ]
      : [edge.inPrior ? 'yes' : 'no'];
  return {
    columns: [
      ...['regulator', 'target'],
      ...(weighed ? ['probability', 'data: it', 'prior: it'] : ['in the prior']),
      ...['effect', ...(truth ? ['true'] : [])],
    ],
    rows: edges.map((edge) => [
      ...[edge.regulator, edge.target, ...said(edge), edge.effect.toFixed(3)],
      ...(truth ? [isTrue(edge) ? 'yes' : 'no'] : []),
    ]),
  };
}
