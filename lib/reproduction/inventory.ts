import { availableParallelism } from 'node:os';
import { experimentName } from '../experiments/experiment';
import { argumentsOf, type Section } from './grids';
import { missingOf } from './reproduce';
import type { StoredResult } from '../experiments/result-store';
import { durationText, expectedSeconds, secondsLeft } from '../experiments/time-left';

/** One line a run: its name (its file's, too), whether it is there, and how `npm run experiment` makes it. */
export function listOfRuns(sections: readonly Section[], stored: ReadonlyMap<string, StoredResult>): string {
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
  sections: readonly Section[],
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
  return `${lines.join('\n')}\n${count}; the ${missing.length} missing take ${time} with --jobs ${jobs}\n`;
}
