import type { MatchReport } from './report';
import { someOf } from './names';

/** Fewer pairs than this cannot say much about a network. */
const FEW_PAIRS = 10;
/** How far beyond [0, 1] measurement noise may take a value. */
const NOISE = 0.2;

/** What a reader of results from this study must know, one sentence each; none where all is well. */
export function ownStudyWarnings(report: Omit<MatchReport, 'warnings'>): string[] {
  const { range, normalised, prior, coregulation, constantGenes, split, timeScale } = report;
  const warnings: string[] = [];
  if (normalised === 'none' && (range[0] < -NOISE || range[1] > 1 + NOISE)) {
    warnings.push(
      `values run from ${range[0]} to ${range[1]}, but PHOENIX expects expression in [0, 1]: load with ` +
        "{ normalise: 'together' } or 'each-gene'.",
    );
  }
  if (prior === null) {
    warnings.push(
      'without a prior the strategies are IMP (pruning by weight alone) and none; DASH and BioPruning need one.',
    );
  } else {
    if (2 * prior.kept < prior.edges) {
      warnings.push(
        `less than half of the prior's edges (${prior.kept} of ${prior.edges}) join genes of the expression.`,
      );
    }
    if (2 * report.genesInPrior < report.genes) {
      warnings.push(
        `the prior knows ${report.genesInPrior} of ${report.genes} genes; it says nothing about the others, and pruning by ` +
          'prior takes their edges first.',
      );
    }
  }
  for (const match of [prior, coregulation]) {
    if (match !== null && match !== 'prior' && match.hint !== null) warnings.push(`${match.hint}.`);
  }
  if (constantGenes.length > 0) {
    warnings.push(
      `${constantGenes.length} genes never change (${someOf(constantGenes, 3)}): nothing can be learned about what ` +
        'regulates them or what they regulate.',
    );
  }
  if (split.training.pairs < FEW_PAIRS) {
    warnings.push(
      `${split.training.pairs} pairs of times train the model: what it learns rests on the prior more than on the data.`,
    );
  }
  if (timeScale !== 1) {
    warnings.push(
      `a typical interval is far from 1; train with timeScale ${timeScale}, or the model ` +
        (timeScale > 1 ? 'hardly moves between two times.' : 'has settled long before the next time.'),
    );
  }
  return warnings;
}
