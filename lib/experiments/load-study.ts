import { datasetNamed } from '../datasets/datasets';
import { foldStudy } from '../studies/fold-study';
import type { Study } from '../studies/study';
import type { Experiment } from './experiment';

/**
 * The data of an experiment. Experiments that differ only in strategy and training share them.
 * @param read all of the data, where they have been read already: only the fold is then taken
 * @throws Error naming file, line and gene; for own data also where a file has changed since the experiment was made
 */
export async function loadStudyOf(experiment: Experiment, read?: Study): Promise<Study> {
  const study = read ?? (await datasetNamed(experiment.dataset).load(experiment));
  const { fold } = experiment;
  return fold === undefined ? study : foldStudy(study, fold);
}
