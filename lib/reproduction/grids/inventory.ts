import { availableParallelism, totalmem } from 'node:os';
import type { Dataset } from '../../datasets/dataset';
import { datasetNamed } from '../../datasets/datasets';
import { experimentName, type Experiment } from '../../experiments/experiment';
import type { StoredResult } from '../../experiments/result-store';
import { hasModels } from '../../experiments/save-models';
import { argumentsOf, type TableSection } from './grids';

/** The experiments without a stored result, or without models where a folder of them is given, each once, in their order. */
export function missingOf(
  experiments: readonly Experiment[],
  stored: ReadonlyMap<string, StoredResult>,
  models?: string,
): Experiment[] {
  const byName = new Map(experiments.map((experiment) => [experimentName(experiment), experiment]));
  return [...byName]
    .filter(
      ([name, experiment]) => !stored.has(name) || (models !== undefined && !hasModels(experiment, models)),
    )
    .map(([, experiment]) => experiment);
}

/** One line a run: its name (its file's, too), whether it is there, and how `npm run experiment` makes it. */
export function listOfRuns(
  sections: readonly TableSection[],
  stored: ReadonlyMap<string, StoredResult>,
): string {
  const lines = sections.flatMap(({ requests, experiments }) =>
    experiments.map((experiment, k) => {
      const name = experimentName(experiment);
      return JSON.stringify({ name, stored: stored.has(name), arguments: argumentsOf(requests[k]) });
    }),
  );
  return `${lines.join('\n')}\n`;
}

/** What is there and what is missing, with the time that the missing may take. */
export function inventory(
  sections: readonly TableSection[],
  stored: ReadonlyMap<string, StoredResult>,
  jobs = availableParallelism(),
  models?: string,
): string {
  const finished = [...stored.values()];
  const experiments = sections.flatMap((section) => section.experiments);
  const missing = missingOf(experiments, stored, models);
  const toTrain = new Set(missing.map(experimentName));
  const lines = experiments.map((experiment) => {
    const name = experimentName(experiment);
    const result = stored.get(name);
    return result === undefined || toTrain.has(name)
      ? `missing  ${name}  (time: ${durationText(expectedSeconds(experiment, finished))})`
      : `stored   ${name}  (took ${durationText(result.seconds)})`;
  });
  const total = new Set(experiments.map(experimentName)).size;
  const count = `${total - missing.length} of ${total} stored`;
  if (missing.length === 0) return `${lines.join('\n')}\n${count}\n`;
  const left = secondsLeft(missing, [], jobs, finished);
  const time = left === null ? 'a time that the first of them will tell' : `about ${durationText(left)}`;
  return `${lines.join('\n')}\n${count}; the ${missing.length} missing take ${time}, ${jobs} at a time\n`;
}

/** What bears on the time of a run, the most first. */
const BEARING = ['strategy', 'solver', 'noise', 'asPublishedCode', 'mixing', 'timeScale'] as const;

/**
 * How long a run will take, judged by the finished ones: the mean of those of its data set and number of epochs that share most with it
 * of what bears on time; else what the data set itself says; null where nothing is known. In seconds.
 */
export function expectedSeconds(experiment: Experiment, finished: readonly StoredResult[]): number | null {
  const ofSystem = finished.filter(
    ({ configuration }) =>
      configuration.dataset === experiment.dataset && configuration.epochs === experiment.epochs,
  );
  if (ofSystem.length === 0) return demandedSeconds(experiment);
  const judges = BEARING.reduce((kept, setting) => {
    const same = kept.filter(({ configuration }) => configuration[setting] === experiment[setting]);
    return same.length > 0 ? same : kept;
  }, ofSystem);
  return judges.reduce((sum, { seconds }) => sum + seconds, 0) / judges.length;
}

/** What its data set says of such a run, or null. */
function demandedSeconds({ dataset, strategy, epochs }: Experiment): number | null {
  const { demands, training } = datasetNamed(dataset);
  const hours = demands?.hours[strategy];
  return hours === undefined ? null : (hours * 3600 * epochs) / training.epochs;
}

/** Memory and time of a run, to be said before it; null for data whose runs take little. */
export function demandsText(experiment: Experiment): string | null {
  const { dataset, strategy, epochs } = experiment;
  const { demands } = datasetNamed(dataset);
  if (demands === undefined) return null;
  const time = durationText(demandedSeconds(experiment));
  return `${dataset}: about ${demands.gigabytes} GB of memory; ${strategy}, ${epochs} epochs: a time of about ${time}`;
}

/** How many such runs fit side by side: as many as there are cores, or as the memory holds. */
export function jobsThatFit(data: Dataset, cores = availableParallelism(), memory = totalmem()): number {
  if (data.demands === undefined) return cores;
  return Math.max(1, Math.min(cores, Math.floor(memory / (1e9 * data.demands.gigabytes))));
}

/**
 * Seconds until all is done with that many runs side by side, or null where nothing is known yet.
 * @param under the runs under way, with the seconds they have had
 */
export function secondsLeft(
  waiting: readonly Experiment[],
  under: readonly { readonly experiment: Experiment; readonly elapsed: number }[],
  jobs: number,
  finished: readonly StoredResult[],
): number | null {
  const ahead = waiting.map((experiment) => expectedSeconds(experiment, finished));
  const rest = under.map(({ experiment, elapsed }) => {
    const expected = expectedSeconds(experiment, finished);
    // A run that is overdue will not end at once either.
    return expected === null ? null : Math.max(0.1 * elapsed, expected - elapsed);
  });
  const all = [...ahead, ...rest];
  if (all.includes(null)) return null;
  const known = all as number[];
  // The work shared out evenly, but never less than the longest run alone.
  return Math.max(known.reduce((sum, seconds) => sum + seconds, 0) / jobs, ...known, 0);
}

/** "40 s", "12 min" or "3 h 05 min"; "unknown" for null. */
export function durationText(seconds: number | null): string {
  if (seconds === null) return 'unknown';
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
