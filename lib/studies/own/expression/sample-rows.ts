import { lineName, numberOf, place, type Table } from '../../../files/csv';
import { excelNames } from '../names/name-faults';
import { geneRows, meanOf, ValueReader, type ExpressionChoices, type Measurements } from './measurements';
import type { Rename } from '../names/spellings';
import { describeCell, isBlank } from '../table';
import { SHIFT } from './time-labels';

const TIME =
  /^(time|t|times|time[ _.]?points?|hours?|h|hrs?|days?|weeks?|min|minutes?|pseudo[ _.]?time|age)$/i;
const SERIES =
  /^(series|replicates?|reps?|individual|subject|mouse|patient|donor|lineage|condition|treatment|experiment|run)$/i;
const OTHER = /^(sample|samples|sample[ _.]?id|batch|cell|cells|barcode|id|index|unnamed: \d+|)$/i;

/** The column of the times where a table has a row a sample and a column a gene (as DREAM's series have it), or null. */
export function timeColumn(table: Table): number | null {
  const [header, ...rows] = table.rows;
  const column = header.findIndex((title) => TIME.test(title));
  const others = header.filter((_, k) => k !== column);
  const first = rows.find((row) => !isBlank(row));
  if (column < 0 || first === undefined || others.every((title) => numberOf(title) !== null)) return null;
  return numberOf(first[column] ?? '') === null ? null : column;
}

/**
 * A row a sample: a column of times, perhaps one that names the series, and a column a gene. Where times begin anew, with or
 * without a blank line, a series does.
 */
export function samplesInRows(
  table: Table,
  time: number,
  rename: Rename,
  choices: ExpressionChoices,
): Measurements {
  const { file, rows } = table;
  const header = rows[0];
  const { series, columns, body } = partsOf(table, time, choices);
  const names = columns.map((k) => ({ gene: header[k], where: `column ${k + 1}` }));
  const { genes, rows: groups, notes } = geneRows(file, names, rename, choices, excelNames);
  const samples = body.map((row) => {
    const cell = rows[row][time];
    const value = numberOf(cell);
    if (value === null)
      throw new Error(`${place(table, row, time)}: expected a time, found ${describeCell(cell)}`);
    if (value < 0) throw new Error(`${place(table, row, time)}: the time ${value} is negative. ${SHIFT}`);
    return { time: value, series: series.map((k) => rows[row][k]).join(' ') };
  });
  const values = new ValueReader(table);
  const levels = new Float64Array(genes.length * samples.length);
  groups.forEach((group, gene) => {
    body.forEach((row, sample) => {
      levels[gene * samples.length + sample] = meanOf(
        group.map((k) => values.at(row, columns[k], genes[gene])),
      );
    });
  });
  values.requireNumbers();
  const notUsed = header.filter(
    (title, k) => k !== time && !series.includes(k) && !columns.includes(k) && title !== '',
  );
  return {
    file,
    layout: 'times in rows',
    genes,
    samples,
    levels,
    missing: values.missing,
    placeOf: (gene, sample) => place(table, body[sample], columns[groups[gene][0]]),
    notes: [
      `a row a time (${lineName(table, body[0])} on), a column a gene`,
      ...(notUsed.length > 0 ? [`columns not used: ${notUsed.join(', ')}`] : []),
      ...notes,
    ],
  };
}

/** The columns that name the series, those of genes, and the rows of samples. @throws Error for a row of another length */
function partsOf(table: Table, time: number, choices: ExpressionChoices) {
  const { rows } = table;
  const header = rows[0];
  const wanted = choices.lineage?.toLowerCase();
  const isSeries = (title: string): boolean =>
    wanted === undefined ? SERIES.test(title) : title.toLowerCase() === wanted;
  const series = header.flatMap((title, k) => (isSeries(title) ? [k] : []));
  if (wanted !== undefined && series.length === 0) {
    throw new Error(`${place(table, 0)}: no column "${choices.lineage}" tells series apart`);
  }
  const body = rows.flatMap((row, k) => (k > 0 && !isBlank(row) ? [k] : []));
  const ragged = body.find((row) => rows[row].length !== header.length);
  if (ragged !== undefined) {
    throw new Error(
      `${place(table, ragged)}: ${rows[ragged].length} cells, but the header has ${header.length}`,
    );
  }
  const isBeside = (title: string, k: number): boolean =>
    OTHER.test(title) && (title === '' || numberOf(rows[body[0]][k]) === null || !/^id$/i.test(title));
  const columns = header.flatMap((title, k) =>
    k === time || series.includes(k) || isBeside(title, k) ? [] : [k],
  );
  return { series, columns, body };
}
