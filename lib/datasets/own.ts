import { MULTIPLIER_FLOOR } from '../training/plan';
import { paperPace, planFor, SIMULATED_SETTINGS } from '../training/plan-for';
import type { Dataset } from './dataset';
import { openOwnData } from './own-data';
import { sim350 } from './simulated';

/** Files of the user's own, trained as the simulated data are, at a pace and with a model of a size that suit the study. */
export const own: Dataset<'own'> = {
  ...sim350,
  name: 'own',
  // Series may be cut into blocks, but several of them at the same times: which time comes before a block is not told.
  measured: 'batches',
  validatesOn: 'series',
  hidden: null,
  authorsData: undefined,
  suitedTo: (study) => ({
    ...SIMULATED_SETTINGS,
    ...planFor(study, null),
    ...paperPace(study),
    tolerances: SIMULATED_SETTINGS.tolerances,
    multiplierFloor: MULTIPLIER_FLOOR,
  }),
  load: async ({ own: files }) => {
    if (files === undefined) throw new RangeError('dataset own says nothing without its files');
    const { study, data } = await openOwnData(files);
    if (data.hash === files.hash) return study;
    throw new Error(
      `${study.source}: not the data that this experiment was made for (${files.hash.slice(0, 8)}, now ` +
        `${data.hash.slice(0, 8)}); a file has changed since, so it is another experiment: start that one anew`,
    );
  },
};
