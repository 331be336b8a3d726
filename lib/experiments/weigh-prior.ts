import { type NetworkScore, scoreNetwork } from '../evaluation/network-score';
import { type Evidence, evidenceOf } from '../evidence/evidence';
import { fitLasso } from '../evidence/lasso';
import { modelOfNetwork, plausibleNetwork } from '../evidence/network-model';
import { matrixRows } from '../math/matrix-rows';
import type { SparseMatrix } from '../math/sparse-matrix';
import type { Model } from '../phoenix/model';
import type { ExperimentResult } from './result';
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

/** A weighed prior: what a result says of it, and the model that is trained. */
export interface WeighedPrior {
  readonly record: Required<Pick<ExperimentResult, 'priorReliability' | 'evidence'>>;
  readonly start: Model;
}

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
  const network = plausibleNetwork(evidence);
  const { probability, reliability, weak, missing, signs, prevalence, sources, source } = evidence;
  const plausible = network.values.length;
  if (plausible === 0) {
    throw new RangeError(
      `no pair of genes is a plausible edge: the data support ${percent(reliability.low)} to ` +
        `${percent(reliability.high)} of the prior. Take strategy lasso, which reads the data alone, or another prior`,
    );
  }
  return {
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
