import { experimentName } from '../experiments/experiment';
import { libraryVersion } from '../experiments/library-version';
import { readResults, resultsOf } from '../experiments/result-store';
import { runAll } from '../experiments/run-all';
import { movedMost, samplesOf } from '../reproduction/grids/again';
import { stateOf } from '../reproduction/grids/all-grids';
import type { TableSection } from '../reproduction/grids/grids';
import { durationText, missingOf } from '../reproduction/grids/inventory';
import { CommandError } from './command';
import { GRID_OPTIONS, type Asked } from './grid-options';
import { inOptions } from './options';
import { print, ProgressLine } from './output';
import { textTable } from './text-table';

/**
 * Trains of what is stored one run of each kind once more, by this library on this machine, and prints how far its numbers are
 * from the stored ones. Stores nothing. @returns how many runs failed
 */
export async function trainAgain(
  sections: readonly TableSection[],
  { results, jobs, markdown }: Asked & { readonly jobs: number },
  signal: AbortSignal,
): Promise<number> {
  const experiments = sections.flatMap((section) => section.experiments);
  const samples = samplesOf(resultsOf(missingOf(experiments, new Map()), readResults(results)));
  if (samples.length === 0) {
    await print('no run is stored');
    return 0;
  }
  const seconds = samples.reduce((sum, { result }) => sum + result.seconds, 0);
  const line = new ProgressLine();
  line.keep(
    `${samples.length} to train, a time of about ${durationText(seconds / jobs)}, ${jobs} side by side`,
  );
  const nameOf = (index: number): string => experimentName(samples[index].result.configuration);
  const outcomes = await runAll(
    samples.map(({ result }) => result.configuration),
    {
      jobs,
      signal,
      onEpoch: (index, { epoch }) => line.show(`${nameOf(index)}: epoch ${epoch}`),
      onEnd: (index, outcome) => {
        if (signal.aborted) return;
        const failed = outcome instanceof Error && inOptions(outcome.message, GRID_OPTIONS);
        line.keep(`${nameOf(index)}: ${failed ? `FAILED: ${failed}` : 'done'}`);
      },
    },
  )
    .catch((error: unknown) => {
      throw signal.aborted ? new CommandError('stopped; nothing is kept of it', 130) : error;
    })
    .finally(() => line.end());
  const differences = samples.map(({ result }, k) => {
    const outcome = outcomes[k];
    if (outcome instanceof Error) return 'failed';
    const moved = movedMost(outcome.result, result);
    if (moved === null) return 'other data';
    return moved.relative === 0 ? 'the same' : `${moved.relative.toExponential(0)} (${moved.name})`;
  });
  const { commit, version } = libraryVersion();
  const table = {
    columns: ['stored by library', 'runs', 'on', 'trained again', `by ${commit ?? version}`],
    rows: samples.map(({ result, of }, k) => [
      stateOf(result),
      of,
      result.machine.processor,
      nameOf(k),
      differences[k],
    ]),
  };
  await print(textTable(table, markdown ? 'markdown' : 'console', process.stdout.columns));
  await print(`\n${HOW_TO_READ}`);
  return differences.filter((difference) => difference === 'failed').length;
}

const HOW_TO_READ =
  'A line a state of the library, data set, solver and kernel: of its stored runs the quickest, trained once more and stored nowhere.\n' +
  'The same: every number to the last bit; else the largest relative difference, and of which number. Other data: the files that the\n' +
  'stored run saw are not on this machine (`npm run data`).';
