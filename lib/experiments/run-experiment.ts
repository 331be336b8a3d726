import { cpus } from 'node:os';
import type { Evidence } from '../evidence/evidence';
import type { Study } from '../studies/study';
import { createKernel } from '../kernels/create-kernel';
import { trainPostHoc } from '../training/post-hoc';
import { train, type TrainOptions } from '../training/train';
import { failureFrom } from '../training/training-failure';
import type { TrainedModel } from '../training/training-run';
import { datasetNamed } from '../datasets/datasets';
import { strategyNamed } from '../strategies/strategies';
import type { Experiment } from './experiment';
import { libraryVersion } from './library-version';
import { loadStudyOf } from './load-study';
import { measureModel } from './measure-model';
import { keepsPairErrors, keptPairErrors } from './kept-pair-errors';
import { pathOf, pathPoint } from './pruning-path';
import type { ExperimentResult } from './result';
import { predictionBaselines } from './prediction-baselines';
import { trainingOf } from './training-of';

/** A finished experiment: its result, and the two models it speaks of. */
export interface Finished {
  readonly result: ExperimentResult;
  readonly best: TrainedModel;
  readonly last: TrainedModel;
  /** Strategy evidence, where it ran in this process: what data and prior said. */
  readonly evidence?: Evidence;
}

/** Whom to tell, how to stop, where to keep checkpoints. */
export interface RunOptions extends Pick<
  TrainOptions,
  'onEpoch' | 'onStep' | 'onWarning' | 'signal' | 'checkpoint' | 'finish'
> {
  /** The data of the experiment, where they have been read already. */
  readonly study?: Study;
  /** Told in words what is done after the last epoch. */
  readonly onMeasuring?: (what: string) => void;
}

/** Loads the data if need be, trains, evaluates. @throws what loading and training throw; TrainingAborted when stopped by the signal. */
export async function runExperiment(experiment: Experiment, options: RunOptions = {}): Promise<Finished> {
  const { study = await loadStudyOf(experiment), onMeasuring, ...trainOptions } = options;
  const strategy = strategyNamed(experiment.strategy);
  if (strategy.linear) {
    throw new RangeError(`strategy ${strategy.name} trains no PHOENIX model: npm run experiment fits it`);
  }
  const { plan, weighed } = trainingOf(experiment, study);
  const kernel = createKernel(experiment.kernel);
  const { measured, read } = datasetNamed(experiment.dataset);
  const withPath = measured !== null && plan.pruning !== null;
  const pointOf = (trained: TrainedModel) => pathPoint(trained, study, kernel);
  const settings = {
    ...trainOptions,
    seed: experiment.seed,
    kernel,
    ...(weighed && { start: weighed.start }),
    ...(withPath && { onPruning: pointOf }),
  };
  const postHoc = strategy.postHoc ? await trainPostHoc(study, plan, wholeOrNothing(settings)) : null;
  const trained = postHoc ?? (await train(study, plan, settings));

  const measure = (trained: TrainedModel, which: string) => {
    onMeasuring?.(`measuring the model of ${which} (epoch ${trained.epoch})`);
    try {
      return measureModel(trained, study, experiment.seed, kernel);
    } catch (error) {
      throw failureFrom(error, { plan, study }, `It was on the test set, with the model of ${which}`);
    }
  };
  const best = measure(trained.best, 'the best validation epoch');
  const { epoch: bestEpoch, ...measures } = best.measures;
  const { name, source, hash, remarks } = study;
  const result: ExperimentResult = {
    // Finished early it is the run of the epochs that it had: the same result, under the same name.
    configuration:
      trained.stoppedBy === 'request' ? { ...experiment, epochs: trained.last.epoch } : experiment,
    study: { name, source, hash, ...(remarks && { remarks }) },
    machine: { node: process.version, processor: cpus()[0]?.model ?? 'unknown', kernel: kernel.name },
    library: libraryVersion(),
    ...measures,
    bestEpoch,
    stopEpoch: postHoc?.grid.epochs ?? trained.last.epoch,
    stoppedBy: trained.stoppedBy,
    last: measure(trained.last, 'the last epoch').measures,
    ...(keepsPairErrors(measured, study) && {
      testPairErrors: keptPairErrors(trained[read].model, study, kernel),
    }),
    baselines: { network: best.network, ...predictionBaselines(study, measured) },
    seconds: Number(trained.seconds.toFixed(2)),
    ...(postHoc && { postHoc: postHoc.grid }),
    ...(withPath && { path: pathOf(trained.history, pointOf(trained.last)) }),
    ...(postHoc && { path: postHoc.winners.map(pointOf) }),
    ...(weighed && { ...weighed.record }),
    history: trained.history,
  };
  const { best: bestModel, last } = trained;
  return { result, best: bestModel, last, ...(weighed && { evidence: weighed.evidence }) };
}

/** Post hoc pruning has no model before its end: a signal to finish stops it. */
function wholeOrNothing<Settings extends TrainOptions>(settings: Settings): Settings {
  const { finish, signal } = settings;
  if (!(finish instanceof AbortSignal)) return settings;
  return { ...settings, finish: false, signal: signal ? AbortSignal.any([signal, finish]) : finish };
}
