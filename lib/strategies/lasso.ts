import type { Strategy } from './strategy';

/** What many would use instead: a linear ODE, without a prior. */
export const lasso: Strategy<'lasso'> = {
  name: 'lasso',
  label: 'lasso',
  colour: '#999999',
  shape: 'wedge',
  linear: 'data',
  plan: () => ({ pruning: null }),
};
