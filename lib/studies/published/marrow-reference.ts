import { entriesOf, fromEntries, type Entry, type SparseMatrix } from '../../math/sparse-matrix';
import { checkLineage, type Lineage } from './bone-marrow-batches';
import { locateAll, type Places } from '../../downloads/locate';
import { readReference, type ReferenceNetwork } from './reference-file';

/** The cell types of each lineage, from the stem cell on, as PathReg names them, and their registered files. */
export const CELL_TYPES = {
  erythroid: {
    HSC: 'marrow-edges-hsc',
    'MK/E prog': 'marrow-edges-mk-e-prog',
    Proerythroblast: 'marrow-edges-proerythroblast',
    Erythroblast: 'marrow-edges-erythroblast',
    Normoblast: 'marrow-edges-normoblast',
  },
  monocyte: {
    HSC: 'marrow-edges-hsc',
    'G/M prog': 'marrow-edges-g-m-prog',
    'CD14+ Mono': 'marrow-edges-cd14-mono',
    'CD16+ Mono': 'marrow-edges-cd16-mono',
  },
  bcell: {
    HSC: 'marrow-edges-hsc',
    'Lymph prog': 'marrow-edges-lymph-prog',
    'Transitional B': 'marrow-edges-transitional-b',
    'Naive CD20+ B': 'marrow-edges-naive-cd20-b',
    'B1 B': 'marrow-edges-b1-b',
  },
} as const satisfies Record<Lineage, Readonly<Record<string, string>>>;

/** Edges from open chromatin (scATAC-seq) in the cells of one lineage, among the genes of a study. */
export interface MarrowReference {
  /** The edges of all cell types together: n x n, row = regulator, column = target, entries 1. */
  readonly edges: SparseMatrix;
  /** The regulators that any of the files lists (rows), ascending. */
  readonly assayed: readonly number[];
  /** What each cell type has of it, from the stem cell on; the progenitors' lists are short, and may hold nothing. */
  readonly byCellType: readonly { readonly cellType: string; readonly network: ReferenceNetwork }[];
}

/**
 * A rough reference for a bone marrow study, which the paper does not use: the transcription factor to target edges that
 * PathReg derived from scATAC-seq, cell type by cell type. An edge that is missing from it need not be missing in the cell.
 * @returns null where the files are not at hand.
 * @throws RangeError for another lineage; Error naming file and line, for a file that does not hold what it should.
 */
export async function loadMarrowReference(
  lineage: Lineage,
  genes: readonly string[],
  places: Places = {},
): Promise<MarrowReference | null> {
  checkLineage(lineage);
  const files: Readonly<Record<string, string>> = CELL_TYPES[lineage];
  const { paths } = await locateAll(files, places);
  if (paths === null) return null;
  const columns = { regulator: 'tf.name', target: 'target.gene.name' };
  const byCellType: { cellType: string; network: ReferenceNetwork }[] = [];
  for (const cellType of Object.keys(files)) {
    byCellType.push({ cellType, network: await readReference(paths[cellType], columns, genes, true) });
  }
  const networks = byCellType.map(({ network }) => network);
  const assayed = ascending(new Set(networks.flatMap((network) => network.assayed)));
  if (assayed.length === 0) {
    throw new Error(
      `the edges of the ${lineage} lineage name no regulator among the study's ${genes.length} genes, such as ${genes[0]}: ` +
        'they are of human genes, by symbol',
    );
  }
  return { edges: together(networks, genes.length), assayed, byCellType };
}

const ascending = (numbers: Iterable<number>): number[] => [...numbers].sort((a, b) => a - b);

function together(networks: readonly ReferenceNetwork[], n: number): SparseMatrix {
  const entries = new Map<number, Entry>();
  for (const { edges } of networks) {
    for (const entry of entriesOf(edges)) entries.set(entry[0] * n + entry[1], entry);
  }
  return fromEntries(n, n, entries.values());
}
