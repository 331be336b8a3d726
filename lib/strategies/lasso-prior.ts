import type { Strategy } from './strategy';

/** The same with a smaller penalty for the prior's pairs. */
export const lassoPrior: Strategy<'lasso-prior'> = {
  name: 'lasso-prior',
  label: 'lasso with prior',
  colour: '#332288',
  shape: 'arrow',
  linear: 'prior',
  plan: () => ({ pruning: null }),
};
