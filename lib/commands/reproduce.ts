import { readResult, readResults, resultFile, resultsOf, storeResult } from '../experiments/result-store';
import { agreementTable, disagreementTable } from '../reproduction/tables/agreement-tables';
import {
  gridWords,
  inOrderOfTime,
  libraryStatesText,
  timesText,
  type GridTime,
} from '../reproduction/grids/all-grids';
import { FIGURES, TABLES, type TableSection } from '../reproduction/grids/grids';
import { inventory, listOfRuns, missingOf } from '../reproduction/grids/inventory';
import { paperCells } from '../reproduction/tables/paper-cells';
import { asProgram, runCommand, WrongUse, type Command } from './command';
import { GRID_OPTIONS, jobsFor, sectionsOf, type Asked } from './grid-options';
import { inOptions } from './options';
import { print } from './output';
import { textTable } from './text-table';
import { trainAgain } from './train-again';
import { trainGrid } from './train-grid';

const REPRODUCE: Command<typeof GRID_OPTIONS> = {
  about: `Trains what a table or figure of the paper needs, each run in a process of its own, and prints the table: ours
(mean ± sd over seeds) beside the paper's. Finished runs are stored in data/results and never repeated; a stopped command
goes on where it was.

  npm run reproduce -- --table 1`,
  options: GRID_OPTIONS,
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
    if (asked.again && (asked.list || asked.agreement || asked.fresh || models !== undefined))
      throw new WrongUse(
        '--again trains what is stored, and keeps nothing: leave --list, --agreement, --models and --fresh out',
      );
    if (asked.all || asked.agreement) {
      refuseChoices(asked);
      return asked.all ? all(asked, signal) : agreement(asked);
    }
    const { table, figure } = asked;
    const grid = table ?? figure;
    if (grid === undefined || (table !== undefined && figure !== undefined)) {
      throw new WrongUse('name one --table or one --figure, or --all');
    }
    const sections = await sectionsOf(grid, asked);
    const jobs = asked.jobs ?? jobsFor(sections);
    if (asked.again) return (await trainAgain(sections, { ...asked, jobs }, signal)) === 0 ? 0 : 1;
    if (!asked.list) return (await trainGrid(sections, { ...asked, jobs }, signal)) === 0 ? 0 : 1;
    const stored = readResults(results);
    process.stdout.write(
      asked.json ? listOfRuns(sections, stored) : inventory(sections, stored, jobs, models),
    );
    return 0;
  },
};

/** Runs the command with these arguments; resolves to the exit code: 0 done, 1 a run failed, 2 wrong usage, 130 interrupted. */
export const main = (words: readonly string[]): Promise<number> => runCommand(REPRODUCE, words);

/** What is of every table is not of a choice of them. */
function refuseChoices({ table, figure, genes, strategies, all: every, agreement: agreed }: Asked): void {
  if (every && agreed) throw new WrongUse('--all trains, --agreement does not: leave one of the two out');
  if (table ?? figure ?? genes ?? strategies) {
    throw new WrongUse(
      `${every ? '--all' : '--agreement'} is of every table, with all its rows: leave out what chooses among them`,
    );
  }
}

/** How many of the paper's numbers the stored results agree with, and which they do not. */
async function agreement(asked: Asked): Promise<number> {
  const stored = readResults(asked.results);
  const sections: TableSection[] = [];
  for (const table of TABLES) sections.push(...(await sectionsOf(table, asked)));
  const [best, last] = (['best', 'last'] as const).map((model) => paperCells(sections, stored, model));
  const [style, width] = [asked.markdown ? 'markdown' : 'console', process.stdout.columns] as const;
  const tables = [agreementTable(best, last), disagreementTable(best, last)];
  await print(tables.map((table) => textTable(table, style, width, 2)).join('\n\n'));
  await print(`\n${AGREES}`);
  return 0;
}

const AGREES =
  "A number agrees where |ours - the paper's| <= 2 sqrt(sd of ours^2 + sd of the paper's^2), at the best validation epoch, which the\n" +
  "published scripts load. Where the paper prints no ± (Tables 2, 3, 8, 9) its runs are taken to spread as ours do. p: Welch's test,\n" +
  "the paper's ± taken as the standard deviation of three runs, after Holm's correction for all numbers.";

/** Every table and figure, the quickest first. */
async function all(asked: Asked, signal: AbortSignal): Promise<number> {
  const { results, models } = asked;
  const grids = [];
  for (const grid of [...TABLES, ...FIGURES]) {
    const sections = await sectionsOf(grid, asked);
    grids.push({ grid, sections, jobs: asked.jobs ?? jobsFor(sections) });
  }
  if (asked.again) {
    const jobs = Math.min(...grids.map((one) => one.jobs));
    const sections = grids.flatMap((one) => one.sections);
    return (await trainAgain(sections, { ...asked, jobs }, signal)) === 0 ? 0 : 1;
  }
  const stored = readResults(results);
  // From nothing, too, the times are known: the project has results of its own.
  const judges = [...(stored.size > 0 ? stored : readResults()).values()];
  const ordered = inOrderOfTime(grids, stored, judges, models);
  const experiments = ordered.flatMap(({ sections }) => sections.flatMap((section) => section.experiments));
  const states = (): string =>
    inOptions(
      libraryStatesText(resultsOf(missingOf(experiments, new Map()), readResults(results))),
      GRID_OPTIONS,
    );
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
    failed += await trainGrid(sections, { ...asked, jobs }, signal);
  }
  return failed;
}

asProgram(module, main);
