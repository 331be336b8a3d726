import { byScore, type Strategy } from './strategy';

/** BioPruning: the prior alone. */
export const bio: Strategy<'bio'> = {
  name: 'bio',
  label: 'BioPruning',
  colour: '#009E73',
  shape: 'triangle-up',
  lambdas: () => ({ lambda1: 1, lambda2: 1 }),
  plan: byScore,
};
