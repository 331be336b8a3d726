import { loadSimulatedStudy } from '../data/simulated';
import type { Study } from '../data/study';
import type { Experiment } from './experiment';

/** The data of an experiment. Experiments that differ only in strategy and training share them. */
export function loadStudyOf(experiment: Experiment): Promise<Study> {
  const { dataset, noise, priorCorruption, seed, generated } = experiment;
  return loadSimulatedStudy({ system: dataset, noise, priorCorruption, seed, generated });
}
