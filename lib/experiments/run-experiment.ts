import { cpus } from 'node:os';
import type { Study } from '../data/study';
import { evaluateNetwork } from '../evaluation/evaluate-network';
import { predictionError } from '../evaluation/prediction-error';
import {
  nothingChangesError,
  nothingChangesRollOutError,
  trainingMeanError,
} from '../evaluation/prediction-yardsticks';
import { createKernel } from '../kernels/create-kernel';
import type { Kernel } from '../kernels/kernel';
import { Random } from '../math/random';
import type { PhoenixShape } from '../phoenix/parameters';
import { trainPostHoc } from '../training/post-hoc';
import { train, type TrainOptions } from '../training/train';
import type { Snapshot } from '../training/training-run';
import type { Experiment } from './experiment';
import { libraryVersion } from './library-version';
import { loadStudyOf } from './load-study';
import { planOf } from './plan-of';
import type { Baselines, ExperimentResult, Measures } from './result';

/** A finished experiment: its result, and the two models it speaks of. */
export interface Finished {
  readonly result: ExperimentResult;
  readonly shape: PhoenixShape;
  readonly best: Snapshot;
  readonly last: Snapshot;
}

/** Whom to tell, how to stop, where to keep checkpoints. */
export interface RunOptions extends Pick<TrainOptions, 'onEpoch' | 'signal' | 'checkpoint' | 'step'> {
  /** Told once, when the data are there. */
  readonly onStudy?: (study: Study) => void;
}

/** Loads the data, trains, evaluates. @throws what loading and training throw; TrainingAborted when stopped by the signal. */
export async function runExperiment(experiment: Experiment, options: RunOptions = {}): Promise<Finished> {
  const { onStudy, ...trainOptions } = options;
  const study = await loadStudyOf(experiment);
  onStudy?.(study);
  const plan = planOf(experiment);
  const kernel = createKernel(experiment.kernel);
  const settings = { ...trainOptions, seed: experiment.seed, kernel };
  const postHoc = experiment.strategy === 'post-hoc' ? await trainPostHoc(study, plan, settings) : null;
  const trained = postHoc ?? (await train(study, plan, settings));
  const shape: PhoenixShape = { genes: study.genes.length, hidden: plan.hidden };

  const best = measure(kernel, shape, trained.best, study, experiment.seed);
  const { epoch: bestEpoch, ...measures } = best.measures;
  const result: ExperimentResult = {
    configuration: experiment,
    study: { name: study.name, source: study.source, hash: study.hash },
    machine: { node: process.version, processor: cpus()[0]?.model ?? 'unknown', kernel: kernel.name },
    library: libraryVersion(),
    ...measures,
    bestEpoch,
    stopEpoch: postHoc?.grid.epochs ?? trained.last.epoch,
    stoppedBy: trained.stoppedBy,
    last: measure(kernel, shape, trained.last, study, experiment.seed).measures,
    baselines: best.baselines,
    seconds: Number(trained.seconds.toFixed(2)),
    ...(postHoc && { postHoc: postHoc.grid }),
    history: trained.history,
  };
  return { result, shape, best: trained.best, last: trained.last };
}

function measure(
  kernel: Kernel,
  shape: PhoenixShape,
  model: Snapshot,
  study: Study,
  seed: number,
): { measures: Measures; baselines: Baselines } {
  const { parameters, mask, epoch, validationLoss } = model;
  const random = Random.fromSeed(seed, 'random baseline');
  const evaluation = evaluateNetwork(parameters, shape, { truth: study.truth, prior: study.prior, random });
  const { network } = evaluation;
  return {
    measures: {
      epoch,
      validationLoss,
      sparsity: evaluation.sparsity.overall,
      deadGenes: evaluation.sparsity.deadGenes,
      averageOutDegree: evaluation.averageOutDegree,
      balancedAccuracy: network?.balancedAccuracy ?? null,
      auroc: network?.auroc ?? null,
      auprc: network?.auprc ?? null,
      tpr: network?.tpr ?? null,
      tnr: network?.tnr ?? null,
      earlyPrecisionRatio: network?.earlyPrecisionRatio ?? null,
      balancedAccuracyAtYouden: network?.youden.balancedAccuracy ?? null,
      outsidePrior: evaluation.outsidePrior,
      testMse: predictionError(kernel, shape, parameters, mask.includes(0) ? mask : null, study.test),
    },
    baselines: {
      network: evaluation.baselines,
      nothingChanges: {
        noisyPairs: nothingChangesError(study.test, 'recorded'),
        cleanPairs: nothingChangesError(study.test, 'clean'),
        rollOut: nothingChangesRollOutError(study.test),
      },
      trainingMean: {
        noisyPairs: trainingMeanError(study.training, study.test, 'recorded'),
        cleanPairs: trainingMeanError(study.training, study.test, 'clean'),
      },
    },
  };
}
