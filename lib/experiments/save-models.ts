import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { strategyNamed } from '../strategies/strategies';
import { experimentName, type Experiment } from './experiment';
import type { ExperimentResult } from './result';
import type { Finished } from './run-experiment';

/** The two models of a run that are kept: of its best validation epoch and of its last one. */
export const KEPT_EPOCHS = ['best', 'last'] as const;
export type KeptEpoch = (typeof KEPT_EPOCHS)[number];

/**
 * Which of the two is kept where nobody says it: that of the best validation epoch; of own data the last one, where the run was
 * pruned further after its best epoch. A user's network is to be as sparse as the training made it.
 */
export function keptByDefault({
  configuration,
  bestEpoch,
  history,
}: Pick<ExperimentResult, 'configuration' | 'bestEpoch' | 'history'>): KeptEpoch {
  const isPrunedLater = history.some(({ epoch, pruned }) => pruned !== null && epoch > bestEpoch);
  return configuration.own !== undefined && isPrunedLater ? 'last' : 'best';
}

/** The file of one of an experiment's models in a folder of models. */
export function modelFile(experiment: Experiment, epoch: KeptEpoch, folder: string): string {
  return join(folder, `${experimentName(experiment)}.${epoch}.model`);
}

/** Whether a folder holds both models of an experiment; a linear one is fitted again in the time that reading takes. */
export function hasModels(experiment: Experiment, folder: string): boolean {
  if (strategyNamed(experiment.strategy).linear) return true;
  return KEPT_EPOCHS.every((epoch) => existsSync(modelFile(experiment, epoch, folder)));
}

/** Writes one model of a finished run, with the names of its genes, its data's hash and its settings. */
export function saveFinished(file: string, finished: Finished, epoch: KeptEpoch): void {
  const { study, configuration } = finished.result;
  const trained = finished[epoch];
  trained.model.save(file, {
    hash: study.hash,
    configuration: { ...configuration, epoch: trained.epoch },
  });
}

/** Writes both models of a finished run into a folder of models. */
export function saveModels(finished: Finished, folder: string): void {
  for (const epoch of KEPT_EPOCHS) {
    saveFinished(modelFile(finished.result.configuration, epoch, folder), finished, epoch);
  }
}
