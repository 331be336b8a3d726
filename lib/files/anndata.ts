import { basename } from 'node:path';
import type { Dataset, File, Group } from 'h5wasm/node' with { 'resolution-mode': 'import' };

/** A column of obs or var: numbers, NaN where there is none, or texts, '' where there is none. */
export type AnndataColumn = readonly number[] | readonly string[];

/** The size of the matrix that is read at once, in values. */
const AT_ONCE = 2 ** 22;

/**
 * An AnnData file (.h5ad), read in pieces. Lives while `withAnndata` runs.
 */
export class Anndata {
  readonly file: string;

  constructor(
    path: string,
    private readonly root: File,
  ) {
    this.file = basename(path);
    for (const part of ['obs', 'var'] as const) {
      const found = root.get(part);
      if (found !== null && isGroup(found)) continue;
      throw new Error(
        found === null
          ? `${this.file} is HDF5 but no AnnData (it has no ${part}); in Python: scanpy.read_10x_h5("${path}").write_h5ad("data.h5ad")`
          : `${this.file} is of an AnnData before 0.7; in Python: anndata.read_h5ad("${path}").write_h5ad("data.h5ad")`,
      );
    }
  }

  /** The names of cells (obs) or genes (var). */
  names(part: 'obs' | 'var'): readonly string[] {
    const group = this.group(part);
    const index = attribute(group, '_index') ?? '_index';
    return this.read(`${part}/${String(index)}`).map(String);
  }

  /** The titles of the columns of obs or var. */
  titles(part: 'obs' | 'var'): string[] {
    const group = this.group(part);
    const index = attribute(group, '_index') ?? '_index';
    return group.keys().filter((key) => key !== index && key !== '__categories');
  }

  /** A column of obs or var. @throws Error that lists the columns, where there is none of this title */
  column(part: 'obs' | 'var', title: string): AnndataColumn {
    const titles = this.titles(part);
    if (titles.includes(title)) return this.read(`${part}/${title}`);
    throw new Error(
      `${this.file}: ${part} has no column "${title}"; its columns are ${titles.join(', ') || 'none'}`,
    );
  }

  /** The layers. */
  layers(): string[] {
    const layers = this.root.get('layers');
    return layers !== null && isGroup(layers) ? layers.keys() : [];
  }

  /**
   * Goes through the values of X or of a layer that are not 0.
   * @param take gets the cell (row), the gene (column) and the value
   * @throws Error naming the file, for a layer that is not there or a matrix of another shape
   */
  eachValue(layer: string | undefined, take: (cell: number, gene: number, value: number) => void): void {
    const layers = this.layers();
    if (layer !== undefined && !layers.includes(layer)) {
      throw new Error(`${this.file} has no layer "${layer}"; its layers are ${layers.join(', ') || 'none'}`);
    }
    const matrix = this.root.get(layer === undefined ? 'X' : `layers/${layer}`);
    const other = layers.length > 0 ? `; { layer: '${layers[0]}' } takes a layer` : '';
    if (matrix === null) throw new Error(`${this.file} has no X${other}`);
    if (isGroup(matrix)) sparse(matrix, this.file, take);
    else dense(matrix as Dataset, this.file, take);
  }

  private group(part: string): Group {
    return this.root.get(part) as Group;
  }

  /** A dataset, or a group that stands for one: categories with codes, values with a mask. */
  private read(path: string): AnndataColumn {
    const found = this.root.get(path);
    if (found === null) throw new Error(`${this.file} has no ${path}`);
    if (!isGroup(found)) return this.categoriesOfOld(path, plainValues(found as Dataset));
    const part = (name: string): AnndataColumn => plainValues(found.get(name) as Dataset);
    if (found.keys().includes('codes')) {
      const categories = part('categories');
      const isText = typeof categories[0] === 'string';
      return part('codes').map((code) => categories[Number(code)] ?? (isText ? '' : NaN)) as AnndataColumn;
    }
    const values = part('values');
    const mask = found.keys().includes('mask') ? part('mask') : [];
    return values.map((value, k) =>
      Number(mask[k] ?? 0) === 0 ? value : typeof value === 'string' ? '' : NaN,
    ) as AnndataColumn;
  }

