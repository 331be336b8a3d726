import { none } from './none';
import type { Strategy } from './strategy';

/** The unpruned baseline, pruned when it is trained, and fine-tuned. */
export const postHoc: Strategy<'post-hoc'> = {
  ...none,
  name: 'post-hoc',
  label: 'post hoc',
  colour: '#CC79A7',
  shape: 'triangle-down',
  postHoc: true,
};
