import { cpus } from 'node:os';
import { performance } from 'node:perf_hooks';
import { fitLasso } from '../evidence/lasso';
import { datasetNamed } from '../datasets/datasets';
import { strategyNamed } from '../strategies/strategies';
import type { Study } from '../studies/study';
import type { Experiment } from './experiment';
import { libraryVersion } from './library-version';
import { loadStudyOf } from './load-study';
import { keepsPairErrors, keptPairErrors } from './kept-pair-errors';
import { measureModel, type FittedModel } from './measure-model';
import { predictionBaselines } from './prediction-baselines';
import type { ExperimentResult } from './result';
import type { Finished } from './run-experiment';

/** What an experiment of any strategy comes to. */
export type Outcome = Finished | FinishedLinear;

/** A finished experiment of a strategy that trains no PHOENIX: its result, and its model. */
export interface FinishedLinear {
  readonly result: ExperimentResult;
  readonly fitted: FittedModel;
}

/**
 * Fits the linear model of strategy lasso or lasso-prior and measures it as PHOENIX is measured. Seconds, so without epochs,
 * checkpoint or interruption.
 * @throws RangeError for another strategy, or lasso-prior without a prior; Error of loading
 */
export async function runLinear(experiment: Experiment, read?: Study): Promise<FinishedLinear> {
  const { linear, name: strategy } = strategyNamed(experiment.strategy);
  if (!linear) throw new RangeError(`strategy ${strategy} trains a PHOENIX model: run it by runExperiment`);
  const study = read ?? (await loadStudyOf(experiment));
  const withPrior = linear === 'prior';
  if (withPrior && study.prior.values.length === 0) {
    throw new RangeError(
      `strategy ${strategy} needs a prior, and none is named: name one, or take strategy lasso`,
    );
  }
  const started = performance.now();
  const { model, ...chosen } = fitLasso(study, withPrior ? study.prior : undefined);
  const { decay, alpha, gamma, validationLoss, lossWithoutNetwork } = chosen;
  const seconds = (performance.now() - started) / 1000;
  const fitted: FittedModel = { model, epoch: 0, validationLoss };
  const { measures: last, network } = measureModel(fitted, study, experiment.seed);
  const { epoch, ...measures } = last;
  const { name, source, hash, remarks } = study;
  const { measured } = datasetNamed(experiment.dataset);
  const result: ExperimentResult = {
    configuration: experiment,
    study: { name, source, hash, ...(remarks && { remarks }) },
    machine: { node: process.version, processor: cpus()[0]?.model ?? 'unknown', kernel: 'none' },
    library: libraryVersion(),
    ...measures,
    bestEpoch: epoch,
    stopEpoch: epoch,
    stoppedBy: 'epochs',
    last,
    ...(keepsPairErrors(measured, study) && { testPairErrors: keptPairErrors(model, study) }),
    baselines: { network, ...predictionBaselines(study, measured) },
    seconds: Number(seconds.toFixed(2)),
    lasso: { decay, alpha, gamma, validationLoss, lossWithoutNetwork },
    history: [],
  };
  return { result, fitted };
}
