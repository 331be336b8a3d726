import type { Strategy } from './strategy';

/** Prunes before training, to the pairs that data and prior together make plausible edges, and trains what is left. */
export const evidence: Strategy<'evidence'> = {
  name: 'evidence',
  label: 'evidence',
  colour: '#117733',
  // A star: Vega-Lite's own shapes are taken.
  shape: 'M0,-1L.23,-.31L.95,-.31L.36,.12L.59,.81L0,.38L-.59,.81L-.36,.12L-.95,-.31L-.23,-.31Z',
  evidence: true,
  plan: () => ({ pruning: null }),
};
