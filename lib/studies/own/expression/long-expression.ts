import { lineName, numberOf, place, type Table } from '../../../files/csv';
import { excelNames, isNoName } from '../names/name-faults';
import { listing } from '../names/names';
import { ValueReader, type ExpressionChoices, type Measurements, type Sample } from './measurements';
import type { Rename } from '../names/spellings';
import { describeCell, isBlank, isMissing } from '../table';
import { SHIFT } from './time-labels';

const CUT = 'A name or a number holds a separator, or the line was cut short.';

/** What the columns may be titled, the documented title first. */
const TITLES = {
  gene: /^(genes?|symbols?|gene[ _.]?(symbol|name|id)s?|hgnc[ _.]symbol|ensembl[ _.]?(gene)?[ _.]?(id)?|feature|probe|probe[ _.]?(set)?[ _.]?id)$/i,
  time: /^(time|t|times|time[ _.]?points?|timepoint|tp|hours?|h|hrs?|days?|d|weeks?|min|minutes?|pseudo[ _.]?time|dpt[ _.]?pseudotime|age|time[ _.(]+\w+\)?)$/i,
  value:
    /^(values?|expression|expr|levels?|expression[ _.]?(level|value)|tpm|fpkm|rpkm|cpm|counts?|intensity|abundance|log2?[ _.(]*(tpm|fpkm|cpm|counts?|expression|intensity)?(\+1)?\)?|norm(alis|aliz)ed[ _.]?(count|expression)?s?)$/i,
  series:
    /^(series|replicates?|reps?|samples?|individual|subject|animal|mouse|patient|donor|cell[ _.]?line|lineage|trajectory|condition|treatment|experiment|run)$/i,
} as const;
type Column = keyof typeof TITLES;

/** The column of each kind; of the series, all that tell series apart. */
interface Columns extends Record<Exclude<Column, 'series'>, number> {
  readonly series: readonly number[];
}

/** The columns of a long table, or null where the header does not name gene, time and value. */
export function longColumns(table: Table, { geneNames, lineage }: ExpressionChoices): Columns | null {
  const header = table.rows[0];
  const find = (kind: Column, asked?: string): number[] => {
    const named = header.flatMap((title, k) =>
      title.toLowerCase() === (asked ?? kind).toLowerCase() ? [k] : [],
    );
    if (named.length > 0 || asked !== undefined) return named;
    return header.flatMap((title, k) => (TITLES[kind].test(title) ? [k] : []));
  };
  const found = {
    gene: find('gene', geneNames),
    time: find('time'),
    value: find('value'),
    series: find('series', lineage),
  };
  if (found.gene.length === 0 || found.time.length === 0 || found.value.length === 0) return null;
  if (lineage !== undefined && found.series.length === 0) {
    throw new Error(`${place(table, 0)}: no column "${lineage}"; the columns are ${header.join(', ')}`);
  }
  for (const kind of ['gene', 'time', 'value'] as const) {
    if (found[kind].length === 1) continue;
    const titles = found[kind].map((k) => `"${header[k]}" (column ${k + 1})`).join(' and ');
    const choose = kind === 'gene' ? ", or choose with { geneNames: 'COLUMN' }" : '';
    throw new Error(`${place(table, 0)}: ${titles} may all be the ${kind}. Drop all but one${choose}.`);
  }
  return { gene: found.gene[0], time: found.time[0], value: found.value[0], series: found.series };
}

/** One line of the table. */
interface Line {
  readonly row: number;
  readonly gene: number;
  readonly value: number;
}

/**
 * The long layout: a header that names the columns gene, time, value and, where there are several, series, under their usual other
 * names too and in any order, then one line a value, in any order. Every gene must have a value at every time of every series;
 * several values of all genes at one time are replicates.
 */
export function longExpression(
  table: Table,
  columns: Columns,
  rename: Rename,
  choices: ExpressionChoices,
): Measurements {
  const header = table.rows[0];
  const { genes: names, groups, missing, leftOut } = gathered(table, columns, rename);
  requireOwnNames(table, names, groups);
  const parts = groups.map((group) => samplesOf(table, names, group, choices));
  const samples = parts.flatMap(({ sample, copies }) => copies.map(() => sample));
  const all = parts.flatMap(({ copies }) => copies);
  const rowsOf = parts.flatMap(({ copies, rowOf }) =>
    copies.map((_, copy) => (gene: number) => rowOf(gene, copy)),
  );
  const levels = new Float64Array(names.length * samples.length);
  all.forEach((copy, k) => copy.forEach((value, gene) => (levels[gene * samples.length + k] = value)));
  const used = new Set([columns.gene, columns.time, columns.value, ...columns.series]);
  const notUsed = header.filter((title, k) => !used.has(k) && title !== '');
  return {
    file: table.file,
    layout: 'long',
    genes: names,
    samples,
    levels,
    placeOf: (gene, sample) => place(table, rowsOf[sample](gene), columns.value),
    missing: [...missing, ...parts.flatMap(({ absent }) => absent)],
    notes: [
      ...unusualTitles(header, columns),
      ...(notUsed.length > 0 ? [`columns not used: ${notUsed.join(', ')}`] : []),
      ...(leftOut.length > 0
        ? [
            `${leftOut.length} lines without a time or a name (NA) left out, from ${lineName(table, leftOut[0])} on`,
          ]
        : []),
    ],
  };
}

/** The lines of one time of one series. */
interface Group {
  readonly sample: Sample;
  readonly lines: readonly Line[];
}

