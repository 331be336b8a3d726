import type { SystemName } from '../studies/published/published-network';
import { loadSimulatedStudy } from '../studies/published/simulated';
import { SIMULATED_SETTINGS } from '../training/plan-for';
import type { Dataset } from './dataset';

/** A simulated gene network of section 5.1. */
function simulated<Name extends SystemName>(name: Name, hidden: number): Dataset<Name> {
  return {
    name,
    measured: null,
    validatesOn: 'trajectories',
    hidden,
    training: SIMULATED_SETTINGS,
    lambdas: { lambda1: 0.05, lambda2: 0.01 },
    close: 0.05,
    read: 'best',
    notes: [],
    authorsData: {
      files: [`${name}-train`, `${name}-test`],
      used: "the authors' training trajectories",
      without: 'simulated training trajectories',
    },
    load: ({ noise, priorCorruption, priorDraw, seed, generated, authorsData }) =>
      loadSimulatedStudy({ system: name, noise, priorCorruption, priorDraw, seed, generated, authorsData }),
  };
}

export const sim350 = simulated('sim350', 40);
export const sim690 = simulated('sim690', 50);
