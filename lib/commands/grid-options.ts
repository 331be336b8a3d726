import { authorsDataAtHand, authorsDataText } from '../experiments/authors-data';
import { SCHEMES } from '../ode/solver';
import {
  datasetOf,
  FIGURES,
  gridOf,
  TABLES,
  type GridName,
  type TableSection,
} from '../reproduction/grids/grids';
import { jobsThatFit } from '../reproduction/grids/inventory';
import type { BreastCancerGenes } from '../studies/published/breast-cancer';
import { AUTHORS_DATA } from './authors-data-option';
import { asUse } from './command';
import { choice, flag, inOptions, list, path, whole, type Values } from './options';

/** The options of `npm run reproduce`. */
export const GRID_OPTIONS = {
  table: choice(
    TABLES,
    "(1, 4 to 7: simulated data; 2: breast cancer; 3, 8, 9: bone marrow, with the paper's settings and on a stretched time)",
  ),
  figure: choice(
    FIGURES,
    'instead of a table, the corruption of the prior (B.3.1), lambda by cross-validation (B.4), ' +
      'also where the prior gets worse (lambda-corruption), what each strategy makes of ' +
      'a prior that gets worse (evidence), breast cancer with a gap around its test times (gap), or the unit of time of the bone ' +
      'marrow (time-scale): its grid, one training a cell and fold',
  ),
  all: flag('every table and every figure, the quickest first, each printed when it is done'),
  agreement: flag(
    "train nothing: how many of all numbers of the paper's tables the stored results agree with, and which not",
  ),
  again: flag(
    'of what is stored train one run of each kind (state of the library, data set, solver) once more, and say how far its numbers ' +
      'are from the stored ones; stores nothing',
  ),
  genes: choice(
    ['500', '2000', '11165'],
    'table 2 at this size alone (default 500 and 2000); 11165 is the paper',
  ),
  seeds: whole(
    1,
    'seeds 1 to N of every row (default 3; time-scale: 1; evidence, simulated tables: 20, of post-hoc, none and the penalties 5, ' +
      'as published 5 in Table 1 and else 3)',
  ),
  firstSeed: whole(0, 'N seeds from this one on (default 1; evidence, lambda-corruption: 101)'),
  strategies: list('A,B', 'only these; also scale-matched (dash), l0-published and the like'),
  jobs: whole(1, 'runs side by side (default: one a core)'),
  list: flag(
    'train nothing: what is there, what is missing, how long it may take; with --all, a line a table',
  ),
  json: flag('with --list: one JSON object a run, with the arguments of `npm run experiment`'),
  markdown: flag('the table in Markdown'),
  epochs: whole(1, "at most, in every run (for a trial; default: the paper's for the data)"),
  authorsData: AUTHORS_DATA,
  generated: flag('generated data even where the published ones are at hand'),
  asPublishedCode: flag('every strategy as the published code runs it'),
  solver: choice(
    SCHEMES,
    'in every run (default: krogstad, which solves the decay exactly, for simulated tables and the evidence; dormand-prince, as the ' +
      'paper, for the others)',
  ),
  results: path('FOLDER', 'where results are (default: data/results)'),
  models: path(
    'FOLDER',
    "keep every run's models there (data/runs/models, for one), of its best and of its last epoch; a run whose result is " +
      'stored but whose models are not is trained again, and its result stored anew',
  ),
  runs: path('FOLDER', 'where the checkpoints of unfinished runs are (default: data/runs)'),
  fresh: flag('forget the checkpoints of unfinished runs; stored results stay'),
  keep: path('FILE', 'only store the result that `npm run experiment -- --out FILE` wrote'),
};
export type Asked = Values<typeof GRID_OPTIONS>;

/** The sections asked for, on the authors' data where they are at hand and nothing is said of them. */
export async function sectionsOf(grid: GridName, asked: Asked): Promise<TableSection[]> {
  const { seeds, firstSeed, strategies, epochs, generated, asPublishedCode, solver } = asked;
  const genes = asked.genes && (Number(asked.genes) as BreastCancerGenes);
  const built = (authorsData?: boolean): TableSection[] =>
    asUse(() =>
      gridOf(grid, {
        genes,
        seeds,
        firstSeed,
        strategies,
        settings: { epochs, generated, asPublishedCode: asPublishedCode || undefined, authorsData, solver },
      }),
    );
  const sections = built(asked.authorsData);
  if (asked.authorsData !== undefined || generated) return sections;
  if (!(await authorsDataAtHand(datasetOf(sections[0])))) return sections;
  const told = authorsDataText(datasetOf(sections[0]), true) ?? '';
  process.stderr.write(`${inOptions(told, { authorsData: AUTHORS_DATA })}\n`);
  return built(true);
}

/** As many runs side by side as the memory holds, which is said where it is not one a core. */
export function jobsFor(sections: readonly TableSection[]): number {
  const data = datasetOf(sections[0]);
  const jobs = jobsThatFit(data);
  if (data.demands !== undefined) {
    process.stderr.write(
      `${data.name}: about ${data.demands.gigabytes} GB of memory a run, ${jobs} side by side (--jobs N)\n`,
    );
  }
  return jobs;
}
