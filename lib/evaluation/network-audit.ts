import { type MatrixRows, matrixRows, rowsOf } from '../math/matrix-rows';
import { entriesOf, type SparseMatrix } from '../math/sparse-matrix';
import { outDegrees } from '../network/out-degree';
import type { Study } from '../studies/study';
import { regulateAll } from './baselines';
import { expectedConfusion } from './expected-confusion';
import { scoreNetwork } from './network-score';

const COLUMNS = [
  ...['network', 'bal. accuracy %, all pairs', 'by its out-degrees alone', 'within assayed rows'],
  ...['AUROC there', 'AUPRC there', 'AUROC there, outside the prior'],
];

/**
 * What a balanced accuracy rests on where only some regulators were assayed, a row a network: over all pairs; what is to be expected of a
 * network that keeps how many targets each regulator has and draws them blindly; and within the rows of the assayed regulators, the only
 * ones in which the reference can tell a true edge from a wrong one. Below the given networks stand answers that need no training: the
 * prior, known and assayed factors that regulate everything, and the number of motifs that a target has in the prior, whichever factors
 * they belong to.
 * @param networks by name, rows of effects or of other scores of a pair
 * @throws RangeError for a study without a reference of assayed regulators or without a list of known ones
 */
export function networkAudit(
  study: Pick<Study, 'name' | 'genes' | 'truth' | 'assayed' | 'regulators' | 'prior'>,
  networks: Readonly<Record<string, MatrixRows>>,
): { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const { name, genes, truth, assayed, regulators, prior } = study;
  if (!truth || !assayed || !regulators) {
    throw new RangeError(
      `${name} has no reference of assayed regulators, or no list of known ones, to audit by`,
    );
  }
  const untrained = {
    'the prior itself': rowsOf(prior),
    'every known TF regulates all': regulateAll(regulators, genes.length),
    'every assayed TF regulates all': regulateAll(assayed, genes.length),
    "number of the target's motifs": motifsOfTarget(prior),
  };
  const regions = [{}, { regulators: assayed }, { regulators: assayed, outside: prior }];
  const rows = Object.entries({ ...networks, ...untrained }).map(([label, scores]) => {
    const [overall, within, unknown] = scoreNetwork(scores, truth, regions);
    const byDegrees = expectedConfusion(outDegrees(scores), truth);
    return [
      label,
      ...[overall, byDegrees, within].map((score) => ((score?.balancedAccuracy ?? NaN) * 100).toFixed(1)),
      ...[within?.auroc, within?.auprc, unknown?.auroc].map((value) => value?.toFixed(3) ?? ''),
    ];
  });
  return { columns: COLUMNS, rows };
}

/** Every pair scored by the number of the target's motifs, blind to the regulator. */
function motifsOfTarget(prior: SparseMatrix): MatrixRows {
  const motifs = new Float32Array(prior.cols);
  for (const [, target] of entriesOf(prior)) motifs[target]++;
  return matrixRows(prior.rows, prior.cols, (_, row) => row.set(motifs));
}
