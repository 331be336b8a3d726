import { byScore, type Strategy } from './strategy';

/** Iterative magnitude pruning: the weights alone. */
export const imp: Strategy<'imp'> = {
  name: 'imp',
  label: 'IMP',
  colour: '#E69F00',
  shape: 'diamond',
  plan: byScore,
};
