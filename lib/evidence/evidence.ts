import { type MatrixRows, matrixRows } from '../math/matrix-rows';
import { pairsOf } from '../studies/pairs';
import type { Study } from '../studies/study';
import { lagCorrelation } from './lag-correlation';
import { type FittedLasso, fitLasso } from './lasso';
import type { PairRanks } from './pair-ranks';
import { type Posterior, posteriorOf } from './posterior';
import type { Reliability } from './reliability';
import { type SignAgreement, signAgreement } from './signs';
import { chooseSource, type Source, type SourceSupport } from './sources';
import { gainOf, isWeak, ofWeakData } from './weak-data';

/** What data and prior say together of every pair of two different genes. */
export interface Evidence {
  /** The share of the prior's edges that the data support, a lower bound of the share that is right. */
  readonly reliability: Reliability;
  /**
   * The data's own network predicts too little to be believed against a prior: its pairs come first, all but a few, and the data
   * put them, and the others, in order (see `ofWeakData`).
   */
  readonly weak: boolean;
  /** How many edges outside the prior the data support. */
  readonly missing: number;
  /** The probability of an edge, n x n, row = regulator; 0 on the diagonal. */
  readonly probability: MatrixRows;
  /** +1 or -1: what the data say the regulator does, where they say nothing the prior's sign; 0 where neither is known. */
  readonly sign: MatrixRows;
  /** How often data and prior agree on it. */
  readonly signs: SignAgreement;
  /** Above it a pair is likelier an edge than a pair drawn at random: the cut of the highest balanced accuracy. */
  readonly prevalence: number;
  /** What was tried as evidence, and which was taken. */
  readonly sources: readonly SourceSupport[];
  readonly source: string;
}

export interface EvidenceOptions {
  /** Evidence of data that have not seen the prior, beside the lasso and the lag-1 correlation: a PHOENIX trained with tau 1, say. */
  readonly sources?: readonly Source[];
  /** A lasso of this study without a prior, where one has been fitted. */
  readonly lasso?: FittedLasso;
}

/** From this share on all of the edges outside the prior are believed that the ranks admit; below it in proportion. */
const BELIEVED = 0.5;

/**
 * The probability of every edge from the data and a prior of unknown quality, without any truth: how strongly models that have not
 * seen the prior support its pairs, compared with all others, says both how far the prior is to be trusted and how strongly an edge
 * is seen (see `posteriorOf`).
 *
 * @param study its training and validation series and its prior (row = regulator) are read, its truth is not
 * @throws RangeError for an empty prior, one that joins every pair, or what `fitLasso` refuses
 */
export function evidenceOf(study: Study, options: EvidenceOptions = {}): Evidence {
  const { prior } = study;
  if (!prior.values.some((value) => value !== 0)) {
    throw new RangeError(
      'evidence weighs a prior against the data, and this study has none: strategy lasso reads the data alone',
    );
  }
  const lasso = options.lasso ?? fitLasso(study);
  const sources: Source[] = [
    { name: 'lasso', effects: lasso.strengths },
    { name: 'lag-1 correlation', effects: lagCorrelation(pairsOf(study.training)) },
    ...(options.sources ?? []),
  ];
  const { chosen, tried } = chooseSource(sources, prior);
  const gain = gainOf(lasso);
  const posterior = posteriorOf(chosen.pairs, Math.min(1, Math.max(0, gain / BELIEVED)));
  const weak = isWeak(gain);
  const said = weak ? ofWeakData(chosen.pairs, posterior, gain) : posterior;
  const probability = probabilities(chosen.pairs, said);
  const { sign, agreement } = signAgreement(chosen.effects, prior, probability);
  const n = study.genes.length;
  return {
    reliability: posterior.reliability,
    weak,
    missing: said.missing,
    probability,
    sign,
    signs: agreement,
    prevalence: (meanOf(probability) * n) / (n - 1),
    sources: tried,
    source: chosen.name,
  };
}

function probabilities(
  { ranks, genes: n, inside }: PairRanks,
  said: Pick<Posterior, 'inside' | 'outside'>,
): MatrixRows {
  const isInside = new Uint8Array(n * n);
  for (const pair of inside) isInside[pair] = 1;
  return matrixRows(n, n, (regulator, values) => {
    for (let target = 0; target < n; target++) {
      const pair = regulator * n + target;
      if (regulator === target) values[target] = 0;
      else values[target] = isInside[pair] ? said.inside(ranks[pair]) : said.outside(ranks[pair]);
    }
  });
}

function meanOf(rows: MatrixRows): number {
  let sum = 0;
  rows.forEach((_, values) => {
    for (let k = 0; k < values.length; k++) sum += values[k];
  });
  return sum / (rows.rows * rows.cols);
}
