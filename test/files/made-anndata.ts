import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Group } from 'h5wasm/node' with { 'resolution-mode': 'import' };
import { temporaryFolder } from './temporary-folder';

/** How the matrix is laid down. */
export type Layout = 'dense' | 'csr' | 'csc';

export const CELLS = ['c1', 'c2', 'c3', 'c4', 'c5'];
export const GENES = ['ENSG1', 'ENSG2', 'ENSG3'];
export const SYMBOLS = ['A', 'B', 'A'];
/** cells x genes. */
export const X = [1, 0, 3, 0, 5, 0, 7, 0, 0, 0, 2, 4, 6, 8, 0];

/**
 * A small AnnData file by the format's description (0.8 and later): X, a layer "twice" of twice the values, obs with pseudotime,
 * a categorical lineage and the clusters as texts, var with symbols.
 */
export async function madeAnndata(
  t: TestContext,
  layout: Layout,
  without: 'obs' | null = null,
): Promise<string> {
  const { File, ready } = await import('h5wasm/node');
  await ready;
  const path = join(temporaryFolder(t), `${layout}.h5ad`);
  const file = new File(path, 'w');
  const matrix = (parent: Group, name: string, values: number[]): void => {
    if (layout === 'dense') {
      parent.create_dataset({ name, data: Float32Array.from(values), shape: [5, 3] });
      return;
    }
    const group = parent.create_group(name);
    group.create_attribute('encoding-type', `${layout}_matrix`);
    const byRows = layout === 'csr';
    const [major, minor] = byRows ? [5, 3] : [3, 5];
    const [data, indices, indptr] = [[] as number[], [] as number[], [0]];
    for (let a = 0; a < major; a++) {
      for (let b = 0; b < minor; b++) {
        const value = values[byRows ? 3 * a + b : 3 * b + a];
        if (value === 0) continue;
        data.push(value);
        indices.push(b);
      }
      indptr.push(data.length);
    }
    group.create_dataset({ name: 'data', data: Float32Array.from(data) });
    group.create_dataset({ name: 'indices', data: Int32Array.from(indices) });
    group.create_dataset({ name: 'indptr', data: BigInt64Array.from(indptr, BigInt) });
  };
  matrix(file as unknown as Group, 'X', X);
  matrix(file.create_group('layers'), 'twice', X.map((value) => 2 * value)); // prettier-ignore
  if (without !== 'obs') {
    const obs = file.create_group('obs');
    obs.create_attribute('_index', 'barcode');
    obs.create_dataset({ name: 'barcode', data: CELLS });
    obs.create_dataset({ name: 'dpt_pseudotime', data: Float64Array.of(0.5, 0, Infinity, 1, 0) });
    obs.create_dataset({ name: 'cluster', data: ['k', 'k', 'l', 'l', 'l'] });
    const lineage = obs.create_group('lineage');
    lineage.create_attribute('encoding-type', 'categorical');
    lineage.create_dataset({ name: 'categories', data: ['ery', 'mono'] });
    lineage.create_dataset({ name: 'codes', data: Int8Array.of(0, 0, 0, 1, 1) });
  }
  const genes = file.create_group('var');
  genes.create_attribute('_index', '_index');
  genes.create_dataset({ name: '_index', data: GENES });
  genes.create_dataset({ name: 'gene_symbols', data: SYMBOLS });
  file.close();
  return path;
}
