import { lineName, numberOf, place, type Table } from '../../../files/csv';
import { excelNames, isNoName } from '../names/name-faults';
import { geneRows, meanOf, ValueReader, type ExpressionChoices, type Measurements } from './measurements';
import type { Layout } from './series';
import type { Rename } from '../names/spellings';
import { isBlank } from '../table';
import { timeLabels, type TimeLabels } from './time-labels';

/** What a column of names may be titled, the best first. */
const NAMES = [
  /^(gene[ _.]?)?symbol$|^symbols$|^hgnc[ _.]symbol$/i,
  /^gene[ _.]?names?$/i,
  /^genes?$/i,
  /^name$/i,
  /^gene[ _.]?ids?$|^ensembl|^entrez/i,
];

const CUT = 'A name or a number holds a separator, or the line was cut short.';

/**
 * The wide layout, genes x samples: the header has the titles of one or several columns of names (anything for a single one) and
 * then the times, every further row the gene's names and its value at each time.
 */
export function wideExpression(table: Table, rename: Rename, choices: ExpressionChoices): Measurements {
  const { column, first, notes } = nameColumns(table, choices);
  requireColumns(table, first);
  const labels = timeLabels(table, first, choices.replicates);
  requireHeader(table, labels.labels);
  return genesInRows(table, 'wide', column, labels, rename, choices, notes);
}

/** Rows of genes over columns of known times. */
export function genesInRows(
  table: Table,
  layout: Layout,
  nameColumn: number,
  { labels, notes: timeNotes }: TimeLabels,
  rename: Rename,
  choices: ExpressionChoices,
  known: readonly string[] = [],
): Measurements {
  const { file } = table;
  const { kept, notes } = rowsOfGenes(table, nameColumn);
  const names = kept.map((row) => ({ gene: table.rows[row][nameColumn], where: lineName(table, row) }));
  const { genes, rows, notes: geneNotes } = geneRows(file, names, rename, choices, excelNames);
  const values = new ValueReader(table);
  const levels = new Float64Array(genes.length * labels.length);
  rows.forEach((these, gene) => {
    labels.forEach(({ column }, sample) => {
      const read = these.map((k) => values.at(kept[k], column, genes[gene]));
      levels[gene * labels.length + sample] = meanOf(read);
    });
  });
  values.requireNumbers();
  return {
    file,
    layout,
    genes,
    samples: labels.map(({ time, replicate }) => ({ series: replicate, time })),
    levels,
    missing: values.missing,
    placeOf: (gene, sample) => place(table, kept[rows[gene][0]], labels[sample].column),
    notes: [...known, ...timeNotes, ...notes, ...geneNotes],
  };
}

/** The rows that hold a gene. @throws Error for rows of another length or without a name; there must be a gene */
export function rowsOfGenes(
  table: Table,
  column: number,
): { readonly kept: readonly number[]; readonly notes: readonly string[] } {
  const { file, rows } = table;
  const unnamed: number[] = [];
  const kept: number[] = [];
  for (let row = 1; row < rows.length; row++) {
    if (isBlank(rows[row])) continue;
    const name = rows[row][column] ?? '';
    if (name === '')
      throw new Error(`${place(table, row, column)}: a row without a gene: name it or drop it`);
    if (rows[row].length !== rows[0].length) {
      throw new Error(
        `${place(table, row, undefined, `gene ${name}`)}: ${rows[row].length} cells, but the header has ` +
          `${rows[0].length}. ${CUT}`,
      );
    }
    (isNoName(name) ? unnamed : kept).push(row);
  }
  if (kept.length === 0) throw new Error(`${file} has a header and no gene`);
  const where = unnamed
    .slice(0, 10)
    .map((row) => lineName(table, row))
    .join(', ');
  const notes = unnamed.length === 0 ? [] : [`${unnamed.length} rows named NA left out: ${where}`];
  return { kept, notes };
}

/** Which of the columns before the times names the genes: the one asked for, else the one with symbols. */
export function nameColumns(
  table: Table,
  { geneNames }: ExpressionChoices,
): { readonly column: number; readonly first: number; readonly notes: readonly string[] } {
  const [header, ...rows] = table.rows;
  const row = rows.find((cells) => !isBlank(cells));
  const isText = (column: number): boolean =>
    row !== undefined &&
    column < row.length &&
    numberOf(row[column]) === null &&
    numberOf(header[column]) === null &&
    (column === 0 ||
      NAMES.some((name) => name.test(header[column])) ||
      /^(description|biotype|chr|length|type)/i.test(header[column]));
  let first = 1;
  while (first < header.length - 1 && isText(first)) first++;
  if (geneNames !== undefined) {
    const column = header
      .slice(0, first)
      .findIndex((title) => title.toLowerCase() === geneNames.toLowerCase());
    if (column >= 0) return { column, first, notes: [] };
    throw new Error(
      `${place(table, 0)}: no column of names is titled "${geneNames}"; there are ${header.slice(0, first).join(', ')}`,
    );
  }
  if (first === 1) return { column: 0, first, notes: [] };
  const titles = header.slice(0, first);
  const best = NAMES.map((name) => titles.findIndex((title) => name.test(title))).find(
    (column) => column >= 0,
  );
  const column = best ?? 0;
  const other = titles.find((_, k) => k !== column) as string;
  return {
    column,
    first,
    notes: [`genes named by the column ${titles[column]} ({ geneNames: '${other}' } takes the other)`],
  };
}

/** The levels of a gene in the first line would pass for times. @throws Error where times are in no order and nothing else tells a header */
function requireHeader(table: Table, labels: TimeLabels['labels']): void {
  const title = table.rows[0][0];
  const isTitled =
    title === '' || /gene|symbol|name|time|\bid\b|probe|feature|protein|hour|day|unnamed/i.test(title);
  const late = labels.find(({ time }, k) => k > 0 && time < labels[k - 1].time);
  const repeats = new Set(labels.map(({ time }) => time)).size < labels.length;
  if (isTitled || late === undefined || repeats) return;
  throw new Error(
    `${place(table, 0, late.column, 'times')}: the time ${late.time} follows a later one. If the file has no header, put one ` +
      `on top: "gene", then the times; if "${title}" is the title of the genes, sort the columns by time.`,
  );
}

function requireColumns(table: Table, first: number): void {
  const cells = table.rows[0].length - first;
  if (cells < 2) {
    throw new Error(`${place(table, 0)}: ${cells} time: a series needs at least two, one a column`);
  }
}
