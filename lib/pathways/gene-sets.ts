import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { place } from '../files/csv';
import { matchingKey, symbolsIn } from './gene-symbols';

/** A named set of genes. */
export interface GeneSet {
  readonly name: string;
  /** What the file says of it, often an address. */
  readonly description: string;
  /** Symbols as written, each once whatever its case; at least one. */
  readonly genes: readonly string[];
}

/**
 * Reads gene sets. A .gmt file has one set a line, tab separated: name, description, genes. Blank lines and lines that
 * begin with # are skipped, so are empty cells; "A /// B" counts as two genes; a gene named twice counts once. A .json file
 * is an object of lists of genes by set name.
 * @throws Error naming file and line, for a line without genes, a set without a name, a name given twice, or no sets at all
 */
export function readGeneSets(path: string): GeneSet[] {
  const file = basename(path);
  let text: string;
  try {
    text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new Error(`the gene sets ${path} cannot be read (${(error as Error).message})`);
  }
  const sets = path.endsWith('.json') ? parseJson(file, text) : parseGmt(file, text);
  if (sets.length === 0) throw new Error(`${file} holds no gene set`);
  return sets;
}

function parseGmt(file: string, text: string): GeneSet[] {
  const sets: GeneSet[] = [];
  const lineOf = new Map<string, number>();
  for (const [row, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [name, description, ...cells] = line.split('\t').map((cell) => cell.trim());
    if (name === '') throw new Error(`${place(file, row)}: the set has no name`);
    const genes = distinctSymbols(cells);
    if (genes.length === 0) {
      const separator = line.includes('\t') ? '' : '; there is no tab in it';
      throw new Error(
        `${place(file, row, undefined, `set ${shortened(name)}`)}: expected name, description and at least one gene, ` +
          `separated by tabs${separator}`,
      );
    }
    const earlier = lineOf.get(name);
    if (earlier !== undefined) {
      throw new Error(`${place(file, row)}: set ${name} was already given in line ${earlier + 1}`);
    }
    lineOf.set(name, row);
    sets.push({ name, description, genes });
  }
  return sets;
}

function parseJson(file: string, text: string): GeneSet[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON (${(error as Error).message})`);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new Error(`${file}: expected an object of lists of genes by set name`);
  }
  return Object.entries(content).map(([name, cells]: [string, unknown]) => {
    const texts = Array.isArray(cells) ? cells.filter((cell) => typeof cell === 'string') : [];
    const genes = distinctSymbols(texts);
    if (genes.length === 0) throw new Error(`${file}: set ${name} is not a list of genes`);
    return { name, description: '', genes };
  });
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
