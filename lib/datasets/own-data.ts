import { parse, resolve } from 'node:path';
import type { OnReading } from '../files/read-progress';
import { loadStudy, type OwnStudy, type OwnStudyOptions } from '../studies/own/own-study';
import type { ExpressionChoices } from '../studies/own/expression/measurements';
import { isNamed } from '../studies/own/names/rename';

/** The files of a study of the user's own, and how they are taken. */
export interface OwnFiles extends Pick<
  OwnStudyOptions,
  | 'normalise'
  | 'missing'
  | 'conflicts'
  | 'duplicates'
  | 'regulators'
  | 'weight'
  | 'top'
  | keyof ExpressionChoices
> {
  readonly expression: readonly string[];
  readonly prior?: string;
  readonly coregulation?: string;
  /** Changes by name, and files of old and new names, one after the other. */
  readonly rename?: readonly string[];
}

/** The same with whole paths, and the hash of the study: values that change make another experiment of it. */
export interface OwnData extends OwnFiles {
  readonly hash: string;
}

/** Paths made whole, in one order, and what is at its default left out: one study has one name. */
export function completeOwnData({ hash, ...files }: OwnData): OwnData {
  const { expression, prior, coregulation, normalise = 'none', missing = 'error', rename = [] } = files;
  const { conflicts = 'error', duplicates = 'error', regulators, weight, top } = files;
  return {
    expression: expression.map((file) => resolve(file)),
    ...(prior !== undefined && { prior: resolve(prior) }),
    ...(coregulation !== undefined && { coregulation: resolve(coregulation) }),
    ...(normalise !== 'none' && { normalise }),
    ...(missing !== 'error' && { missing }),
    ...(rename.length > 0 && { rename: rename.map((one) => (isNamed(one) ? one : resolve(one))) }),
    ...(conflicts !== 'error' && { conflicts }),
    ...(duplicates !== 'error' && { duplicates }),
    ...(regulators !== undefined && { regulators }),
    ...(weight !== undefined && { weight }),
    ...(top !== undefined && { top }),
    ...expressionChoices(files),
    hash,
  };
}

/** How the expression is taken, where it was said. */
function expressionChoices(files: OwnFiles): ExpressionChoices {
  const { expression, replicates, comma, pseudotime, lineage, bins, layer, geneNames } = files;
  const isColumn = expression.every((file) => /\.h5ad$/i.test(file));
  const place = pseudotime === undefined || isColumn ? pseudotime : resolve(pseudotime);
  const told = { replicates, comma, pseudotime: place, lineage, bins, layer, geneNames };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
}

/** Own files, read. */
export interface OpenedData extends OwnStudy {
  readonly data: OwnData;
}

/**
 * Loads own files as `loadStudy` does.
 * @param onReading told how far a long file has been read
 * @returns the study, the report of what was matched, and what an experiment keeps of the files
 * @throws what `loadStudy` throws
 */
export async function openOwnData(files: OwnFiles, onReading?: OnReading): Promise<OpenedData> {
  const own = await loadStudy({ ...files, name: nameOf(files), onReading });
  return { ...own, data: completeOwnData({ ...files, hash: own.study.hash }) };
}

/** A long file holds many series: the file's name says more than the first of theirs. */
const nameOf = ({ expression: [first] }: OwnFiles): string => parse(first ?? '').name;
