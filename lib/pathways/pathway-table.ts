import { writeCsv } from '../files/csv';
import type { PathwayScore, PathwayTest } from './permutation-test';

/** The columns of the csv, in their order. */
const COLUMNS: readonly (readonly [title: string, cell: (pathway: PathwayScore) => string | number])[] = [
  ['pathway', ({ name }) => name],
  ['genes', ({ members }) => members.length],
  ['score', ({ score }) => score],
  ['z', ({ z }) => z],
  ['p', ({ p }) => p],
  ['bonferroni', (pathway) => pathway.bonferroni],
  ['benjamini_hochberg', ({ benjaminiHochberg }) => benjaminiHochberg],
  ['max_t', ({ maxT }) => maxT],
  ['paper_z', ({ paper }) => (Number.isNaN(paper.z) ? '' : paper.z)],
  ['paper_p', ({ paper }) => paper.p],
  ['paper_bonferroni', ({ paper }) => paper.bonferroni],
  ['expected', ({ expected }) => expected],
  ['members', ({ members }) => members.join(' ')],
];

/** The pathways from the largest z down; equal ones by name. */
export function sortedByZ(pathways: readonly PathwayScore[]): PathwayScore[] {
  return [...pathways].sort((a, b) => b.z - a.z || (a.name < b.name ? -1 : 1));
}

/**
 * Writes a test as csv, one pathway a line from the largest z down:
 *
 * - pathway, genes (how many of the universe it holds), score (sum of their influences);
 * - z by the exact mean and variance of the permutations; p by the plus-one rule, one-sided; bonferroni,
 *   benjamini_hochberg and max_t, corrected for the number of pathways;
 * - paper_z, paper_p, paper_bonferroni: the paper's rule, from the first 1000 permutations (paper_z is empty where these
 *   do not vary);
 * - expected (mean score over all permutations) and members (symbols, separated by blanks).
 */
export function writePathways(path: string, { pathways }: PathwayTest): void {
  writeCsv(
    path,
    COLUMNS.map(([title]) => title),
    sortedByZ(pathways).map((pathway) => COLUMNS.map(([, cell]) => cell(pathway))),
  );
}
