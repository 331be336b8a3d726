/** How a strategy is drawn in every figure: colours of Okabe and Ito (2008), safe for colour-blind readers. */
export const STRATEGY_STYLES: Readonly<Record<string, { label: string; colour: string; shape: string }>> = {
  none: { label: 'unpruned', colour: '#555555', shape: 'square' },
  'post-hoc': { label: 'post hoc', colour: '#CC79A7', shape: 'triangle-down' },
  l0: { label: 'L0', colour: '#56B4E9', shape: 'triangle-left' },
  'c-node': { label: 'C-NODE', colour: '#8C6D1F', shape: 'triangle-right' },
  'path-reg': { label: 'PathReg', colour: '#D55E00', shape: 'cross' },
  imp: { label: 'IMP', colour: '#E69F00', shape: 'diamond' },
  bio: { label: 'BioPruning', colour: '#009E73', shape: 'triangle-up' },
  dash: { label: 'DASH', colour: '#0072B2', shape: 'circle' },
};

/** A strategy's name as the paper writes it; an unknown one as it is. */
export function strategyLabel(strategy: string): string {
  return STRATEGY_STYLES[strategy]?.label ?? strategy;
}
