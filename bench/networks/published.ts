import { completeExperiment } from '../../lib/experiments/experiment';
import { loadStudyOf } from '../../lib/experiments/load-study';
import { loadMarrowReference } from '../../lib/studies/published/marrow-reference';
import { type Benchmark, type Case, movedText, NotAtHand } from './benchmark';

/** The paper's simulated network with 5 % noise, its prior with few edges moved and with many. */
export const SIM350: Benchmark = {
  name: 'SIM350',
  cases: ({ seed }) =>
    Promise.all(
      [0.05, 0.4].map(async (moved): Promise<Case> => {
        const experiment = completeExperiment({
          dataset: 'sim350',
          strategy: 'dash',
          noise: 0.05,
          priorCorruption: moved,
          priorDraw: 'seed',
          seed,
        });
        const study = await loadStudyOf(experiment);
        if (study.truth === null) throw new Error(`${study.name} comes without its network`);
        return { prior: movedText(moved), moved, study, experiment, truth: study.truth };
      }),
    ),
};

/** The erythroid lineage against edges from open chromatin: a rough reference, of measured data. */
export const ERYTHROID: Benchmark = {
  name: 'erythroid',
  cases: async ({ seed }) => {
    const experiment = completeExperiment({ dataset: 'hema-erythroid', strategy: 'dash', seed });
    const study = await loadStudyOf(experiment);
    const reference = study.source.startsWith('published')
      ? await loadMarrowReference('erythroid', study.genes)
      : null;
    if (reference === null) {
      throw new NotAtHand(
        'the erythroid lineage and its reference: `npm run data -- bone-marrow` fetches them',
      );
    }
    const { edges: truth, assayed } = reference;
    return [{ prior: 'motifs', moved: null, study, experiment, truth, assayed }];
  },
};
