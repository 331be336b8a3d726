import { l0Plan } from '../pruning/l0';
import type { Strategy } from './strategy';

/** L0 regularisation (Louizos et al. 2018). The lowest loss of the grid itself would leave all gates open. */
export const l0: Strategy<'l0'> = {
  name: 'l0',
  label: 'L0',
  colour: '#56B4E9',
  shape: 'triangle-left',
  penalty: { tuned: 1e-2, published: 0, tried: [1e-4, 1e-3, 1e-2, 1e-1] },
  plan: ({ penaltyWeight, asPublishedCode }) => ({
    pruning: null,
    penalty: l0Plan(penaltyWeight, asPublishedCode),
  }),
};
