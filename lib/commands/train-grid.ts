import { hasCheckpoint } from '../training/train';
import { checkpointFile } from '../experiments/checkpoint-file';
import { experimentName, type Experiment } from '../experiments/experiment';
import type { TableSection } from '../reproduction/grids/grids';
import { durationText } from '../reproduction/grids/inventory';
import { reproduce, type GridProgress } from '../reproduction/grids/reproduce';
import { GRID_OPTIONS, type Asked } from './grid-options';
import { reportOf } from './grid-report';
import { inOptions } from './options';
import { print, ProgressLine } from './output';

/** Trains what is missing and prints the tables. @returns how many runs failed */
export async function trainGrid(
  sections: readonly TableSection[],
  asked: Asked,
  signal: AbortSignal,
): Promise<number> {
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
    onWarning: (experiment, warning) => keep(experiment, inOptions(warning, GRID_OPTIONS)),
    onEnd: (experiment, outcome) =>
      keep(experiment, outcome instanceof Error ? 'FAILED' : `done in ${durationText(outcome.seconds)}`),
  }).finally(() => line.end());
  await print(reportOf(sections, stored, markdown ? 'markdown' : 'console', process.stdout.columns));
  for (const { experiment, error, unsaved } of failures) {
    process.stderr.write(
      `\n${experimentName(experiment)} failed: ${inOptions(error.message, GRID_OPTIONS)}\n`,
    );
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
