import { extname } from 'node:path';

/** A format that is no text table: what it is, and how its owner gets one. */
interface Foreign {
  readonly is: string;
  /** File name endings; and the bytes that such a file begins with. */
  readonly endings: readonly string[];
  readonly begins?: string;
  readonly wayOut: string;
}

/** How python and R write a table that this library reads. */
const FOREIGN: readonly Foreign[] = [
  {
    is: 'a loom file',
    endings: ['.loom'],
    wayOut:
      'in Python: import anndata; anndata.read_loom("FILE").write_h5ad("data.h5ad"), and give data.h5ad',
  },
  {
    is: 'an HDF5 file',
    endings: ['.h5', '.hdf5', '.h5seurat'],
    begins: '\x89HDF',
    wayOut:
      'of HDF5 only AnnData (.h5ad) is read; in Python: scanpy.read_10x_h5("FILE").write_h5ad("data.h5ad")',
  },
  {
    is: 'a file of R (rds or RData)',
    endings: ['.rds', '.rda', '.rdata'],
    wayOut: 'in R: write.csv(as.matrix(readRDS("FILE")), "data.csv")',
  },
  {
    is: 'a file of R (RData)',
    endings: [],
    begins: 'RDX',
    wayOut: 'in R: write.csv(as.matrix(THE_TABLE), "data.csv")',
  },
  {
    is: 'a Parquet file',
    endings: ['.parquet', '.pq'],
    begins: 'PAR1',
    wayOut: 'in Python: pandas.read_parquet("FILE").to_csv("data.csv")',
  },
  {
    is: 'a Feather file',
    endings: ['.feather', '.arrow'],
    begins: 'ARROW1',
    wayOut: 'in Python: pandas.read_feather("FILE").to_csv("data.csv", index=False)',
  },
  {
    is: 'a Matrix Market file, numbers without names',
    endings: ['.mtx'],
    begins: '%%MatrixMarket',
    wayOut:
      'in Python, where its genes (or features) and barcodes lie beside it: scanpy.read_10x_mtx("FOLDER").write_h5ad("data.h5ad")',
  },
  {
    is: 'a file of NumPy',
    endings: ['.npy', '.npz'],
    begins: '\x93NUMPY',
    wayOut: 'in Python: pandas.DataFrame(numpy.load("FILE"), index=GENES, columns=TIMES).to_csv("data.csv")',
  },
  {
    is: 'a pickle of Python',
    endings: ['.pkl', '.pickle'],
    wayOut: 'in Python: pandas.read_pickle("FILE").to_csv("data.csv")',
  },
  { is: 'compressed (bzip2)', endings: ['.bz2'], begins: 'BZh', wayOut: 'unpack it first: bunzip2 FILE' },
  { is: 'compressed (xz)', endings: ['.xz'], begins: '\xfd7zXZ', wayOut: 'unpack it first: unxz FILE' },
  {
    is: 'compressed (zstd)',
    endings: ['.zst'],
    begins: '\x28\xb5\x2f\xfd',
    wayOut: 'unpack it first: unzstd FILE',
  },
  { is: 'a PDF', endings: ['.pdf'], begins: '%PDF', wayOut: 'save its table as csv' },
];

/** Whether the bytes are those of HDF5, which AnnData is written in. */
export const isHdf5 = (head: Uint8Array): boolean =>
  Buffer.from(head.subarray(0, 4)).toString('latin1') === '\x89HDF';

/**
 * What a file is that cannot be read as text, and one line that makes it readable; null where it may be text.
 * @param head its first bytes
 */
export function foreignFormat(path: string, head: Uint8Array): string | null {
  const start = Buffer.from(head.subarray(0, 16)).toString('latin1');
  const ending = extname(path.replace(/\.gz$/i, '')).toLowerCase();
  const found =
    FOREIGN.find(({ endings }) => endings.includes(ending)) ??
    FOREIGN.find(({ begins }) => begins !== undefined && start.startsWith(begins));
  return found === undefined
    ? null
    : `is ${found.is}, which is not read: ${found.wayOut.replace('FILE', path)}`;
}
