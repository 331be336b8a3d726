import { fromEntries, type Entry, type SparseMatrix } from '../../../math/sparse-matrix';
import { normalised } from '../../coregulation';
import type { EdgeList } from './edge-list';
import { explainMismatch, spellingHint, type NamesOf } from '../names/names';
import type { NamedEdge } from './resolve-edges';

/** How an edge list met the genes of the expression; plain data. */
export interface EdgeMatch {
  readonly file: string;
  /** Edges in the list, each counted once, and those between two genes of the expression. */
  readonly edges: number;
  readonly kept: number;
  /** Names of the list, and those that are genes of the expression. */
  readonly names: number;
  readonly namesFound: number;
  /** Names that are no gene of the expression. */
  readonly unknownNames: readonly string[];
  /** Lines left out because they repeat another, or have the value 0. */
  readonly repeated: number;
  readonly zeros: number;
  /** Edges from a gene to itself among the kept ones. */
  readonly selfEdges: number;
  /** A change of spelling that would make more names agree, or null. */
  readonly hint: string | null;
  /** How the file was read, where it is not as this project documents it. */
  readonly notes: readonly string[];
}

/** A prior's match says besides whose edges were kept. */
export interface PriorMatch extends EdgeMatch {
  /** Genes with a kept edge to a target (transcription factors), and genes with a kept edge from a regulator. */
  readonly regulators: readonly string[];
  readonly targets: number;
  readonly activating: number;
  readonly repressing: number;
  /** Title of the third column, or null: then every edge has weight 1. */
  readonly values: string | null;
}

/**
 * The prior as a matrix over the genes, row = regulator, column = target.
 * @param top only so many edges between genes of the expression, those of the largest weights; by default all
 * @throws Error that says what the names look like, when no edge joins two genes of the expression
 */
export function matchPrior(
  list: EdgeList,
  expression: NamesOf,
  top?: number,
): { readonly matrix: SparseMatrix; readonly match: PriorMatch } {
  const { entries, match } = strongest(list, matchEdges(list, expression), top);
  const { names: genes } = expression;
  const regulators = new Set(entries.map(([from]) => from));
  return {
    matrix: fromEntries(genes.length, genes.length, entries),
    match: {
      ...match,
      regulators: [...regulators].sort((a, b) => a - b).map((gene) => genes[gene]),
      targets: new Set(entries.map(([, to]) => to)).size,
      activating: entries.filter(([, , value]) => value > 0).length,
      repressing: entries.filter(([, , value]) => value < 0).length,
      values: list.values,
    },
  };
}

function strongest(list: EdgeList, found: ReturnType<typeof matchEdges>, top?: number): typeof found {
  const { entries, match } = found;
  if (top === undefined || top >= entries.length) return found;
  const sizes = new Set(entries.map(([, , value]) => Math.abs(value)));
  if (sizes.size === 1) {
    throw new Error(
      `${list.file}: all edges weigh the same, so that no ${top} are the strongest: leave out { top }.`,
    );
  }
  const order = entries.map((_, k) => k);
  order.sort((a, b) => Math.abs(entries[b][2]) - Math.abs(entries[a][2]) || a - b);
  const kept = new Set(order.slice(0, top));
  const chosen = entries.filter((_, k) => kept.has(k));
  return {
    entries: chosen,
    match: {
      ...match,
      // Those left out by choice are no losses.
      edges: match.edges - (entries.length - top),
      kept: top,
      selfEdges: chosen.filter(([one, other]) => one === other).length,
      notes: [...match.notes, `the ${top} strongest of ${entries.length} between genes of the expression`],
    },
  };
}

/**
 * Associations as the symmetric matrix C over the genes, entries summing to 1.
 * @throws Error that says what the names look like, when no pair joins two genes of the expression
 */
export function matchAssociation(
  list: EdgeList,
  expression: NamesOf,
): { readonly matrix: SparseMatrix; readonly match: EdgeMatch } {
  const { entries, match } = matchEdges(list, expression);
  const both = entries.flatMap(([one, other, value]): Entry[] =>
    one === other
      ? [[one, other, value]]
      : [
          [one, other, value],
          [other, one, value],
        ],
  );
  const n = expression.names.length;
  return { matrix: normalised(fromEntries(n, n, both)), match };
}

function matchEdges(
  { file, edges, repeated, zeros, notes }: EdgeList,
  expression: NamesOf,
): { entries: Entry[]; match: EdgeMatch } {
  const index = new Map(expression.names.map((gene, k) => [gene, k]));
  const names = [...new Set(edges.flatMap(({ from, to }) => [from, to]))];
  const unknownNames = names.filter((name) => !index.has(name));
  const entries = edges.flatMap(({ from, to, value }): Entry[] => {
    const [one, other] = [index.get(from), index.get(to)];
    return one === undefined || other === undefined ? [] : [[one, other, value]];
  });
  if (entries.length === 0) {
    const found = names.length - unknownNames.length;
    throw new Error(
      found === 0
        ? `${file} and ${expression.file} have no gene in common: ${explainMismatch({ file, names }, expression)}`
        : `${file}: none of its ${edges.length} edges joins two genes of ${expression.file}, though ${found} of its ` +
            `${names.length} names are there. ${sides(edges, index, expression)}`,
    );
  }
  return {
    entries,
    match: {
      file,
      edges: edges.length,
      kept: entries.length,
      names: names.length,
      namesFound: names.length - unknownNames.length,
      unknownNames,
      repeated,
      zeros,
      selfEdges: entries.filter(([one, other]) => one === other).length,
      hint: unknownNames.length > 0 ? spellingHint({ file, names }, expression) : null,
      notes,
    },
  };
}

/** Which of the two columns fails to match, where one does. */
function sides(edges: readonly NamedEdge[], index: ReadonlyMap<string, number>, expression: NamesOf): string {
  for (const [side, ordinal] of [
    ['from', 'first'],
    ['to', 'second'],
  ] as const) {
    const names = [...new Set(edges.map((edge) => edge[side]))];
    if (names.some((name) => index.has(name))) continue;
    return `Its ${ordinal} column has none of them: ${explainMismatch({ file: `that column`, names }, expression)}`;
  }
  return 'Is the expression cut down to a few genes?';
}
