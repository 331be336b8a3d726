import { lineName, numberOf, place, type Table } from '../../../files/csv';
import { readDelimited } from '../../../files/delimited';
import { binned, suggestedBins, type Bin, type CellTime } from './bins';
import { excelNames } from '../names/name-faults';
import { listing, someOf } from '../names/names';
import { geneRows, meanOf, ValueReader, type ExpressionChoices, type Measurements } from './measurements';
import type { Rename } from '../names/spellings';
import { describeCell, isBlank, isMissing } from '../table';
import { rowsOfGenes } from './wide-expression';

/** The cells of each lineage. */
export interface Lineage {
  readonly name: string;
  readonly cells: readonly CellTime[];
}

/**
 * Bins for all lineages, and the notes that say so.
 * @param bins how many a lineage, where the user says it
 * @throws Error naming the lineage that has a single pseudotime
 */
export function binsOf(
  file: string,
  lineages: readonly Lineage[],
  bins?: number,
): { readonly bins: readonly Bin[]; readonly notes: readonly string[] } {
  const lowest = lineages.flatMap(({ cells }) => cells).reduce((low, { time }) => Math.min(low, time), 0);
  const parts = lineages.map(({ name, cells }) => {
    const shifted = cells.map(({ cell, time }) => ({ cell, time: time - lowest }));
    const found = binned(name, shifted, bins ?? suggestedBins(cells.length));
    if (found.length < 2) {
      const which = name === '' ? 'the cells' : `the cells of lineage ${name}`;
      throw new Error(`${file}: ${which} (${cells.length}) have a single pseudotime, and a series needs two`);
    }
    return {
      found,
      note: `${cells.length} cells${name === '' ? '' : ` of ${name}`} averaged into ${found.length} bins`,
    };
  });
  const shift = lowest < 0 ? [`pseudotimes moved by ${-lowest}, so that they begin at 0`] : [];
  const asked = bins === undefined ? ['{ bins: N } sets how many'] : [];
  return {
    bins: parts.flatMap(({ found }) => found),
    notes: [...parts.map(({ note }) => note), ...asked, ...shift],
  };
}

/**
 * Cells as BEELINE has them: expression genes x cells (or on its side) and a file with the cells' pseudotimes, a column a lineage, NA
 * where a cell is not of it.
 * @throws Error naming file, line and cell, for what does not meet
 */
export async function cellExpression(
  table: Table,
  pseudotime: string,
  rename: Rename,
  choices: ExpressionChoices,
): Promise<Measurements> {
  const times = await readDelimited(pseudotime, choices.comma);
  const cellsOfTimes = new Set(times.rows.slice(1).map(([cell]) => cell));
  const meets = (names: readonly string[]): number => names.filter((name) => cellsOfTimes.has(name)).length;
  const isTurned = meets(table.rows[0].slice(1)) < meets(table.rows.slice(1).map(([cell]) => cell));
  const upright = isTurned ? turned(table) : table;
  const cells = upright.rows[0].slice(1);
  if (meets(cells) === 0) {
    throw new Error(
      `${times.file} and ${table.file} have no cell in common: the first has ${someOf([...cellsOfTimes], 3)}, the second ` +
        `${someOf(cells, 3)}`,
    );
  }
  const { lineages, notes } = lineagesOf(times, cells, choices.lineage);
  const placed = new Set(lineages.flatMap((lineage) => lineage.cells.map(({ cell }) => cell)));
  const without = cells.filter((_, k) => !placed.has(k));
  const { bins, notes: binNotes } = binsOf(times.file, lineages, choices.bins);
  const { kept, notes: rowNotes } = rowsOfGenes(upright, 0);
  const names = kept.map((row) => ({ gene: upright.rows[row][0], where: lineName(upright, row) }));
  const { genes, rows, notes: geneNotes } = geneRows(table.file, names, rename, choices, excelNames);
  const values = new ValueReader(upright);
  const levels = new Float64Array(genes.length * bins.length);
  rows.forEach((these, gene) => {
    const ofCell = cells.map((_, k) =>
      placed.has(k) ? meanOf(these.map((row) => values.at(kept[row], k + 1, genes[gene]))) : NaN,
    );
    bins.forEach((bin, b) => {
      levels[gene * bins.length + b] = meanOf(bin.cells.map((k) => ofCell[k]));
    });
  });
  values.requireNumbers();
  const left =
    without.length > 0
      ? [`${without.length} cells without a pseudotime left out (${someOf(without, 3)})`]
      : [];
  return {
    file: table.file,
    layout: 'cells',
    genes,
    samples: bins,
    levels,
    missing: values.missing,
    notes: [`pseudotimes of ${times.file}`, ...notes, ...binNotes, ...left, ...rowNotes, ...geneNotes],
  };
}

/** A table on its side: cells in columns. Lines are then rows of what is no file any more. */
function turned({ file, rows }: Table): Table {
  return { file, rows: rows[0].map((_, k) => rows.map((row) => row[k] ?? '')), lines: null };
}

/** The lineages of a file of pseudotimes: a column each, or those that a column of names tells apart. */
function lineagesOf(
  times: Table,
  cells: readonly string[],
  lineage?: string,
): { readonly lineages: readonly Lineage[]; readonly notes: readonly string[] } {
  const [header, ...rows] = times.rows;
  const index = new Map(cells.map((cell, k) => [cell, k]));
  const wrong: string[] = [];
  const body = rows.flatMap((row, k) => (isBlank(row) ? [] : [k + 1]));
  const group =
    lineage === undefined ? -1 : header.findIndex((title) => title.toLowerCase() === lineage.toLowerCase());
  if (lineage !== undefined && group < 0) {
    throw new Error(`${place(times, 0)}: no column "${lineage}"; there are ${header.slice(1).join(', ')}`);
  }
  const isNumeric = (column: number): boolean =>
    body.some((row) => numberOf(times.rows[row][column] ?? '') !== null);
  const columns = header.flatMap((_, k) => (k > 0 && k !== group && isNumeric(k) ? [k] : []));
  if (columns.length === 0)
    throw new Error(`${times.file}: no column of numbers behind the names of the cells`);
  const found = new Map<string, CellTime[]>();
  for (const column of columns) {
    for (const row of body) {
      const cell = index.get(times.rows[row][0]);
      if (cell === undefined) continue;
      const text = times.rows[row][column] ?? '';
      const time = numberOf(text);
      if (time === null) {
        const isAbsent = isMissing(text) || /^[+-]?inf(inity)?$/i.test(text);
        if (!isAbsent)
          wrong.push(`${place(times, row, column, `cell ${times.rows[row][0]}`)}: ${describeCell(text)}`);
        continue;
      }
      const title = columns.length > 1 ? header[column] : '';
      const name = [group < 0 ? '' : times.rows[row][group], title].filter((part) => part !== '').join(' ');
      const own = found.get(name);
      if (own) own.push({ cell, time });
      else found.set(name, [{ cell, time }]);
    }
  }
  if (wrong.length > 0) throw new Error(`expected pseudotimes, found: ${listing(wrong)}`);
  const unused = header.filter((_, k) => k > 0 && k !== group && !columns.includes(k));
  const notes = unused.length > 0 ? [`columns not used: ${unused.join(', ')}`] : [];
  return { lineages: [...found].map(([name, own]) => ({ name, cells: own })), notes };
}
