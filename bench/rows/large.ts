import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKernel } from '../../lib/kernels/create-kernel';
import { parameterCount } from '../../lib/phoenix/parameters';
import { BREAST_CANCER_SCHEDULE } from '../../lib/pruning/schedule';
import { writeCheckpoint } from '../../lib/training/checkpoint';
import type { TrainingPlan } from '../../lib/training/plan';
import { TrainingRun } from '../../lib/training/training-run';
import { LARGE_PLAN, largeStudy } from '../large-study';

/** A part of the run, once or several times. */
export interface Phase {
  readonly name: string;
  readonly seconds: readonly number[];
  readonly processorSeconds: readonly number[];
  /** The most memory that the process had held by the end of it. */
  readonly peakMegabytes: number;
  /** Evaluations of the field in a step's forward solve, where the phase is an epoch. */
  readonly evaluations?: number;
}

/** A short DASH run on random data of a breast cancer study's shape. */
export interface LargeMeasurement {
  readonly genes: number;
  readonly hidden: number;
  readonly parameters: number;
  readonly priorEdges: number;
  readonly phases: readonly Phase[];
}

/** Epochs of each kind; the one before them, and the one that begins with the event, are not among them. */
const EPOCHS = 3;

/** The real schedule's amounts, close together: one epoch to warm up and three dense ones, the event, three sparse ones, the next. */
const FIRST_EVENT = 1 + EPOCHS + 1;
const NEXT_EVENT = FIRST_EVENT + EPOCHS + 1;

function planOf(hidden: number): TrainingPlan {
  const { first, then } = BREAST_CANCER_SCHEDULE;
  return {
    ...LARGE_PLAN,
    hidden,
    tolerances: { relative: 1e-3, absolute: 1e-5, firstStep: 'tangent' },
    pruning: {
      schedule: {
        first: { epoch: FIRST_EVENT, amount: first.amount },
        then: { every: NEXT_EVENT, amount: then.amount },
      },
      lambdas: { lambda1: 0.9995, lambda2: 0.9995 },
    },
  };
}

/** node large.ts GENES HIDDEN */
function main([genes, hidden]: readonly number[]): void {
  const phases: Phase[] = [];
  const measured = <Result>(name: string, times: number, work: () => Result): Result => {
    const seconds: number[] = [];
    const processorSeconds: number[] = [];
    let result = null as Result;
    for (let time = 0; time < times; time++) {
      const before = process.cpuUsage();
      const start = performance.now();
      result = work();
      seconds.push((performance.now() - start) / 1e3);
      const { user, system } = process.cpuUsage(before);
      processorSeconds.push((user + system) / 1e6);
    }
    const peakMegabytes = process.resourceUsage().maxRSS / 1024;
    phases.push({ name, seconds, processorSeconds, peakMegabytes });
    return result;
  };
  const study = largeStudy(genes);
  const run = measured('first weights', 1, () => new TrainingRun(study, planOf(hidden), 1, createKernel()));
  const epochs = (name: string, times: number): void => {
    const { evaluations } = measured(name, times, () => run.runEpoch());
    phases.push({ ...(phases.pop() as Phase), evaluations });
  };
  run.runEpoch();
  epochs('dense epoch', EPOCHS);
  epochs('90 % pruned, and an epoch', 1);
  epochs('90 % sparse epoch', EPOCHS);
  epochs('10 % pruned, and an epoch', 1);
  const folder = mkdtempSync(join(tmpdir(), 'dash-bench-'));
  try {
    const identity = { configuration: 'bench', study: study.hash, source: study.source };
    measured('checkpoint', 1, () => writeCheckpoint(join(folder, 'run'), run.state(), identity, 0));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const result: LargeMeasurement = {
    genes,
    hidden,
    parameters: parameterCount({ genes, hidden }),
    priorEdges: study.prior.values.length,
    phases,
  };
  console.log(JSON.stringify(result));
}

main(process.argv.slice(2).map(Number));
