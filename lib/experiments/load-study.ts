import { loadBoneMarrowStudy } from '../studies/published/bone-marrow';
import { loadBreastCancerStudy } from '../studies/published/breast-cancer';
import { foldStudy } from '../studies/fold-study';
import { loadSimulatedStudy } from '../studies/published/simulated';
import type { Study } from '../studies/study';
import type { Experiment } from './experiment';
import { openOwnData } from './own-data';

/**
 * The data of an experiment. Experiments that differ only in strategy and training share them.
 * @param read all of the data, where they have been read already: only the fold is then taken
 */
export async function loadStudyOf(experiment: Experiment, read?: Study): Promise<Study> {
  const study = read ?? (await loadWhole(experiment));
  const { fold } = experiment;
  return fold === undefined ? study : foldStudy(study, fold);
}

function loadWhole(experiment: Experiment): Promise<Study> {
  const { dataset, noise, priorCorruption, validation, seed, generated } = experiment;
  switch (dataset) {
    case 'sim350':
    case 'sim690':
      return loadSimulatedStudy({ system: dataset, noise, priorCorruption, seed, generated });
    case 'brca500':
      return loadBreastCancerStudy({ genes: 500, validation, seed, generated });
    case 'brca2000':
      return loadBreastCancerStudy({ genes: 2000, validation, seed, generated });
    case 'hema-erythroid':
      return loadBoneMarrowStudy({ lineage: 'erythroid', seed, generated });
    case 'hema-monocyte':
      return loadBoneMarrowStudy({ lineage: 'monocyte', seed, generated });
    case 'hema-bcell':
      return loadBoneMarrowStudy({ lineage: 'bcell', seed, generated });
    case 'own':
      return loadOwnData(experiment);
  }
}

/** Reads the files again and makes sure that they hold what the experiment was made for. */
async function loadOwnData({ own }: Experiment): Promise<Study> {
  if (own === undefined) throw new RangeError('dataset own says nothing without its files');
  const { study, data } = await openOwnData(own);
  if (data.hash === own.hash) return study;
  throw new Error(
    `${study.source}: not the data that this experiment was made for (${own.hash.slice(0, 8)}, now ` +
      `${data.hash.slice(0, 8)}); a file has changed since, so it is another experiment: start that one anew`,
  );
}
