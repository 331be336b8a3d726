import type { Fold } from '../../studies/fold-study';
import { chooseLambdas, type LambdaGrid } from '../../training/cross-validation';
import type { Lambdas } from '../../pruning/prior-knowledge';
import { resultsOf, type StoredResult } from '../../experiments/result-store';
import { meanAndSd, meanAndSdOfKnown, meanAndSdText } from '../../math/mean-and-sd';
import type { TableSection } from '../grids/grids';
import type { Table } from './tables';

/** One pair of lambdas and the folds that are trained, in their order. */
interface FoldedCell {
  readonly lambdas: Lambdas;
  readonly results: readonly StoredResult[];
  /** Whether no fold is missing. */
  readonly complete: boolean;
}

/**
 * A cross-validation over lambda (Appendix B.4) out of stored trainings: the cells that have all their folds, and what the
 * one-standard-error rule chooses among them, by the validation MSE of each fold's best epoch. Null where no cell is
 * complete. Where the results have one validation set and no folds (bone marrow), their seeds stand for folds, and IMP
 * and BioPruning are the cells (0, 0) and (1, 1).
 * @throws RangeError for results that are neither folds nor several seeds, some of both, or of another number of folds
 */
export function storedLambdaGrid(results: readonly StoredResult[]): LambdaGrid | null {
  const cells = cellsOf(results).filter(({ complete }) => complete);
  if (cells.length === 0) return null;
  return chooseLambdas(
    cells.map(({ lambdas }) => lambdas),
    cells.map((cell) => cell.results.map(({ validationLoss }) => validationLoss)),
  );
}

/**
 * The same as a table, a row a cell, with what its models came to on the truth where it is known, and on the test set where it is not:
 * validation has seen neither. A cell that misses a fold has its mean over those that are there, and takes no part in the choice.
 * @throws RangeError as `storedLambdaGrid`
 */
export function lambdaTable(results: readonly StoredResult[]): Table {
  const grid = storedLambdaGrid(results);
  const folded = results.some(({ configuration }) => configuration.fold);
  const judged = results.some(({ balancedAccuracy }) => balancedAccuracy === null) ? ON_TEST_SET : ON_TRUTH;
  const unit = Math.min(
    1e-3,
    ...(grid?.cells ?? []).map(({ mean }) => Number(`1e${Math.floor(Math.log10(mean))}`)),
  );
  const rows = cellsOf(results).map(({ lambdas, results: folds }) => {
    const cell = grid?.cells.find(
      (one) => one.lambdas.lambda1 === lambdas.lambda1 && one.lambdas.lambda2 === lambdas.lambda2,
    );
    const loss = meanAndSd(folds.map(({ validationLoss }) => validationLoss)).mean / unit;
    return [
      String(lambdas.lambda1),
      String(lambdas.lambda2),
      String(folds.length),
      loss.toFixed(3) + (cell === undefined ? '' : ` ± ${(cell.standardError / unit).toFixed(3)}`),
      grid && cell ? remarkOn(cell, grid) : '',
      ...judged.map(({ of, times, digits }) => meanAndSdText(meanAndSdOfKnown(folds.map(of)), times, digits)),
    ];
  });
  return {
    columns: [
      ...['lambda 1', 'lambda 2', folded ? 'folds' : 'seeds'],
      ...[`validation MSE ${unit.toExponential()} (± standard error)`, 'by the rule'],
      ...judged.map(({ title }) => title),
    ],
    rows,
  };
}

/**
 * What is chosen in each of several cross-validations (noises, seeds), and what it is worth by the truth, which takes no part: the balanced
 * accuracy of the chosen pair's models, of magnitude pruning's (0, 0) and of the best pair's in the grid. Those that are not whole are left out.
 */
