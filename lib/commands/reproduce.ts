import { hasCheckpoint } from '../training/train';
import { checkpointFile } from '../experiments/checkpoint-file';
import { authorsDataAtHand, authorsDataText } from '../experiments/authors-data';
import { experimentName, type Experiment } from '../experiments/experiment';
import { readResult, readResults, resultFile, resultsOf, storeResult } from '../experiments/result-store';
import {
  gridWords,
  inOrderOfTime,
  libraryStatesText,
  timesText,
  type GridTime,
} from '../reproduction/all-grids';
import { datasetOf, FIGURES, gridOf, TABLES, type GridName, type TableSection } from '../reproduction/grids';
import { durationText, inventory, jobsThatFit, listOfRuns, missingOf } from '../reproduction/inventory';
import { reproduce, type GridProgress } from '../reproduction/reproduce';
import { asProgram, asUse, runCommand, WrongUse, type Command } from './command';
import { AUTHORS_DATA } from './authors-data-option';
import type { BreastCancerGenes } from '../studies/published/breast-cancer';
import { choice, flag, inOptions, list, path, whole, type Values } from './options';
import { reportOf } from './grid-report';
import { print, ProgressLine } from './output';
import { SCHEMES } from '../ode/solver';

const OPTIONS = {
  table: choice(
    TABLES,
    "(1, 4 to 7: simulated data; 2: breast cancer; 3, 8, 9: bone marrow, with the paper's settings and on a stretched time)",
  ),
  figure: choice(
    FIGURES,
    'instead of a table, the corruption of the prior (B.3.1), lambda by cross-validation (B.4), what each strategy makes of ' +
      'a prior that gets worse (evidence), breast cancer with a gap around its test times (gap), or the unit of time of the bone ' +
      'marrow (time-scale): its grid, one training a cell and fold',
  ),
  all: flag('every table and every figure, the quickest first, each printed when it is done'),
  genes: choice(
    ['500', '2000', '11165'],
    'table 2 at this size alone (default 500 and 2000); 11165 is the paper',
  ),
  seeds: whole(
    1,
    'seeds 1 to N of every row (default 3; lambda, time-scale: 1; evidence: 20; simulated tables: 20, of post-hoc, none and the penalties 5, ' +
      'as published 5 in Table 1 and else 3)',
  ),
  firstSeed: whole(0, 'N seeds from this one on (default 1; evidence: 101)'),
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
type Asked = Values<typeof OPTIONS>;

const REPRODUCE: Command<typeof OPTIONS> = {
  about: `Trains what a table or figure of the paper needs, each run in a process of its own, and prints the table: ours
(mean ± sd over seeds) beside the paper's. Finished runs are stored in data/results and never repeated; a stopped command
goes on where it was.

  npm run reproduce -- --table 1`,
  options: OPTIONS,
  stopping: 'stopping after the epochs under way',
  stopped: 'stopped; the same command goes on from here',
  async run(asked, signal) {
    const { keep, results, models } = asked;
    if (keep !== undefined) {
      // Trained elsewhere: a cluster's job.
      const { configuration } = storeResult(readResult(keep), results);
      process.stdout.write(`${resultFile(configuration, results)}\n`);
      return 0;
    }
    if (asked.all) return all(asked, signal);
    const { table, figure } = asked;
    const grid = table ?? figure;
    if (grid === undefined || (table !== undefined && figure !== undefined)) {
      throw new WrongUse('name one --table or one --figure, or --all');
    }
    const sections = await sectionsOf(grid, asked);
    const jobs = asked.jobs ?? jobsFor(sections);
    if (!asked.list) return (await train(sections, { ...asked, jobs }, signal)) === 0 ? 0 : 1;
    const stored = readResults(results);
    process.stdout.write(
      asked.json ? listOfRuns(sections, stored) : inventory(sections, stored, jobs, models),
    );
    return 0;
  },
};

/** Runs the command with these arguments; resolves to the exit code: 0 done, 1 a run failed, 2 wrong usage, 130 interrupted. */
export const main = (words: readonly string[]): Promise<number> => runCommand(REPRODUCE, words);

/** Every table and figure, the quickest first. */
async function all(asked: Asked, signal: AbortSignal): Promise<number> {
  const { table, figure, genes, strategies, results, models } = asked;
  if (table ?? figure ?? genes ?? strategies) {
    throw new WrongUse(
      '--all is every table and figure, with all their rows: leave out what chooses among them',
    );
  }
  const grids = [];
  for (const grid of [...TABLES, ...FIGURES]) {
    const sections = await sectionsOf(grid, asked);
    grids.push({ grid, sections, jobs: asked.jobs ?? jobsFor(sections) });
  }
  const stored = readResults(results);
  // From nothing, too, the times are known: the project has results of its own.
  const judges = [...(stored.size > 0 ? stored : readResults()).values()];
  const ordered = inOrderOfTime(grids, stored, judges, models);
  const experiments = ordered.flatMap(({ sections }) => sections.flatMap((section) => section.experiments));
  const states = (): string =>
    inOptions(libraryStatesText(resultsOf(missingOf(experiments, new Map()), readResults(results))), OPTIONS);
  if (asked.list) {
    await print(
      asked.json
        ? listOfRuns(
            ordered.flatMap(({ sections }) => sections),
            stored,
          )
        : `${timesText(ordered, stored)}\n${states()}`,
    );
    return 0;
  }
  const failed = await trainAll(ordered, asked, signal);
  await print(states());
  return failed === 0 ? 0 : 1;
}

/** @returns how many runs failed */
async function trainAll(grids: readonly GridTime[], asked: Asked, signal: AbortSignal): Promise<number> {
  let failed = 0;
  for (const { grid, sections, jobs } of grids) {
    process.stderr.write(`${gridWords(grid)}\n`);
    failed += await train(sections, { ...asked, jobs }, signal);
  }
  return failed;
}

/** The sections asked for, on the authors' data where they are at hand and nothing is said of them. */
async function sectionsOf(grid: GridName, asked: Asked): Promise<TableSection[]> {
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
function jobsFor(sections: readonly TableSection[]): number {
  const data = datasetOf(sections[0]);
  const jobs = jobsThatFit(data);
  if (data.demands !== undefined) {
    process.stderr.write(
      `${data.name}: about ${data.demands.gigabytes} GB of memory a run, ${jobs} side by side (--jobs N)\n`,
    );
  }
  return jobs;
}

/** Trains what is missing and prints the tables. @returns how many runs failed */
async function train(sections: readonly TableSection[], asked: Asked, signal: AbortSignal): Promise<number> {
  const { jobs, results, runs, models, fresh, markdown } = asked;
  const experiments = sections.flatMap((section) => section.experiments);
  const begun = experiments.filter((experiment) => hasCheckpoint(checkpointFile(experiment, runs)));
  if (begun.length > 0 && !fresh) {
    process.stderr.write(`from checkpoints (--fresh starts anew): ${begun.map(experimentName).join(', ')}\n`);
  }
  const line = new ProgressLine();
  const keep = (experiment: Experiment, words: string): void =>
    line.keep(`${experimentName(experiment)}: ${words}`);
  const { stored, failures } = await reproduce(experiments, {
    jobs,
    results,
    runs,
    models,
    fresh,
    signal,
    onProgress: (progress) =>
      line.show(progressText(progress), progress.done + progress.failed === progress.total || undefined),
    onWarning: (experiment, warning) => keep(experiment, inOptions(warning, OPTIONS)),
    onEnd: (experiment, outcome) =>
      keep(experiment, outcome instanceof Error ? 'FAILED' : `done in ${durationText(outcome.seconds)}`),
  }).finally(() => line.end());
  await print(reportOf(sections, stored, markdown ? 'markdown' : 'console'));
  for (const { experiment, error, unsaved } of failures) {
    process.stderr.write(`\n${experimentName(experiment)} failed: ${inOptions(error.message, OPTIONS)}\n`);
    if (unsaved === undefined) continue;
    process.stderr.write(
      'its result is the next line of stdout: in a file of its own, --keep FILE stores it\n',
    );
    await print(JSON.stringify(unsaved));
  }
  if (failures.length > 0) process.stderr.write('\nthe same command tries again what failed\n');
  return failures.length;
}

/** "5/24 done, about 12 min left | dash 2: epoch 84, 91.1 % | imp 2: epoch 12, 70.0 %". */
export function progressText({ total, done, failed, running, secondsLeft: left }: GridProgress): string {
  const head =
    `${done}/${total} done${failed > 0 ? `, ${failed} failed` : ''}` +
    (left === null ? '' : done + failed === total ? '' : `, about ${durationText(left)} left`);
  const parts = running.map(({ experiment: { strategy, seed }, report }) =>
    report === null
      ? `${strategy} ${seed}: loading its data`
      : `${strategy} ${seed}: epoch ${report.epoch}, ${(100 * report.sparsity).toFixed(1)} %`,
  );
  return [head, ...parts].join(' | ');
}

asProgram(module, main);
