import { basename } from 'node:path';
import { place } from '../files/csv';
import { wholeText } from '../files/text-file';
import { excelNames } from '../studies/own/names/name-faults';
import { listing } from '../studies/own/names/names';
import { matchingKey, symbolsIn } from './gene-symbols';

/** A named set of genes. */
export interface GeneSet {
  readonly name: string;
  /** What the file says of it, often an address. */
  readonly description: string;
  /** Symbols as written, each once whatever its case; at least one. */
  readonly genes: readonly string[];
}

/** Gene sets as they were read, each under a name of its own. */
export interface GeneSetFile {
  readonly sets: readonly GeneSet[];
  /** How the file was read and what is unusual about it, one sentence each. */
  readonly remarks: readonly string[];
}

/** One set of a file, and where it stands there. */
interface WrittenSet {
  readonly name: string;
  readonly description: string;
  readonly cells: readonly string[];
  readonly at: string;
}

/**
 * Reads gene sets, plain or gzip. A .gmt file has one set a line, tab separated: name, description, genes; a .gmx file has one set
 * a column. Blank lines and lines that begin with # are skipped, so are empty cells; "A /// B" counts as two genes; a gene named
 * twice counts once. A .json file is an object by set name, of lists of genes or, as MSigDB has it, of objects with geneSymbols.
 * Of sets of one name those that are the same count once, others get a number.
 * @throws Error naming file and line: for all sets without genes or without a name at once, for no sets at all
 */
export async function readGeneSets(path: string): Promise<GeneSetFile> {
  const file = basename(path);
  const { text, encoding } = await wholeText(path).catch((error: Error) => {
    throw new Error(`the gene sets ${path} cannot be read (${error.message})`);
  });
  const written = setsIn(file, text);
  requireWhole(file, written);
  if (written.length === 0) throw new Error(`${file} holds no gene set`);
  const { sets, remarks } = namedApart(
    file,
    written.map(({ name, description, cells }) => ({ name, description, genes: distinctSymbols(cells) })),
  );
  const excel = excelNames([...new Set(sets.flatMap(({ genes }) => genes))]);
  return {
    sets,
    remarks: [
      ...(encoding === 'windows-1252' ? [`${file} is not UTF-8 and was read as Latin-1`] : []),
      ...remarks,
      ...(excel.length > 0
        ? [`${excel.length} names of ${file} are no genes but what Excel made of them: ${listing(excel)}`]
        : []),
    ],
  };
}

/** By the ending of its name, and where this says nothing by its first character. */
function setsIn(file: string, text: string): WrittenSet[] {
  const name = file.toLowerCase().replace(/\.gz$/, '');
  if (name.endsWith('.json') || text.trimStart().startsWith('{')) return parseJson(file, text);
  return name.endsWith('.gmx') ? parseGmx(file, text) : parseGmt(file, text);
}

function cellsOf(text: string): { readonly cells: string[]; readonly row: number }[] {
  return text.split(/\r\n|\n|\r/).flatMap((line, row) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    return [{ cells: line.split('\t').map((cell) => cell.trim()), row }];
  });
}

function parseGmt(file: string, text: string): WrittenSet[] {
  return cellsOf(text).map(({ cells: [name, description = '', ...cells], row }) => ({
    name,
    description,
    // Enrichr's libraries give genes weights: "TP53,1.0".
    cells: cells.map((cell) => cell.replace(/,[\d.]+$/, '')),
    at: place(file, row),
  }));
}

/** Names in the first line, descriptions in the second, genes below. */
function parseGmx(file: string, text: string): WrittenSet[] {
  const [names, descriptions, ...genes] = cellsOf(text).map(({ cells }) => cells);
  return (names ?? []).flatMap((name, column) => {
    const cells = genes.map((row) => row[column] ?? '');
    if (name === '' && cells.every((cell) => cell === '')) return [];
    const at = place(file, 0, column);
    return [{ name, description: descriptions?.[column] ?? '', cells, at }];
  });
}

function parseJson(file: string, text: string): WrittenSet[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON (${(error as Error).message})`);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new Error(`${file}: expected an object of lists of genes by set name`);
  }
  return Object.entries(content).map(([name, held]: [string, unknown]) => {
    const { geneSymbols, exactSource } = { ...(held as Record<string, unknown>) };
    const cells = Array.isArray(held) ? held : geneSymbols;
    if (!Array.isArray(cells)) throw new Error(`${file}: set ${name} is not a list of genes`);
    const description = typeof exactSource === 'string' ? exactSource : '';
    return { name, description, cells: cells.filter((cell) => typeof cell === 'string'), at: file };
  });
}

function requireWhole(file: string, sets: readonly WrittenSet[]): void {
  const nameless = sets.filter(({ name }) => name === '').map(({ at }) => at);
  if (nameless.length > 0) throw new Error(`${listing(nameless)}: the set has no name`);
  const empty = sets.filter(({ cells }) => cells.every((cell) => cell === ''));
  if (empty.length === 0) return;
  const separator = empty.some(({ name }) => /[ ,;]/.test(name)) ? '; there is no tab in it' : '';
  const about = file.toLowerCase().includes('.json')
    ? 'a list of genes'
    : 'name, description and at least one gene, separated by tabs';
  throw new Error(
    `${listing(empty.map(({ at, name }) => `${at} (set ${shortened(name)})`))}: expected ${about}${separator}`,
  );
}

/** Sets of one name and the same genes once; others of one name under numbers, for nothing tells which of them is meant. */
function namedApart(file: string, all: readonly GeneSet[]): GeneSetFile {
  const byName = new Map<string, GeneSet[]>();
  for (const set of all) {
    const others = byName.get(set.name) ?? [];
    const key = (one: GeneSet): string => one.genes.map(matchingKey).sort().join('\t');
    if (others.some((other) => key(other) === key(set))) continue;
    byName.set(set.name, [...others, set]);
  }
  const doubled = [...byName].filter(([, sets]) => sets.length > 1).map(([name]) => name);
  const taken = new Set(byName.keys());
  const sets = [...byName.values()].flatMap((group) =>
    group.map((set, k) => (k === 0 ? set : { ...set, name: freeName(set.name, k + 1, taken) })),
  );
  const same = all.length - sets.length;
  return {
    sets,
    remarks: [
      ...(doubled.length > 0
        ? [
            `${doubled.length} names of ${file} are given to different sets, which are numbered: ${listing(doubled)}`,
          ]
        : []),
      ...(same > 0 ? [`${same} sets of ${file} repeat another and were left out`] : []),
    ],
  };
}

function freeName(name: string, number: number, taken: Set<string>): string {
  let k = number;
  while (taken.has(`${name} (${k})`)) k++;
  taken.add(`${name} (${k})`);
  return `${name} (${k})`;
}

function distinctSymbols(cells: readonly string[]): string[] {
  const byKey = new Map<string, string>();
  for (const symbol of cells.flatMap(symbolsIn)) {
    const key = matchingKey(symbol);
    if (!byKey.has(key)) byKey.set(key, symbol);
  }
  return [...byKey.values()];
}

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}...` : text);
