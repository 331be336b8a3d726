import { option } from './options';

/** Whether the authors' large files are used: yes where they are at hand, if nothing is said. */
export const AUTHORS_DATA = option(
  'yes|no',
  "sim350, sim690: the authors' training trajectories, hema-erythroid: their third test batch (default yes where `npm run data " +
    '-- authors` has brought them); which it was is part of the experiment',
  (given, name) => {
    if (given === 'yes' || given === 'no') return given === 'yes';
    throw new RangeError(`${name} is yes or no, not "${given}"`);
  },
);
