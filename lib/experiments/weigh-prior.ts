import { type NetworkScore, scoreNetwork } from '../evaluation/network-score';
import { type Evidence, evidenceOf } from '../evidence/evidence';
import { fitLasso } from '../evidence/lasso';
import { modelOfNetwork, plausibleNetwork } from '../evidence/network-model';
import type { Reliability } from '../evidence/reliability';
import { matrixRows } from '../math/matrix-rows';
import type { SparseMatrix } from '../math/sparse-matrix';
import type { Model } from '../phoenix/model';
import type { Study } from '../studies/study';

/** Probabilities from `from` on, below `to`: how many pairs have them, what they say on average, and how many of the pairs are edges. */
export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly pairs: number;
  readonly said: number;
  readonly true: number;
}

/** What data and prior together said of the pairs, in numbers. */
export interface EvidenceRecord extends Omit<Evidence, 'probability' | 'sign' | 'reliability'> {
  /** Pairs that may well be edges (`PLAUSIBLE`): what was trained. */
  readonly plausible: number;
  /** Against the truth: the ranking by probability, and the confusion of the pairs above `prevalence`. Null where none is known. */
  readonly network: NetworkScore | null;
  /** Whether probabilities are true: empty where no truth is known. */
  readonly calibration: readonly CalibrationBin[];
}

/** A weighed prior: what was found, what a result says of it, and the model that is trained. */
export interface WeighedPrior {
  readonly evidence: Evidence;
  readonly record: { readonly priorReliability: Reliability; readonly evidence: EvidenceRecord };
  readonly start: Model;
}

/** Of more genes than this a prior is weighed only where it is asked for: a lasso of 2000 genes takes minutes. */
const WEIGHED_GENES = 2000;

/** The bounds of the bins of a calibration. */
const BINS = [0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 1.001] as const;

/**
 * Weighs a study's prior by its data, and makes the model that strategy evidence trains: PHOENIX with no other edge than the
 * plausible ones.
 * @throws RangeError what `evidenceOf` refuses, and where no pair is plausible
 */
export function weighPrior(study: Study): WeighedPrior {
  const lasso = fitLasso(study);
  const evidence = evidenceOf(study, { lasso });
  const network = plausibleNetwork(evidence.probability);
  const { probability, reliability, weak, missing, signs, prevalence, sources, source } = evidence;
  const plausible = network.values.length;
  if (plausible === 0) {
    throw new RangeError(
      `no pair of genes is a plausible edge: the data support ${percent(reliability.low)} to ` +
        `${percent(reliability.high)} of the prior. Take strategy lasso, which reads the data alone, or another prior`,
    );
  }
  return {
    evidence,
    start: modelOfNetwork(study, network, lasso),
    record: {
      priorReliability: reliability,
      evidence: {
        ...{ weak, missing, plausible, signs, prevalence, sources, source },
        network: study.truth && scoreAbove(probability, prevalence, study.truth),
        calibration: study.truth ? calibrationOf(probability, study.truth) : [],
      },
    },
  };
}

/** What data and prior say, or why that is not known; nothing of both for a study without a prior. */
export interface Weighing {
  readonly evidence?: Evidence;
  readonly notWeighed?: string;
}

/**
 * Weighs the prior of a study, where it has one and not too many genes.
 * @param asked whether it must be: then a study that has none, or too little data, is an error
 * @throws RangeError what `evidenceOf` refuses, where it is asked for
 */
export function weighed(study: Study, asked: boolean): Weighing {
  if (!asked) {
    if (!study.prior.values.some((value) => value !== 0)) return {};
    if (study.genes.length > WEIGHED_GENES) {
      const why = `of ${study.genes.length} genes that takes hours ({ edges: 'plausible' } has it done)`;
      return { notWeighed: `the prior was not weighed by the data: ${why}` };
    }
  }
  try {
    return { evidence: evidenceOf(study) };
  } catch (error) {
    if (asked || !(error instanceof RangeError)) throw error;
    return { notWeighed: `the prior was not weighed by the data: ${error.message}` };
  }
}

/** The ranking by probability, and the confusion of those above a cut. */
function scoreAbove(
  probability: Evidence['probability'],
  cut: number,
  truth: SparseMatrix,
): NetworkScore | null {
  const n = truth.rows;
  const above = matrixRows(n, n, (regulator, values) => {
    probability.forEach(
      (_, row) => {
        for (let target = 0; target < n; target++) values[target] = row[target] >= cut ? row[target] : 0;
      },
      [regulator],
    );
  });
  const [ranked, chosen] = [scoreNetwork(probability, truth)[0], scoreNetwork(above, truth)[0]];
  if (!ranked || !chosen) return null;
  const { truePositives, falsePositives, trueNegatives, falseNegatives, tpr, tnr, balancedAccuracy } = chosen;
  return {
    ...ranked,
    truePositives,
    falsePositives,
    trueNegatives,
    falseNegatives,
    tpr,
    tnr,
    balancedAccuracy,
  };
}

function calibrationOf(probability: Evidence['probability'], truth: SparseMatrix): CalibrationBin[] {
  const bins = BINS.slice(1).map((to, k) => ({ from: BINS[k], to, pairs: 0, said: 0, true: 0 }));
  probability.forEach((regulator, values) => {
    const { rowStart, columns } = truth;
    const targets = new Set(columns.subarray(rowStart[regulator], rowStart[regulator + 1]));
    values.forEach((value, target) => {
      const bin = bins[regulator === target ? -1 : bins.findIndex(({ to }) => value < to)];
      if (bin === undefined) return;
      bin.pairs++;
      bin.said += value;
      if (targets.has(target)) bin.true++;
    });
  });
  return bins.map((bin) => ({
    ...bin,
    to: Math.min(1, bin.to),
    said: bin.pairs > 0 ? bin.said / bin.pairs : 0,
  }));
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;
