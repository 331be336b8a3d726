import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { hasCheckpoint, TrainingAborted } from '../training/train';
import { checkpointFile } from '../experiments/checkpoint-file';
import { corruptionPoints, corruptionTable } from '../reproduction/corruption';
import { experimentName } from '../experiments/experiment';
import { FIGURES, gridOf, TABLES, type GridName, type Section } from '../reproduction/grids';
import { inventory, listOfRuns } from '../reproduction/inventory';
import { lambdaTable } from '../reproduction/lambda-table';
import { outliveTheLog, print } from './print';
import { progressLine } from './progress-line';
import { reproduce } from '../reproduction/reproduce';
import { readResult, readResults, resultFile, resultsOf, storeResult } from '../experiments/result-store';
import type { StoredResult } from '../experiments/result-store';
import { sectionNotes } from '../reproduction/section-notes';
import { comparisonTable, type Table } from '../reproduction/tables';
import { textTable } from './text-table';
import { durationText } from '../experiments/time-left';

const USAGE = `Trains what a table or figure of the paper needs, each run in a process of its own, and prints the table: ours
(mean ± sd over seeds) beside the paper's. Finished runs are stored in data/results and never repeated; a stopped command
goes on where it was.

  npm run reproduce -- --table 1

  --table N            1, 4 to 7: simulated data; 2: breast cancer; 3, 8, 9: bone marrow, with the paper's settings and on
                       a stretched time
  --figure corruption  the corruption of the prior (B.3.1), instead of a table
  --figure lambda      lambda by cross-validation (B.4): its grid, one training a cell and fold
  --seeds N            seeds 1 to N (default 3; lambda: 1)
  --strategies A,B     only these
  --jobs N             runs side by side (default: one a core)
  --list               train nothing: what is there, what is missing, how long it may take
  --json               with --list: one JSON object a run, with the arguments of \`npm run experiment\`
  --markdown           the table in Markdown
  --epochs N           at most, in every run (for a trial; default: the paper's for the data)
  --generated          generated data even where the published ones are at hand
  --as-published-code  every strategy as the published code runs it
  --results FOLDER     where results are (default: data/results)
  --models FOLDER      keep every run's models there (data/runs/models, for one), of its best and of its last epoch; a run
                       whose result is stored but whose models are not is trained again, and its result stored anew
  --runs FOLDER        where the checkpoints of unfinished runs are (default: data/runs)
  --fresh              forget the checkpoints of unfinished runs; stored results stay
  --keep FILE          only store the result that \`npm run experiment -- --out FILE\` wrote
`;

/** Runs the command with these arguments; resolves to the exit code: 0 done, 1 a run failed, 2 wrong usage, 130 interrupted. */
export async function main(words: readonly string[]): Promise<number> {
  let sections: Section[];
  let values: ReturnType<typeof parse>;
  let jobs: number | undefined;
  try {
    values = parse(words);
    if (values.help) {
      process.stdout.write(USAGE);
      return 0;
    }
    if (values.keep !== undefined) return keep(values.keep, values.results);
    const seeds = wholeNumber('seeds', values.seeds);
    jobs = wholeNumber('jobs', values.jobs);
    sections = gridOf(gridNamed(values.table, values.figure), {
      seeds,
      strategies: values.strategies?.split(','),
      settings: {
        epochs: wholeNumber('epochs', values.epochs),
        generated: values.generated,
        asPublishedCode: values['as-published-code'],
      },
    });
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }

  const results = values.results === undefined ? undefined : resolve(values.results);
  const models = values.models === undefined ? undefined : resolve(values.models);
  const runs = values.runs === undefined ? undefined : resolve(values.runs);
  const experiments = sections.flatMap((section) => section.experiments);
  if (values.list) {
    const stored = readResults(results);
    process.stdout.write(
      values.json ? listOfRuns(sections, stored) : inventory(sections, stored, jobs, models),
    );
    return 0;
  }

  const abort = new AbortController();
  const onInterrupt = (): void => {
    if (abort.signal.aborted) process.exit(130);
    process.stderr.write('\nstopping after the epochs under way (again to stop at once)\n');
    abort.abort();
  };
  process.on('SIGINT', onInterrupt);
  const line = progressLine();
  const begun = experiments.filter((experiment) => hasCheckpoint(checkpointFile(experiment, runs)));
  if (begun.length > 0 && !values.fresh) {
    process.stderr.write(`from checkpoints (--fresh starts anew): ${begun.map(experimentName).join(', ')}\n`);
  }
  try {
    const { stored, failures } = await reproduce(experiments, {
      jobs,
      results,
      runs,
      models,
      fresh: values.fresh,
      signal: abort.signal,
      onProgress: line.show,
      onWarning: (experiment, text) => line.keep(`${experimentName(experiment)}: ${text}`),
      onEnd: (experiment, outcome) => {
        const words = outcome instanceof Error ? 'FAILED' : `done in ${durationText(outcome.seconds)}`;
        line.keep(`${experimentName(experiment)}: ${words}`);
      },
    });
    line.end();
    await print(reportOf(sections, stored, values.markdown ? 'markdown' : 'console'));
    for (const { experiment, error, unsaved } of failures) {
      process.stderr.write(`\n${experimentName(experiment)} failed: ${error.message}\n`);
      if (unsaved === undefined) continue;
      process.stderr.write(
        'its result is the next line of stdout: in a file of its own, --keep FILE stores it\n',
      );
      await print(JSON.stringify(unsaved));
    }
    if (failures.length > 0) process.stderr.write('\nthe same command tries again what failed\n');
    return failures.length === 0 ? 0 : 1;
  } catch (error) {
    line.end();
    const aborted = error instanceof TrainingAborted;
    process.stderr.write(
      aborted ? 'stopped; the same command goes on from here\n' : `${(error as Error).message}\n`,
    );
    return aborted ? 130 : 1;
  } finally {
    process.removeListener('SIGINT', onInterrupt);
  }
}

