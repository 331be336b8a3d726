import { byScore, type Strategy } from './strategy';

/** DASH: weights and prior, as much of it as the data set takes or the experiment says. */
export const dash: Strategy<'dash'> = {
  name: 'dash',
  label: 'DASH',
  colour: '#0072B2',
  shape: 'circle',
  lambdas: ({ lambdas }) => lambdas,
  mixes: true,
  plan: byScore,
};
