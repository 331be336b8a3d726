import type { PaperTable } from './paper';
import type { Section } from './grids';
import type { StoredResult } from '../experiments/result-store';

/** How to read a kind of table. */
const READINGS: Readonly<Record<PaperTable['kind'], readonly string[]>> = {
  simulated: [],
  'breast-cancer': [
    'Validation hardly changes from epoch to epoch, so that which one is best is noise: read the last epoch.',
    'Balanced accuracy over all pairs counts every pair of a regulator without an assay as no edge; the rows of the assayed ' +
      'ones are where it could be wrong.',
  ],
  'bone-marrow': ['The test error is pooled over the pairs of all test batches.'],
};

/** What belongs under a section's table: how to read it, where its data are from, what is substituted or missing in them. */
export function sectionNotes({ paper }: Section, results: readonly StoredResult[]): string[] {
  const sources = [...new Set(results.map(({ study }) => study.source.split(';')[0]))];
  const remarks = [...new Set(results.flatMap(({ study }) => study.remarks ?? []))];
  return [...(paper === null ? [] : READINGS[paper.kind]), `Data: ${sources.join(' / ')}.`, ...remarks];
}
