import { completeExperiment } from '../../lib/experiments/experiment';
import { loadStudyOf } from '../../lib/experiments/load-study';
import { planOf } from '../../lib/experiments/plan-of';
import { createKernel } from '../../lib/kernels/create-kernel';
import { TrainingRun } from '../../lib/training/training-run';

/** A whole run: training only, the simulation of its data not counted. */
export interface RunMeasurement {
  readonly seconds: number;
  readonly epochs: number;
  readonly sparsity: number;
}

async function main(): Promise<void> {
  const experiment = completeExperiment({ dataset: 'sim350', strategy: 'dash', seed: 1, generated: true });
  const study = await loadStudyOf(experiment);
  const start = performance.now();
  const run = new TrainingRun(study, planOf(experiment), experiment.seed, createKernel());
  while (run.finished === null) run.runEpoch();
  const last = run.reports[run.reports.length - 1];
  const measured: RunMeasurement = {
    seconds: (performance.now() - start) / 1e3,
    epochs: last.epoch,
    sparsity: last.sparsity,
  };
  console.log(JSON.stringify(measured));
}

void main();
