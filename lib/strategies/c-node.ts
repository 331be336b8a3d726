import { cNodePlan } from '../pruning/c-node';
import type { Strategy } from './strategy';

/** The L1 norm of paths (C-NODE). On simulated data its loss falls for 350 epochs at the weight that is chosen. */
export const cNode: Strategy<'c-node'> = {
  name: 'c-node',
  label: 'C-NODE',
  colour: '#8C6D1F',
  shape: 'triangle-right',
  penalty: { tuned: 1e-2, published: 1e-3, tried: [1e-3, 1e-2, 1e-1, 1, 10], wholeRuns: true },
  plan: ({ penaltyWeight, asPublishedCode }) => ({
    pruning: null,
    penalty: cNodePlan(penaltyWeight, asPublishedCode),
  }),
};
