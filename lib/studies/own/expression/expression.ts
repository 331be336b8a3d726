import type { DelimitedTable } from '../../../files/delimited';
import { basename } from 'node:path';
import { headOf } from '../../../files/text-file';
import { isHdf5 } from '../../../files/foreign-format';
import { anndataExpression } from './anndata-expression';
import { assemble } from './assemble';
import { cellExpression } from './cells';
import { gctExpression, isGct } from './gct';
import { longColumns, longExpression } from './long-expression';
import type { ExpressionChoices, Hearer, Measurements } from './measurements';
import { samplesInRows, timeColumn } from './sample-rows';
import { requireSoundLevels } from './sound-levels';
import type { ExpressionFile } from './series';
import type { Rename } from '../names/spellings';
import { readTextTable, type TableSource } from '../table';
import { wideExpression } from './wide-expression';

/**
 * Reads an expression file in the layout that it shows: AnnData (.h5ad), GCT, long (the columns gene, time and value, under their
 * usual other names too), times in rows (a column of times, a column a gene), cells with a file of pseudotimes, else wide, genes x times.
 * @param what an error calls a DataFrame
 * @throws Error naming file, line, column, gene and the way out for whatever is not as documented; a missing value is no
 *   error yet
 */
export async function readExpression(
  source: TableSource,
  rename: Rename,
  what = 'expression',
  choices: ExpressionChoices & Hearer = {},
): Promise<ExpressionFile> {
  const measurements = await measurementsOf(source, rename, what, choices);
  requireSoundLevels(measurements);
  return assemble(measurements, choices);
}

async function measurementsOf(
  source: TableSource,
  rename: Rename,
  what: string,
  choices: ExpressionChoices & Hearer,
): Promise<Measurements> {
  if (typeof source === 'string' && (await isAnndata(source)))
    return anndataExpression(source, rename, choices);
  const table = await readTextTable(source, what, choices.comma, undefined, choices.onReading);
  const read = await layoutOf(table, rename, choices);
  const notes = table.remarks.length > 0 ? [table.remarks.join(', '), ...read.notes] : read.notes;
  return { ...read, notes };
}

async function layoutOf(
  table: DelimitedTable,
  rename: Rename,
  choices: ExpressionChoices,
): Promise<Measurements> {
  const { layer, lineage } = choices;
  if (layer !== undefined) throw new Error(`${table.file} is no AnnData file: it has no layer "${layer}"`);
  if (isGct(table)) return gctExpression(table, rename, choices);
  if (choices.pseudotime !== undefined) return cellExpression(table, choices.pseudotime, rename, choices);
  const columns = longColumns(table, choices);
  if (columns !== null) return longExpression(table, columns, rename, choices);
  const time = timeColumn(table);
  if (time !== null) return samplesInRows(table, time, rename, choices);
  if (lineage !== undefined) {
    throw new Error(
      `${table.file}: no column "${lineage}" can tell lineages apart where each column is a time`,
    );
  }
  return wideExpression(table, rename, choices);
}

/** HDF5 that is not known, by its name, to be something else. */
async function isAnndata(path: string): Promise<boolean> {
  if (/\.(loom|h5seurat)$/i.test(basename(path))) return false;
  const head = await headOf(path).catch(() => null);
  return head !== null && isHdf5(head);
}