  /** AnnData 0.7 keeps the categories of a column of codes in a group of their own. */
  private categoriesOfOld(path: string, values: AnndataColumn): AnndataColumn {
    const [part, title] = path.split('/');
    const group = this.group(part).get('__categories');
    const found = group !== null && isGroup(group) ? group.get(title) : null;
    if (found === null) return values;
    const categories = plainValues(found as Dataset);
    return values.map((code) => categories[Number(code)] ?? '') as AnndataColumn;
  }
}

/**
 * Opens an AnnData file and closes it again.
 * @throws Error naming the file, where it is damaged or no AnnData; and what `use` throws
 */
export async function withAnndata<T>(path: string, use: (data: Anndata) => T): Promise<T> {
  const hdf5 = await import('h5wasm/node');
  // Else the library prints what fails, and goes on.
  (await hdf5.ready).activate_throwing_error_handler();
  const file = basename(path);
  let root: File;
  try {
    root = new hdf5.File(path, 'r');
    if (root.file_id < 0n) throw new Error('it is damaged or cut short');
  } catch {
    throw new Error(`${file} cannot be read as HDF5: it is damaged or cut short; copy it anew`);
  }
  try {
    return use(new Anndata(path, root));
  } catch (error) {
    const { message } = error as Error;
    if (!/filter/i.test(message)) throw error;
    throw new Error(
      `${file} is compressed in a way that is not read (gzip is); in Python: ` +
        `anndata.read_h5ad("${path}").write_h5ad("data.h5ad", compression="gzip")`,
    );
  } finally {
    root.close();
  }
}

const isGroup = (entity: unknown): entity is Group =>
  entity !== null && typeof entity === 'object' && 'type' in entity && entity.type === 'Group';

const attribute = (entity: Group, name: string): unknown => entity.attrs[name]?.value;

function plainValues(dataset: Dataset): AnndataColumn {
  const values = dataset.value as ArrayLike<number | bigint | string> | null;
  if (values === null || typeof values !== 'object') return [];
  const all = Array.from(values);
  return typeof all[0] === 'string' ? all.map(String) : all.map(Number);
}

const numbersOf = (values: unknown): ArrayLike<number> =>
  values instanceof BigInt64Array || values instanceof BigUint64Array
    ? Float64Array.from(values, Number)
    : (values as ArrayLike<number>);

function dense(
  matrix: Dataset,
  file: string,
  take: (cell: number, gene: number, value: number) => void,
): void {
  const [cells, genes] = matrix.shape ?? [];
  if (cells === undefined || genes === undefined)
    throw new Error(`${file}: its matrix has no two dimensions`);
  const step = Math.max(1, Math.floor(AT_ONCE / genes));
  for (let from = 0; from < cells; from += step) {
    const to = Math.min(cells, from + step);
    const values = numbersOf(matrix.slice([[from, to], [0, genes]])); // prettier-ignore
    for (let k = 0; k < values.length; k++) {
      if (values[k] !== 0) take(from + Math.floor(k / genes), k % genes, values[k]);
    }
  }
}

/** Compressed rows (csr, a row a cell) or columns (csc). */
function sparse(
  matrix: Group,
  file: string,
  take: (cell: number, gene: number, value: number) => void,
): void {
  const kind = String(attribute(matrix, 'encoding-type') ?? attribute(matrix, 'h5sparse_format'));
  const byRows = /csr/.test(kind);
  if (!byRows && !/csc/.test(kind)) throw new Error(`${file}: a matrix written as "${kind}" is not read`);
  const part = (name: string): Dataset => matrix.get(name) as Dataset;
  const starts = numbersOf(part('indptr').value);
  const [indices, data] = [part('indices'), part('data')];
  for (let from = 0, row = 0; row < starts.length - 1;) {
    let next = row + 1;
    while (next < starts.length - 1 && starts[next + 1] - from <= AT_ONCE) next++;
    const to = starts[next];
    if (to > from) {
      const [columns, values] = [indices, data].map((dataset) => numbersOf(dataset.slice([[from, to]])));
      for (let k = from; k < to; k++) {
        while (k >= starts[row + 1]) row++;
        const [major, minor] = [row, columns[k - from]];
        take(byRows ? major : minor, byRows ? minor : major, values[k - from]);
      }
    }
    [from, row] = [to, next];
  }
}
