import { completeExperiment } from '../../lib/experiments/experiment';
import { loadStudyOf } from '../../lib/experiments/load-study';
import { planOf } from '../../lib/experiments/plan-of';
import { createKernel } from '../../lib/kernels/create-kernel';
import { TrainingRun } from '../../lib/training/training-run';
import { OURS, PAPER, textOf } from '../solvers';
import { takeTurns } from './turns';

/** Whole runs, one a turn: training only, the simulation of its data not counted. node dash-run.ts ours|paper */
async function main([choice]: readonly string[]): Promise<void> {
  const experiment = completeExperiment({ dataset: 'sim350', strategy: 'dash', seed: 1, generated: true });
  const study = await loadStudyOf(experiment);
  const solving = choice === 'ours' ? OURS : PAPER;
  const plan = { ...planOf(experiment), tolerances: solving };
  await takeTurns({ firstLoss: null, evaluations: null, error: null, note: textOf(solving) }, () => {
    const run = new TrainingRun(study, plan, experiment.seed, createKernel());
    while (run.finished === null) run.runEpoch();
    const { epoch, sparsity } = run.reports[run.reports.length - 1];
    return `${textOf(solving)}, ${epoch} epochs, ${(100 * sparsity).toFixed(1)} % sparse`;
  });
}

void main(process.argv.slice(2));
