import { lineName, type Table } from '../../../files/csv';
import { listing } from '../names/names';

/** What becomes of an edge that is given as activating and as repressing: an error, neither, the edge without a sign, the first. */
export const CONFLICT_CHOICES = ['error', 'drop', 'unsigned', 'first'] as const;
export type ConflictChoice = (typeof CONFLICT_CHOICES)[number];

/** What becomes of what is given twice with different numbers: an error, their mean, the first. */
export const DUPLICATE_CHOICES = ['error', 'mean', 'first'] as const;
export type DuplicateChoice = (typeof DUPLICATE_CHOICES)[number];

/** One line of an edge list. */
export interface NamedEdge {
  readonly from: string;
  readonly to: string;
  /** Weight, sign (1 or -1) or score; 1 where the list has none. Never 0. */
  readonly value: number;
  /** Of the table. */
  readonly row: number;
  /** The line leaves the sign open. */
  readonly unsigned?: true;
}

/** Every edge once. */
export interface ResolvedEdges {
  readonly edges: readonly NamedEdge[];
  /** Lines that say the same as an earlier one. */
  readonly repeated: number;
  /** What was decided about the others, for a report. */
  readonly notes: readonly string[];
}

export interface EdgeChoices {
  readonly conflicts?: ConflictChoice;
  readonly duplicates?: DuplicateChoice;
}

/**
 * Takes the lines of each edge together. A line without a sign gives way to one that has a sign.
 * @param genes those of the expression: what is said of other genes will be dropped, and may contradict itself
 * @throws Error that lists all edges of contradictory signs and all of different numbers, unless it is chosen what becomes of them
 */
export function resolveEdges(
  table: Table,
  lines: readonly NamedEdge[],
  directed: boolean,
  { conflicts = 'error', duplicates = 'error' }: EdgeChoices,
  genes?: ReadonlySet<string>,
): ResolvedEdges {
  const matters = ([{ from, to }]: readonly NamedEdge[]): boolean =>
    genes === undefined || (genes.has(from) && genes.has(to));
  const groups = new Map<string, NamedEdge[]>();
  for (const line of lines) {
    const { from, to } = line;
    const key = (directed || from <= to ? [from, to] : [to, from]).join('\t');
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  const edges: NamedEdge[] = [];
  const [opposed, unequal]: NamedEdge[][][] = [[], []];
  let repeated = 0;
  for (const group of groups.values()) {
    const signed = group.filter((line) => !line.unsigned);
    const told = signed.length > 0 ? signed : group;
    if (told.some(({ value }) => value > 0 !== told[0].value > 0)) {
      if (matters(told)) opposed.push(told);
      if (conflicts !== 'drop') edges.push(oneSign(told, conflicts));
    } else if (told.some(({ value }) => value !== told[0].value)) {
      if (matters(told)) unequal.push(told);
      edges.push(duplicates === 'mean' ? { ...told[0], value: meanOf(told) } : told[0]);
    } else {
      edges.push(told[0]);
      repeated += group.length - 1;
    }
  }
  requireChoices(
    table,
    directed,
    conflicts === 'error' ? opposed : [],
    duplicates === 'error' ? unequal : [],
  );
  const counted = (count: number, what: string, done: string): string[] =>
    count === 0 ? [] : [`${count} ${what}: ${done}`];
  return {
    edges,
    repeated,
    notes: [
      ...counted(opposed.length, 'edges of contradictory signs', DONE[conflicts]),
      ...counted(unequal.length, 'edges with several numbers', DONE[duplicates]),
    ],
  };
}

const DONE: Readonly<Record<ConflictChoice | DuplicateChoice, string>> = {
  error: '',
  drop: 'left out',
  unsigned: 'taken without a sign',
  first: 'the first line counts',
  mean: 'their mean',
};

function oneSign(lines: readonly NamedEdge[], conflicts: ConflictChoice): NamedEdge {
  if (conflicts !== 'unsigned') return lines[0];
  return { ...lines[0], value: Math.max(...lines.map(({ value }) => Math.abs(value))), unsigned: true };
}

const meanOf = (lines: readonly NamedEdge[]): number =>
  lines.reduce((sum, { value }) => sum + value, 0) / lines.length;

function requireChoices(
  table: Table,
  directed: boolean,
  opposed: readonly NamedEdge[][],
  unequal: readonly NamedEdge[][],
): void {
  const told = (lines: readonly NamedEdge[]): string => {
    const [{ from, to }] = lines;
    const values = lines.map(({ value, row }) => `${value} in ${lineName(table, row)}`);
    return `${from} ${directed ? '->' : '-'} ${to} (${values.join(', ')})`;
  };
  const faults = [
    ...(opposed.length === 0
      ? []
      : [
          `${countOf(opposed.length, directed)} both activating and repressing: ${listing(opposed.map(told))}. Choose what ` +
            "becomes of them: { conflicts: 'drop' }, { conflicts: 'unsigned' } (kept without a sign) or { conflicts: 'first' }.",
        ]),
    ...(unequal.length === 0
      ? []
      : [
          `${countOf(unequal.length, directed)} given with different numbers: ${listing(unequal.map(told))}. Choose ` +
            "{ duplicates: 'mean' } or { duplicates: 'first' }.",
        ]),
  ];
  if (faults.length > 0) throw new Error(faults.map((fault) => `${table.file}: ${fault}`).join(' '));
}

const countOf = (count: number, directed: boolean): string =>
  `${count} ${directed ? 'edge' : 'pair'}${count === 1 ? ' is' : 's are'}`;
