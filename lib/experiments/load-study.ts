import { datasetNamed } from '../datasets/datasets';
import { foldStudy } from '../studies/fold-study';
import type { Study } from '../studies/study';
import type { Experiment } from './experiment';

/**
 * The data of an experiment. Experiments that differ only in strategy and training share them.
 * @throws Error naming file, line and gene; for own data also where a file has changed since the experiment was made
 */
export async function loadStudyOf(experiment: Experiment): Promise<Study> {
  const study = await datasetNamed(experiment.dataset).load(experiment);
  const { fold } = experiment;
  return fold === undefined ? study : foldStudy(study, fold);
}
