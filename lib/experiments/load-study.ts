import { loadSimulatedStudy } from '../data/simulated';
import { foldStudy } from '../data/fold-study';
import type { Study } from '../data/study';
import type { Experiment } from './experiment';

/** The data of an experiment. Experiments that differ only in strategy and training share them. */
export async function loadStudyOf(experiment: Experiment): Promise<Study> {
  const { dataset, noise, priorCorruption, seed, generated, fold } = experiment;
  const study = await loadSimulatedStudy({ system: dataset, noise, priorCorruption, seed, generated });
  return fold === undefined ? study : foldStudy(study, fold);
}
