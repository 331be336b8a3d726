import { place } from '../../../files/csv';
import type { DelimitedTable } from '../../../files/delimited';
import { genesInRows } from './wide-expression';
import type { ExpressionChoices, Measurements } from './measurements';
import type { Rename } from '../names/spellings';
import { timeLabels } from './time-labels';

/** Whether a table is GCT: its first line is its version. */
export const isGct = ({ comments }: DelimitedTable): boolean => /^#1\.[23]/.test(comments[0] ?? '');

/**
 * GenePattern's GCT. Line 2 has the numbers of rows and columns and, in version 1.3, of row and column annotations; then a header of
 * id, row annotations (version 1.2: Description) and samples, rows of column annotations, and the genes.
 */
export function gctExpression(
  table: DelimitedTable,
  rename: Rename,
  choices: ExpressionChoices,
): Measurements {
  const [sizes, header, ...rows] = table.rows;
  const isThird = table.comments[0].startsWith('#1.3');
  const counts = sizes.filter((cell) => cell !== '').map(Number);
  const [genes, samples, rowNotes, columnNotes] = isThird ? counts : [...counts.slice(0, 2), 1, 0];
  const width = 1 + rowNotes + samples;
  if (
    header === undefined ||
    !(width > 0) ||
    header.length !== width ||
    rows.filter((row) => row[0] !== '').length !== genes + columnNotes
  ) {
    throw new Error(
      `${place(table, 0)}: a GCT of ${genes} genes and ${samples} samples, but there are ` +
        `${rows.length - (columnNotes || 0)} rows and ${(header?.length ?? 0) - 1 - (rowNotes || 0)} columns of samples`,
    );
  }
  const annotations = rows.slice(0, columnNotes);
  const times = annotations.find(([name]) => /^(time|time[ _.]?point|hours?|days?|pseudotime)$/i.test(name));
  const titled =
    times === undefined ? header : [...header.slice(0, 1 + rowNotes), ...times.slice(1 + rowNotes)];
  const body: DelimitedTable = {
    ...table,
    rows: [titled, ...rows.slice(columnNotes)],
    lines: table.lines && [table.lines[1], ...table.lines.slice(2 + columnNotes)],
  };
  const asked = choices.geneNames?.toLowerCase();
  const column =
    asked === undefined
      ? 0
      : header.slice(0, 1 + rowNotes).findIndex((title) => title.toLowerCase() === asked);
  if (column < 0) {
    throw new Error(
      `${place(table, 1)}: no column "${choices.geneNames}"; there are ${header.slice(0, 1 + rowNotes).join(', ')}`,
    );
  }
  const labels = timeLabels(body, 1 + rowNotes, choices.replicates);
  const notes = [
    `genes named by the column ${header[column]}`,
    ...(times ? [`times from the row ${times[0]}`] : []),
  ];
  return genesInRows(body, 'GCT', column, labels, rename, choices, notes);
}
