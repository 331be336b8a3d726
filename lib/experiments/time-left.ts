import type { Experiment } from './experiment';
import type { StoredResult } from './result-store';

/**
 * How long a run will take, judged by the finished ones: the mean of those of its strategy, data set and settings that bear on
 * time; else of its data set; null where nothing is known. In seconds.
 */
export function expectedSeconds(experiment: Experiment, finished: readonly StoredResult[]): number | null {
  const ofSystem = finished.filter(
    ({ configuration }) =>
      configuration.dataset === experiment.dataset && configuration.epochs === experiment.epochs,
  );
  const ofStrategy = ofSystem.filter(({ configuration }) => configuration.strategy === experiment.strategy);
  const judges = ofStrategy.length > 0 ? ofStrategy : ofSystem;
  if (judges.length === 0) return null;
  return judges.reduce((sum, { seconds }) => sum + seconds, 0) / judges.length;
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