export function lambdaChoices(
  sections: readonly TableSection[],
  stored: ReadonlyMap<string, StoredResult>,
): Table {
  const rows = sections.flatMap(({ title, experiments }) => {
    const results = resultsOf(experiments, stored);
    const grid = results.length === experiments.length ? storedLambdaGrid(results) : null;
    if (grid === null) return [];
    const accuracies = new Map(
      cellsOf(results).map(({ lambdas, results: folds }) => [
        pairText(lambdas),
        meanAndSdOfKnown(folds.map(({ balancedAccuracy }) => balancedAccuracy)),
      ]),
    );
    const accuracyOf = (pair: string): string => meanAndSdText(accuracies.get(pair) ?? null, 100, 1);
    const [[best]] = [...accuracies].sort(([, a], [, b]) => (b?.mean ?? 0) - (a?.mean ?? 0));
    const [chosen, lowest] = [grid.chosen, grid.lowest].map(pairText);
    const admitted = grid.cells.filter(({ mean }) => mean <= grid.threshold).length;
    return [
      [
        ...[title.split(', ').slice(1).join(', '), chosen, lowest, admitted],
        ...[accuracyOf(chosen), accuracyOf('(0, 0)'), `${best}: ${accuracyOf(best)}`],
      ],
    ];
  });
  return {
    columns: [
      ...['', 'chosen', 'lowest error', 'pairs admitted'],
      ...['balanced accuracy % of the chosen', 'of (0, 0)', 'the best of the grid'],
    ],
    rows,
  };
}

const pairText = ({ lambda1, lambda2 }: Lambdas): string => `(${lambda1}, ${lambda2})`;

/** What stands beside the choice: mean ± sd over the folds, times a factor. */
interface JudgedColumn {
  readonly title: string;
  readonly of: (result: StoredResult) => number | null;
  readonly times: number;
  readonly digits: number;
}
const ON_TRUTH: readonly JudgedColumn[] = [
  { title: 'sparsity %', of: ({ sparsity }) => sparsity, times: 100, digits: 1 },
  { title: 'balanced accuracy %', of: ({ balancedAccuracy }) => balancedAccuracy, times: 100, digits: 1 },
];
const ON_TEST_SET: readonly JudgedColumn[] = [
  { title: 'test MSE 1e-5', of: ({ testMse }) => testMse.noisyPairs, times: 1e5, digits: 2 },
  { title: 'out-degree', of: ({ averageOutDegree }) => averageOutDegree, times: 1, digits: 0 },
];

function remarkOn({ lambdas, mean }: LambdaGrid['cells'][number], grid: LambdaGrid): string {
  const is = (other: Lambdas): boolean =>
    lambdas.lambda1 === other.lambda1 && lambdas.lambda2 === other.lambda2;
  const remarks = [
    ...(is(grid.chosen) ? ['chosen'] : []),
    ...(is(grid.lowest) ? ['lowest'] : mean <= grid.threshold ? ['within one standard error'] : []),
  ];
  return remarks.join(', ');
}

/** Results by their lambdas, in the order of the first of each; its folds in their order. */
function cellsOf(results: readonly StoredResult[]): FoldedCell[] {
  const folds = foldsOf(results);
  const counts = new Set([...folds.values()].map(({ of }) => of));
  if (counts.size > 1) throw new RangeError(`one cross-validation has folds of ${[...counts].join(' and ')}`);
  const cells = new Map<string, StoredResult[]>();
  for (const result of results) {
    const { lambda1, lambda2 } = result.configuration;
    const name = `${lambda1} ${lambda2}`;
    cells.set(name, [...(cells.get(name) ?? []), result]);
  }
  return [...cells.values()].map((cell) => {
    const index = (result: StoredResult): number => (folds.get(result) as Fold).index;
    return {
      lambdas: { lambda1: cell[0].configuration.lambda1, lambda2: cell[0].configuration.lambda2 },
      results: [...cell].sort((a, b) => index(a) - index(b)),
      complete: new Set(cell.map(index)).size === (folds.get(cell[0]) as Fold).of,
    };
  });
}

/** Which fold each result is; where none is one, each of the seeds stands for one. */
function foldsOf(results: readonly StoredResult[]): ReadonlyMap<StoredResult, Fold> {
  const seeds = [...new Set(results.map(({ configuration }) => configuration.seed))].sort((a, b) => a - b);
  const repeated = seeds.length > 1 && results.every(({ configuration }) => configuration.fold === undefined);
  return new Map(
    results.map((result) => {
      const { fold, strategy, seed } = result.configuration;
      if (repeated) return [result, { index: seeds.indexOf(seed), of: seeds.length }];
      if (fold !== undefined) return [result, fold];
      throw new RangeError(`the result of ${strategy}, seed ${seed}, is no fold of a cross-validation`);
    }),
  );
}
