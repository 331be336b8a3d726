import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadBoneMarrowStudy, type Lineage } from '../../studies/published/bone-marrow';
import { evenlySpaced } from '../../studies/evenly-spaced';
import { projectFolder } from '../../downloads/sources';
import type { Study } from '../../studies/study';
import { writeWhole } from '../../files/write-file';
import { createKernel } from '../../kernels/create-kernel';
import { train } from '../../training/train';
import type { TrainingPlan } from '../../training/plan';
import { completeExperiment } from '../../experiments/experiment';
import { AS_STORED } from './grids';
import { planOf } from '../../experiments/plan-of';
import { pathPoint } from '../../experiments/pruning-path';
import type { PathPoint } from '../../experiments/result';

/**
 * One way to give DASH the time of the bone marrow: which clock, how much it is stretched, how many steps an epoch has.
 * `cells`: every step from a cell to the next is one unit of the stretched clock, whatever its pseudotime.
 */
export interface ClockChoice {
  readonly clock: 'pseudotime' | 'cells';
  readonly timeScale: number;
  readonly batches: TrainingPlan['batches'];
  readonly learningRate: number;
}

/** What tuning keeps of one training. Chosen is by the validation error of `best`; the test errors are there to be reported. */
export interface ClockTrial extends ClockChoice {
  readonly lineage: Lineage;
  readonly seed: number;
  /** The best validation epoch from the first pruning on, and the last epoch. */
  readonly best: PathPoint;
  readonly last: PathPoint;
  readonly seconds: number;
  /** Hash of the data as this training saw them. */
  readonly study: string;
}

const WHOLE = { batches: 'trajectory', learningRate: 1e-2 } as const;
/** Many steps an epoch need smaller ones. */
const SMALL = { batches: 16, learningRate: 3e-3 } as const;

/** What is tried, beside the pseudotime x 100 with one step an epoch, which the stored results of Tables 3, 8 and 9 hold. */
export const CLOCK_CHOICES: readonly ClockChoice[] = [
  { clock: 'pseudotime', timeScale: 1000, ...WHOLE },
  { clock: 'pseudotime', timeScale: 100, ...SMALL },
  { clock: 'cells', timeScale: 100, ...WHOLE },
  { clock: 'cells', timeScale: 100, ...SMALL },
];

/** The file that holds what was tried. */
function clockFile(): string {
  return join(projectFolder(), 'data', 'results', 'tuning', 'bone-marrow-clock.json');
}

/** What was tried so far; empty where nothing was. */
export function readClockTrials(): readonly ClockTrial[] {
  const file = clockFile();
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ClockTrial[]) : [];
}

/** The study as a choice of clock has it: one unit of the stretched time from cell to cell, or the study itself. */
export function onClock(study: Study, { clock, timeScale }: ClockChoice): Study {
  return clock === 'cells' ? evenlySpaced(study, 1 / timeScale) : study;
}

/** DASH's plan for a lineage with a choice of clock; all else as in Tables 3, 8 and 9. */
export function clockPlan(lineage: Lineage, { timeScale, batches, learningRate }: ClockChoice): TrainingPlan {
  const plan = planOf(
    completeExperiment({ dataset: `hema-${lineage}`, strategy: 'dash', timeScale, ...AS_STORED }),
  );
  return {
    ...plan,
    batches,
    learningRate,
    tolerances: { ...plan.tolerances, firstStep: 'tangent' },
  };
}

/** Trains DASH on a lineage with a choice of clock and measures its best and its last model. */
export async function tryClock(
  lineage: Lineage,
  choice: ClockChoice,
  seed: number,
  signal?: AbortSignal,
): Promise<ClockTrial> {
  const study = onClock(await loadBoneMarrowStudy({ lineage, seed }), choice);
  const plan = clockPlan(lineage, choice);
  const trained = await train(study, plan, { seed, kernel: createKernel('auto'), signal });
  const [best, last] = [trained.best, trained.last].map((one) => pathPoint(one, study));
  return {
    lineage,
    ...choice,
    seed,
    best,
    last,
    seconds: Number(trained.seconds.toFixed(1)),
    study: study.hash,
  };
}

/** Tries choices with seeds 1 to `seeds` and stores each trial: what is there already is not trained again. */
export async function tuneClock(
  lineage: Lineage,
  choices: readonly ClockChoice[],
  seeds: number,
  options: { readonly signal?: AbortSignal; readonly onTrial?: (trial: ClockTrial) => void } = {},
): Promise<void> {
  for (let seed = 1; seed <= seeds; seed++) {
    for (const choice of choices) {
      const isTried = readClockTrials().some(
        (trial) =>
          trial.lineage === lineage &&
          trial.seed === seed &&
          (Object.keys(choice) as (keyof ClockChoice)[]).every((key) => trial[key] === choice[key]),
      );
      if (isTried) continue;
      const trial = await tryClock(lineage, choice, seed, options.signal);
      const trials = [...readClockTrials(), trial].map((one) => JSON.stringify(one));
      writeWhole(clockFile(), `[\n${trials.join(',\n')}\n]\n`);
      options.onTrial?.(trial);
    }
  }
}
