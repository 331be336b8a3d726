import assert from 'node:assert/strict';
import { readResults, resultsOf, type StoredResult } from '../../lib/experiments/result-store';
import { meanAndSd, meanAndSdText } from '../../lib/math/mean-and-sd';
import type { TableSection } from '../../lib/reproduction/grids/grids';
import { markdownOf } from './pages';

export const stored = readResults();

/** What of this section is stored, of one strategy where it is named; without the penalties as published. */
export const storedOf = ({ experiments }: TableSection, strategy?: string): StoredResult[] =>
  resultsOf(experiments, stored).filter(
    ({ configuration: c }) => !c.asPublishedCode && (strategy === undefined || c.strategy === strategy),
  );

/** Asserts that the text of a notebook has each of these, word for word. */
export function says(notebook: string, ...sentences: readonly string[]): void {
  const text = markdownOf(`notebooks/${notebook}.ipynb`).replace(/\s+/g, ' ');
  for (const sentence of sentences)
    assert.ok(text.includes(sentence), `${notebook} does not say: ${sentence}`);
}

/** Mean ± sd of shares in per cent. */
export const spreadPercent = (shares: readonly number[]): string =>
  `${meanAndSdText(meanAndSd(shares), 100, 1)} %`;

/** "6.9 to 8.9", or one number where both ends read alike; from the first to the second end. */
export function range(values: readonly number[], digits = 1, largestFirst = false): string {
  const ends = [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(digits));
  if (largestFirst) ends.reverse();
  return ends[0] === ends[1] ? ends[0] : ends.join(' to ');
}
