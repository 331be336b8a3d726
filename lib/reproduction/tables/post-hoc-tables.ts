import { resultsOf, type StoredResult } from '../../experiments/result-store';
import { meanAndSd, meanAndSdOfKnown, meanAndSdText } from '../../math/mean-and-sd';
import { oneStandardErrorRule, type OneStandardErrorChoice } from '../../training/one-standard-error';
import { POST_HOC_SPARSITIES, type PostHocGrid } from '../../training/post-hoc';
import type { TableSection } from '../grids/grids';
import { paperNumber } from './paper-cells';
import type { Table } from './tables';

/** A post hoc run of which the models at all sparsities are known. */
interface GridRun extends StoredResult {
  readonly postHoc: PostHocGrid;
  readonly path: NonNullable<StoredResult['path']>;
}

/** The rule prefers the sparsest. */
const SPARSEST_FIRST = [...POST_HOC_SPARSITIES].reverse();

/**
 * How post hoc pruning's sparsity is chosen where every seed is a repeat of the grid: the mean validation error at each sparsity with its
 * standard error over seeds, whether the one-standard-error rule admits it (the first admitted is chosen), on how many seeds their
 * own repeats, which differ in the order of the data alone, choose it, and the balanced accuracy there. Empty for fewer than two seeds.
 */
export function postHocTable(section: TableSection, stored: ReadonlyMap<string, StoredResult>): Table {
  const runs = gridRunsOf(section, stored);
  const choice = runs.length < 2 ? null : choiceOf(runs);
  const rows = SPARSEST_FIRST.flatMap((sparsity, k) => {
    if (choice === null) return [];
    const admitted = choice.means[k] <= choice.threshold;
    return [
      [
        (100 * sparsity).toFixed(0),
        `${(1000 * choice.means[k]).toFixed(2)} ± ${(1000 * choice.standardErrors[k]).toFixed(2)}`,
        k === choice.chosen ? 'chosen' : admitted ? 'admitted' : '',
        runs.filter(({ postHoc }) => postHoc.chosenSparsity === sparsity).length,
        accuracyAt(runs, sparsity),
      ],
    ];
  });
  return {
    columns: [
      'sparsity %',
      'validation MSE 1e-3, standard error over seeds',
      'by the rule',
      'chosen by its own repeats (seeds)',
      'balanced accuracy %',
    ],
    rows,
  };
}

/**
 * What is chosen in each section by a seed's own repeats and with seeds as repeats, all of them or three in every way, beside what the
 * paper prints, and what our models score at the sparsity that the paper chose: whether the models differ, or the choice among them.
 */
export function postHocChoices(
  sections: readonly TableSection[],
  stored: ReadonlyMap<string, StoredResult>,
): Table {
  const rows = sections.flatMap((section) => {
    const runs = gridRunsOf(section, stored);
    const printed = section.paper?.rows.find(({ strategy }) => strategy === 'post-hoc') ?? null;
    if (runs.length < 2 || printed === null) return [];
    const sparsity = SPARSEST_FIRST[choiceOf(runs).chosen];
    const paper = (measure: 'sparsity' | 'balancedAccuracy'): string =>
      (100 * (paperNumber(printed, measure)?.mean ?? NaN)).toFixed(1);
    const theirs = POST_HOC_SPARSITIES.find((one) => (100 * one).toFixed(1) === paper('sparsity'));
    return [
      [
        section.title,
        runs.map(({ postHoc }) => (100 * postHoc.chosenSparsity).toFixed(0)).join(', '),
        (100 * sparsity).toFixed(0),
        accuracyAt(runs, sparsity),
        choicesOfThree(runs),
        paper('sparsity'),
        paper('balancedAccuracy'),
        theirs === undefined ? '' : accuracyAt(runs, theirs),
      ],
    ];
  });
  return {
    columns: [
      'table',
      'each seed by its own repeats: sparsity %',
      'seeds as repeats: sparsity %',
      'its balanced accuracy %',
      'three of the seeds: sparsity %, and in how many ways',
      'paper: sparsity %',
      'paper: balanced accuracy %',
      "ours at the paper's sparsity %",
    ],
    rows,
  };
}

function gridRunsOf(section: TableSection, stored: ReadonlyMap<string, StoredResult>): GridRun[] {
  return resultsOf(section.experiments, stored).filter(
    (result): result is GridRun => result.postHoc !== undefined && result.path !== undefined,
  );
}

/** The rule over two seeds or more: a seed's error at a sparsity is the mean over its own repeats. */
function choiceOf(runs: readonly GridRun[]): OneStandardErrorChoice {
  const errorOf = ({ postHoc }: GridRun, sparsity: number): number => {
    const repeats = postHoc.fineTunings.filter((one) => one.sparsity === sparsity);
    return meanAndSd(repeats.map(({ validationLoss }) => validationLoss)).mean;
  };
  return oneStandardErrorRule(SPARSEST_FIRST.map((sparsity) => runs.map((run) => errorOf(run, sparsity))));
}

/** What the rule chooses over three of the seeds, in every way to take three, the most frequent first: "87 (6), 90 (4)". */
function choicesOfThree(runs: readonly GridRun[]): string {
  const ways = new Map<number, number>();
  const triples = runs.flatMap((first, i) =>
    runs.slice(0, i).flatMap((second, j) => runs.slice(0, j).map((third) => [first, second, third])),
  );
  for (const triple of triples) {
    const sparsity = SPARSEST_FIRST[choiceOf(triple).chosen];
    ways.set(sparsity, (ways.get(sparsity) ?? 0) + 1);
  }
  return [...ways]
    .sort(([a, n], [b, m]) => m - n || a - b)
    .map(([sparsity, n]) => `${(100 * sparsity).toFixed(0)} (${n})`)
    .join(', ');
}

function accuracyAt(runs: readonly GridRun[], sparsity: (typeof POST_HOC_SPARSITIES)[number]): string {
  const k = POST_HOC_SPARSITIES.indexOf(sparsity);
  return meanAndSdText(meanAndSdOfKnown(runs.map(({ path }) => path[k].balancedAccuracy)), 100, 1);
}