/**
 * The lines by series and time, the genes in the order in which they come, and the rows that say no time or no gene (NA).
 * @throws Error naming line, column and gene, for what is no value, no time, or not there
 */
function gathered(table: Table, columns: Columns, rename: Rename) {
  const { file, rows } = table;
  const header = rows[0];
  const values = new ValueReader(table);
  const genes = new Map<string, number>();
  const groups = new Map<string, Group & { readonly lines: Line[] }>();
  const leftOut: number[] = [];
  const noTime: string[] = [];
  for (let row = 1; row < rows.length; row++) {
    const cells = rows[row];
    if (isBlank(cells)) continue;
    if (cells.length !== header.length) {
      throw new Error(
        `${place(table, row)}: ${cells.length} cells, but the header has ${header.length}. ${CUT}`,
      );
    }
    const written = cells[columns.gene];
    if (written === '') throw new Error(`${place(table, row, columns.gene)}: a line without a gene`);
    const gene = rename(written);
    const time = numberOf(cells[columns.time]);
    if (isNoName(written) || (time === null && isMissing(cells[columns.time]))) {
      leftOut.push(row);
      continue;
    }
    const at = (): string => place(table, row, columns.time, `gene ${gene}`);
    if (time === null) {
      noTime.push(`${at()}: expected a time, found ${describeCell(cells[columns.time])}`);
      continue;
    }
    if (time < 0) throw new Error(`${at()}: the time ${time} is negative. ${SHIFT}`);
    const blank = columns.series.find((column) => cells[column] === '');
    if (blank !== undefined) {
      throw new Error(
        `${place(table, row, blank, `gene ${gene}`)}: a line without a ${header[blank] || 'series'}`,
      );
    }
    const series = columns.series.map((column) => cells[column]).join(' ');
    const index = genes.get(gene) ?? genes.size;
    genes.set(gene, index);
    const key = `${series}\t${time}`;
    const group = groups.get(key) ?? { sample: { series, time }, lines: [] };
    groups.set(key, group);
    group.lines.push({ row, gene: index, value: values.at(row, columns.value, gene) });
  }
  values.requireNumbers();
  if (noTime.length > 0) throw new Error(listing(noTime));
  if (genes.size === 0) throw new Error(`${file} has a header and no value`);
  return { genes: [...genes.keys()], groups: [...groups.values()], missing: values.missing, leftOut };
}

function unusualTitles(header: readonly string[], { gene, time, value, series }: Columns): string[] {
  const pairs = [['gene', [gene]], ['time', [time]], ['value', [value]], ['series', series]] as const; // prettier-ignore
  const other = pairs.flatMap(([kind, columns]) => {
    const titles = columns.map((k) => header[k]);
    return titles.every((title) => title.toLowerCase() === kind)
      ? []
      : [`${kind} from ${titles.join(' and ')}`];
  });
  return other.length === 0 ? [] : [`columns: ${other.join(', ')}`];
}

/** Different genes that Excel gave one name are no replicates of one. */
function requireOwnNames(table: Table, genes: readonly string[], groups: readonly Group[]): void {
  const made = new Set(excelNames(genes));
  const twice = new Set<string>();
  for (const { lines } of groups) {
    const seen = new Set<number>();
    for (const { gene } of lines) {
      if (seen.has(gene) && made.has(genes[gene])) twice.add(genes[gene]);
      seen.add(gene);
    }
  }
  if (twice.size === 0) return;
  throw new Error(
    `${table.file}: several lines have a name that Excel made a date or a number of, and may be different genes: ` +
      `${listing([...twice])}. Take the names from where the file came from.`,
  );
}

/** The samples of one time of one series: one, or where all genes have as many values as many. */
function samplesOf(
  table: Table,
  genes: readonly string[],
  { sample, lines }: Group,
  { replicates, duplicates = 'error' }: ExpressionChoices,
) {
  const byGene: Line[][] = genes.map(() => []);
  for (const line of lines) byGene[line.gene].push(line);
  const most = byGene.reduce((count, own) => Math.max(count, own.length), 0);
  const several = byGene.filter((own) => own.length > 1);
  const of = sample.series === '' ? '' : ` of series ${sample.series}`;
  const isReplicated = most > 1 && byGene.every((own) => own.length === most);
  if (most > 1 && !isReplicated && replicates !== 'mean' && duplicates === 'error') {
    throw new Error(
      `${table.file}: ${several.length === 1 ? '1 gene has' : `${several.length} genes have`} several values at time ${sample.time}${of}: ` +
        `${listing(several.map((own) => `gene ${genes[own[0].gene]} in ${own.map(({ row }) => lineName(table, row)).join(', ')}`))}. ` +
        "Average them with { duplicates: 'mean' }, keep the first with { duplicates: 'first' }, or tell replicates apart by a column series.",
    );
  }
  const absent = byGene.flatMap((own, gene) =>
    own.length > 0
      ? []
      : [
          {
            gene: genes[gene],
            complaint: `${table.file} (gene ${genes[gene]}): no line at time ${sample.time}${of}`,
          },
        ],
  );
  const single = (own: readonly Line[]): number => {
    if (own.length === 0) return NaN;
    if (duplicates === 'first') return own[0].value;
    return own.reduce((sum, { value }) => sum + value, 0) / own.length;
  };
  const copies = isReplicated
    ? Array.from({ length: most }, (_, r) => byGene.map((own) => own[r].value))
    : [byGene.map(single)];
  const rowOf = (gene: number, copy: number): number => (byGene[gene][copy] ?? byGene[gene][0]).row;
  return { sample, copies, absent, rowOf };
}
