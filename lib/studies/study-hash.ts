import { createHash, type Hash } from 'node:crypto';
import type { SparseMatrix } from '../math/sparse-matrix';
import type { Series, Study } from './study';

/** A study with its hash. */
export function hashed(study: Omit<Study, 'hash'>): Study {
  return { ...study, hash: hashStudy(study) };
}

/**
 * sha256 over everything that training and evaluation see of a study; its name, source, remarks and held-out
 * series, which only measure, are left out. An absent field adds nothing, so that a study without it keeps the hash it had
 * before the field existed.
 */
export function hashStudy(study: Omit<Study, 'name' | 'source' | 'hash'>): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify(study.genes));
  for (const part of [study.training, study.validation, study.test]) {
    hash.update(`${part.length} series\n`);
    part.forEach((series) => addSeries(hash, series));
  }
  [study.prior, study.coregulation, study.truth].forEach((matrix) => addMatrix(hash, matrix));
  addIndices(hash, 'assayed', study.assayed);
  addIndices(hash, 'regulators', study.regulators);
  return hash.digest('hex');
}

function addIndices(hash: Hash, field: string, indices: readonly number[] | undefined): void {
  if (indices !== undefined) hash.update(`${field} ${indices.join(' ')}\n`);
}

function addSeries(hash: Hash, { times, recorded, clean }: Series): void {
  hash.update(`${times.length} times\n`);
  [times, recorded, clean].forEach((values) => addNumbers(hash, values));
}

function addMatrix(hash: Hash, matrix: SparseMatrix | null): void {
  if (matrix === null) {
    hash.update('none\n');
    return;
  }
  hash.update(`${matrix.rows} x ${matrix.cols}\n`);
  [matrix.rowStart, matrix.columns, matrix.values].forEach((numbers) => addNumbers(hash, numbers));
}

function addNumbers(hash: Hash, numbers: Float64Array | Int32Array): void {
  hash.update(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
}
