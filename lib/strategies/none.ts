import type { Strategy } from './strategy';

/** The unpruned baseline of the paper: PHOENIX as published, with its prior term. */
export const none: Strategy<'none'> = {
  name: 'none',
  label: 'unpruned',
  colour: '#555555',
  shape: 'square',
  tau: 0.99,
  plan: () => ({ pruning: null }),
};