function parse(words: readonly string[]) {
  return parseArgs({
    args: [...words],
    options: {
      table: { type: 'string' },
      figure: { type: 'string' },
      seeds: { type: 'string' },
      strategies: { type: 'string' },
      jobs: { type: 'string' },
      list: { type: 'boolean' },
      json: { type: 'boolean' },
      markdown: { type: 'boolean' },
      epochs: { type: 'string' },
      generated: { type: 'boolean' },
      'as-published-code': { type: 'boolean' },
      results: { type: 'string' },
      models: { type: 'string' },
      runs: { type: 'string' },
      fresh: { type: 'boolean' },
      keep: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  }).values;
}

function gridNamed(table: string | undefined, figure: string | undefined): GridName {
  if ((table === undefined) === (figure === undefined))
    throw new RangeError('name one --table or one --figure');
  const wanted = table ?? (figure as string);
  const known: readonly GridName[] = figure === undefined ? TABLES : FIGURES;
  const grid = known.find((name) => name === wanted);
  if (grid === undefined) {
    const option = figure === undefined ? '--table' : '--figure';
    throw new RangeError(`${option} is one of ${known.join(', ')}, not "${wanted}"`);
  }
  return grid;
}

/** Stores a result that was trained elsewhere (a cluster's job). */
function keep(file: string, folder: string | undefined): number {
  try {
    const { configuration } = storeResult(readResult(file), folder);
    process.stdout.write(`${resultFile(configuration, folder)}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return 1;
  }
}

/** The tables of all sections, with the data that the runs saw. */
function reportOf(
  sections: readonly Section[],
  stored: ReadonlyMap<string, StoredResult>,
  style: 'console' | 'markdown',
): string {
  const heading = (title: string): string => (style === 'markdown' ? `### ${title}` : title);
  return sections
    .map((section) => {
      const results = resultsOf(section.experiments, stored);
      if (results.length === 0) return `${heading(section.title)}\n\nno run is finished`;
      const table = tableOf(section, results, stored);
      const notes = sectionNotes(section, results).join(style === 'markdown' ? '\n\n' : '\n');
      return `${heading(section.title)}\n\n${textTable(table, style)}\n\n${notes}`;
    })
    .join('\n\n');
}

function tableOf(
  section: Section,
  results: readonly StoredResult[],
  stored: ReadonlyMap<string, StoredResult>,
): Table {
  if (section.paper !== null) return comparisonTable(section, stored);
  const folded = section.experiments.some(({ fold }) => fold !== undefined);
  return folded ? lambdaTable(results) : corruptionTable(corruptionPoints(results));
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d*$/.test(text))
    throw new RangeError(`--${name} takes a whole number from 1 on, not "${text}"`);
  return Number(text);
}

if (require.main === module) {
  outliveTheLog();
  void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
}
