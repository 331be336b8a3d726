import { pathRegPlan } from '../pruning/path-reg';
import type { Strategy } from './strategy';

/** Few open paths (PathReg). The lowest loss of the grid itself would leave all gates open. */
export const pathReg: Strategy<'path-reg'> = {
  name: 'path-reg',
  label: 'PathReg',
  colour: '#D55E00',
  shape: 'cross',
  penalty: { tuned: 1e-4, published: 1e-4, tried: [1e-5, 1e-4, 1e-3] },
  plan: ({ penaltyWeight, asPublishedCode }) => ({
    pruning: null,
    penalty: pathRegPlan(penaltyWeight, asPublishedCode),
  }),
};
