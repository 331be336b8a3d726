import { numberOf, place, type Table } from '../../../files/csv';
import { hasUnclearComma, type Comma } from '../../../files/number-text';
import type { OnReading } from '../../../files/read-progress';
import { listing } from '../names/names';
import type { DuplicateChoice } from '../prior/resolve-edges';
import type { Layout, MissingValue } from './series';
import type { Rename } from '../names/spellings';
import { describeCell, isMissing } from '../table';

/** What several measurements of one time are: series of their own, to be averaged, or no replicates at all (`none`). */
export const REPLICATE_CHOICES = ['series', 'mean', 'none'] as const;
export type ReplicateChoice = (typeof REPLICATE_CHOICES)[number];

/** How expression is taken from its files. */
export interface ExpressionChoices {
  /** What replicates become. Default: series of their own where that is clear, else an error. */
  readonly replicates?: ReplicateChoice;
  /** What becomes of a gene that is given twice. Default error. */
  readonly duplicates?: DuplicateChoice;
  /** What a comma inside a number is, where the file leaves it open. */
  readonly comma?: Comma;
  /** Cells: the file with their pseudotimes (BEELINE's PseudoTime.csv); of an h5ad the column of obs. */
  readonly pseudotime?: string;
  /** Cells: the column that says which lineage (or batch) a cell is of, each a series. */
  readonly lineage?: string;
  /** Cells: how many bins the cells of a lineage are averaged into. Default a tenth of the cells, 6 to 50. */
  readonly bins?: number;
  /** Of an h5ad: the layer in place of X. */
  readonly layer?: string;
  /** The column that names the genes, where there are several; of an h5ad, of var. */
  readonly geneNames?: string;
}

/** Who hears how far a long file has been read. */
export interface Hearer {
  /** Told in words after the first seconds of a long file, and every two seconds from then on. */
  readonly onReading?: OnReading;
}

/** What one column of the measurements is. */
export interface Sample {
  /** '' where the file names no series. */
  readonly series: string;
  readonly time: number;
}

/** Genes x samples, as a file has them, before samples are put together as series. */
export interface Measurements {
  readonly file: string;
  readonly layout: Layout;
  readonly genes: readonly string[];
  readonly samples: readonly Sample[];
  /** genes x samples, row-major; NaN where there is no value. */
  readonly levels: Float64Array;
  readonly missing: readonly MissingValue[];
  /** Where a level stands in the file, where it stands in one place. */
  readonly placeOf?: (gene: number, sample: number) => string;
  /** How the file was read where that is not plain, one phrase each. */
  readonly notes: readonly string[];
}

/** Reads the cells of a table as values, and gathers what is wrong with them, so that an error has all of it. */
export class ValueReader {
  readonly missing: MissingValue[] = [];
  private readonly wrong: string[] = [];
  private readonly unclear: string[] = [];

  constructor(private readonly table: Table) {}

  /** The value in a cell, NaN where it is missing or wrong. */
  at(row: number, column: number, gene: string): number {
    const cell = this.table.rows[row][column];
    const value = numberOf(cell);
    if (value !== null) return value;
    const complaint = `${place(this.table, row, column, `gene ${gene}`)}: ${describeCell(cell)}`;
    if (isMissing(cell)) this.missing.push({ gene, complaint });
    else if (hasUnclearComma(cell))
      this.unclear.push(`${place(this.table, row, column, `gene ${gene}`)}: "${cell}"`);
    else this.wrong.push(`${complaint} is no number`);
    return NaN;
  }

  /** @throws Error with all cells that are neither a value nor a missing one */
  requireNumbers(): void {
    if (this.unclear.length > 0) {
      throw new Error(
        `${listing(this.unclear, 3)}. The comma may part thousands or be the decimal sign, and nothing in the file tells which: ` +
          "say it with { comma: 'thousands' } or { comma: 'decimal' }.",
      );
    }
    if (this.wrong.length === 0) return;
    const many =
      this.wrong.length > 1 ? `${this.wrong.length} cells of ${this.table.file} are no numbers. ` : '';
    throw new Error(`${many}${listing(this.wrong)}`);
  }
}

/** A gene's name with the row (or column) of the table that it stands in. */
export interface NamedRow {
  readonly gene: string;
  /** "line 3". */
  readonly where: string;
}

/** The rows that become one gene each. */
export interface GeneRows {
  readonly genes: readonly string[];
  /** Per gene the indices of its rows. */
  readonly rows: readonly (readonly number[])[];
  readonly notes: readonly string[];
}

/**
 * Puts rows of one gene together.
 * @param written the names as they stand
 * @throws Error that names all genes given twice, where no choice is made about them
 */
export function geneRows(
  file: string,
  written: readonly NamedRow[],
  rename: Rename,
  { duplicates = 'error' }: ExpressionChoices,
  isMade: (names: readonly string[]) => readonly string[],
): GeneRows {
  const byGene = new Map<string, number[]>();
  written.forEach(({ gene }, k) => {
    const name = rename(gene);
    const rows = byGene.get(name);
    if (rows) rows.push(k);
    else byGene.set(name, [k]);
  });
  const twice = [...byGene].filter(([, rows]) => rows.length > 1);
  const made = isMade(twice.map(([gene]) => gene));
  const told = (these: typeof twice): string =>
    listing(
      these.map(([gene, rows]) => {
        const names = new Set(rows.map((k) => written[k].gene));
        const was = names.size > 1 || !names.has(gene) ? ` (${[...names].join(', ')} renamed)` : '';
        return `gene ${gene}${was} in ${rows.map((k) => written[k].where).join(', ')}`;
      }),
    );
  if (made.length > 0) {
    throw new Error(
      `${file}: several rows have a name that Excel made a date or a number of, and are different genes: ` +
        `${told(twice.filter(([gene]) => made.includes(gene)))}. Take the names from where the file came from.`,
    );
  }
  if (twice.length > 0 && duplicates === 'error') {
    throw new Error(
      `${file}: ${twice.length === 1 ? '1 gene is' : `${twice.length} genes are`} given more than once: ${told(twice)}. Average them with ` +
        "{ duplicates: 'mean' }, keep the first of each with { duplicates: 'first' }, or give them names of their own.",
    );
  }
  const kept = [...byGene.values()].map((rows) => (duplicates === 'first' ? rows.slice(0, 1) : rows));
  const done = duplicates === 'first' ? 'the first kept' : 'averaged';
  return {
    genes: [...byGene.keys()],
    rows: kept,
    notes: [
      ...severalNames(written),
      ...(twice.length > 0 ? [`${twice.length} genes given more than once, ${done}: ${told(twice)}`] : []),
    ],
  };
}

/** Probes of several genes: A /// B. */
function severalNames(written: readonly NamedRow[]): string[] {
  const several = written.filter(({ gene }) => / ?\/\/\/ ?/.test(gene)).map(({ gene }) => gene);
  if (several.length === 0) return [];
  return [
    `${several.length} names hold several genes (${listing(several, 3)}) and match as they stand alone: { rename: 'first-symbol' } ` +
      'keeps the first',
  ];
}

/** The mean of the values that are there, NaN where there is none. */
export function meanOf(values: Iterable<number>): number {
  let [sum, count] = [0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}
