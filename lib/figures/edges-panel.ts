import { rowsOf } from '../math/matrix-rows';
import { type Entry, fromEntries } from '../math/sparse-matrix';
import type { NetworkPanel } from './effects-heat-map';

/** One network to draw by its edges, by the names of their genes (`Network.edges`, `weighedEdges`). */
export interface EdgesPanel {
  readonly title: string;
  readonly edges: readonly {
    readonly regulator: string;
    readonly target: string;
    readonly effect: number;
    /** Of weighed edges: their size is then the probability, and what they do is the sign. */
    readonly probability?: number;
    readonly sign?: number;
  }[];
}

/**
 * Panels of edges as matrices, n x n.
 * @param most of more genes, only those that an edge of any panel joins
 * @returns them, and the genes of their rows and columns, in the order given
 * @throws Error for edges of genes that are not among the given ones: all of these are named
 */
export function asMatrices(
  panels: readonly EdgesPanel[],
  names: readonly string[],
  most: number,
): { panels: NetworkPanel[]; genes: readonly string[] } {
  const joined = new Set(
    panels.flatMap(({ edges }) => edges.flatMap((edge) => [edge.regulator, edge.target])),
  );
  const unknown = [...joined].filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new Error(`edges of genes that are not among those to be drawn: ${unknown.join(', ')}`);
  const genes = names.length > most ? names.filter((name) => joined.has(name)) : names;
  const place = new Map(genes.map((name, k) => [name, k]));
  return {
    genes,
    panels: panels.map(({ title, edges }) => {
      const entries = edges.map(({ regulator, target, effect, probability, sign }): Entry => {
        const size = probability === undefined ? effect : probability * (sign || 1);
        return [place.get(regulator) as number, place.get(target) as number, size];
      });
      return { title, network: rowsOf(fromEntries(genes.length, genes.length, entries)) };
    }),
  };
}
