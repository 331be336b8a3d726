import { existsSync } from 'node:fs';
import { dataRows, lineName, type Table } from '../../../files/csv';
import { isNoName } from './name-faults';
import { listing } from './names';
import { NAMED_CHANGES, RENAMES, type Rename } from './spellings';
import { readTextTable } from '../table';

/**
 * How names are changed: a function, the name of a change (`upper`, `lower`, `title`, `strip-version`, `look-alikes`), the path of
 * a file of two columns, old and new name, or several of them, applied one after the other.
 */
export type RenameChoice = Rename | string | readonly (Rename | string)[];

/**
 * The function that a choice stands for; a name that a file does not list stays as it is.
 * @throws Error for a choice that is neither a name nor a file, and for what is wrong with a file: no two columns, an old
 *   name with two new ones
 */
export async function renameOf(choice: RenameChoice = []): Promise<Rename> {
  const steps: Rename[] = [];
  for (const one of typeof choice === 'string' || typeof choice === 'function' ? [choice] : choice) {
    steps.push(typeof one === 'function' ? one : await namedOrFile(one));
  }
  return (name) => steps.reduce((text, step) => step(text), name);
}

function namedOrFile(choice: string): Promise<Rename> | Rename {
  if (isNamed(choice)) return NAMED_CHANGES[choice];
  if (existsSync(choice)) return renameFile(choice);
  throw new Error(
    `rename is one of ${RENAMES.join(', ')}, or a file of two columns, old and new name; there is no file "${choice}"`,
  );
}

/** Whether a text is the name of a change, and so no path. */
export const isNamed = (choice: string): choice is keyof typeof NAMED_CHANGES =>
  Object.hasOwn(NAMED_CHANGES, choice);

/** What the columns of old and new names are called in a file that has more than these two. */
const OLD = /^(old|oldname|stringproteinid|proteinexternalid|genestableid|ensemblgeneid)$/;
const NEW = /^(new|newname|preferredname|genename|externalgenename|hgncsymbol|mgisymbol)$/;

async function renameFile(path: string): Promise<Rename> {
  const table = await readTextTable(path, 'rename');
  const [from, to] = columnsOf(table);
  const newNames = new Map<string, { readonly name: string; readonly row: number }>();
  const twice: string[] = [];
  for (const row of dataRows(table, 0)) {
    const [old = '', name = ''] = [table.rows[row][from], table.rows[row][to]];
    if (old === '' || name === '' || isNoName(name)) continue;
    const earlier = newNames.get(old);
    if (earlier === undefined) newNames.set(old, { name, row });
    else if (earlier.name !== name) {
      twice.push(
        `${old} (${earlier.name} in ${lineName(table, earlier.row)}, ${name} in ${lineName(table, row)})`,
      );
    }
  }
  if (twice.length > 0) {
    throw new Error(`${table.file} has two new names for ${listing(twice)}. Keep one line of each.`);
  }
  return (name) => newNames.get(name)?.name ?? name;
}

function columnsOf({ rows, file }: Table): readonly [from: number, to: number] {
  const titles = rows[0].map((title) => title.toLowerCase().replace(/[^a-z]/g, ''));
  const columns = [
    titles.findIndex((title) => OLD.test(title)),
    titles.findIndex((title) => NEW.test(title)),
  ];
  if (columns.every((column) => column >= 0)) return [columns[0], columns[1]];
  if (titles.length === 2) return [0, 1];
  throw new Error(
    `${file} has ${titles.length} columns (${rows[0].slice(0, 5).join(', ')}); a file of new names has two, the old ` +
      'and the new name, or columns with these titles: old, new',
  );
}
