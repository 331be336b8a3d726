import { rowsOf } from '../math/matrix-rows';
import type { SparseMatrix } from '../math/sparse-matrix';
import { Network } from '../network/network';
import type { Model } from '../phoenix/model';
import type { Study } from '../studies/study';
import { confusion } from './confusion';
import { scoreNetwork } from './network-score';
import { pairsError } from './prediction-error';
import { sparsityOf } from './sparsity';

/** One answer to who regulates whom; shares in [0, 1], null where it is not known. */
interface Answer {
  readonly who: string;
  readonly sparsity: number | null;
  readonly edges: number;
  readonly inPrior: number | null;
  readonly right: number | null;
  readonly balancedAccuracy: number | null;
  readonly auprc: number | null;
  readonly error: number | null;
}

/**
 * Networks of trained models as a table, with the prior that they were given, taken as an answer, on top: sparsity, edges, how many of
 * them the prior has, and the test error from each recorded value to the next. Beside a truth: how many edges are true, balanced
 * accuracy, and AUPRC. What is not there, a prior or a truth, has no column.
 *
 * @param models by the names of their rows
 * @param study its prior and truth, n x n, row = regulator, and its test series
 * @throws RangeError if a model, prior or truth are of different sizes
 */
export function networkTable(
  models: Readonly<Record<string, Model>>,
  { prior, truth, test }: Pick<Study, 'prior' | 'truth' | 'test'>,
): { columns: string[]; rows: (string | number | null)[][] } {
  const hasPrior = prior.values.some((value) => value !== 0);
  const answers = [
    ...(hasPrior ? [answerOfPrior(prior, truth)] : []),
    ...Object.entries(models).map(([who, model]) => answerOf(who, model, { prior, truth, test })),
  ];
  const percent = (share: number | null): string | null => (share === null ? null : (100 * share).toFixed(1));
  const fixed = (value: number | null, unit: number): string | null =>
    value === null ? null : (unit * value).toFixed(2);
  const shown: [title: string, isThere: boolean, cell: (answer: Answer) => string | number | null][] = [
    ['network', true, ({ who }) => who],
    ['sparsity %', true, ({ sparsity }) => percent(sparsity)],
    ['edges', true, ({ edges }) => edges],
    ["of the prior's edges", hasPrior, ({ inPrior }) => inPrior],
    [`true edges (of ${truth?.values.filter(Boolean).length})`, truth !== null, ({ right }) => right],
    ['balanced accuracy %', truth !== null, ({ balancedAccuracy }) => percent(balancedAccuracy)],
    ['AUPRC', truth !== null, ({ auprc }) => fixed(auprc, 1)],
    ['test MSE (1e-3)', test.length > 0, ({ error }) => fixed(error, 1000)],
  ];
  const columns = shown.filter(([, isThere]) => isThere);
  return {
    columns: columns.map(([title]) => title),
    rows: answers.map((answer) => columns.map(([, , cell]) => cell(answer))),
  };
}

function answerOf(
  who: string,
  model: Model,
  { prior, truth, test }: Pick<Study, 'prior' | 'truth' | 'test'>,
): Answer {
  const network = new Network(model, prior);
  const score = truth && scoreNetwork(network.effects, truth)[0];
  return {
    who,
    sparsity: sparsityOf(model).overall,
    edges: score ? score.truePositives + score.falsePositives : network.joinedPairs(),
    inPrior: countIn(network, prior),
    right: score && score.truePositives,
    balancedAccuracy: score && score.balancedAccuracy,
    auprc: score && score.auprc,
    error: test.length > 0 ? pairsError(model, test) : null,
  };
}

/** The prior's pairs, whatever their weights, as a network: nothing ranks them. */
function answerOfPrior(prior: SparseMatrix, truth: SparseMatrix | null): Answer {
  const edges = prior.values.filter(Boolean).length;
  const score = truth && confusion(rowsOf(prior), truth);
  return {
    ...{ who: 'the prior alone', sparsity: null, edges, inPrior: edges, auprc: null, error: null },
    right: score && score.truePositives,
    balancedAccuracy: score && score.balancedAccuracy,
  };
}

/** How many pairs of a network the prior joins, too. */
function countIn({ effects }: Network, prior: SparseMatrix): number {
  let both = 0;
  const { rowStart, columns, values } = prior;
  effects.forEach((regulator, row) => {
    for (let e = rowStart[regulator]; e < rowStart[regulator + 1]; e++) {
      if (values[e] !== 0 && row[columns[e]] !== 0) both++;
    }
  });
  return both;
}
