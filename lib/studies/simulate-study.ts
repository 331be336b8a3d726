import { requireFraction } from '../math/fraction';
import { Random } from '../math/random';
import { equationsOf } from '../simulation/regulatory-rule';
import { signedAdjacency, type GeneNetwork } from '../simulation/network';
import { RECORDED_TIMES, simulateTrajectories } from '../simulation/simulate';
import { coregulationOf } from './coregulation';
import { corruptPrior } from './corrupt-prior';
import { measured } from './measured';
import type { Study } from './study';
import { hashed } from './study-hash';

/** How a network is observed. */
export interface SimulateStudyOptions {
  readonly name: string;
  /** Trajectories of 5 times each, by what they are for. */
  readonly trajectories: { readonly training: number; readonly validation: number; readonly test: number };
  /** The paper's noise level, a fraction: each value gets N(0, (noise / 2)^2) once. */
  readonly noise: number;
  /** Share of the prior's edges that are moved. */
  readonly priorCorruption: number;
  readonly seed: number;
}

/**
 * A simulated study of any network, made as that of the paper's networks is (section 4.1): Hill kinetics, start levels drawn
 * around a mean of each gene, noise once, a prior that is the truth with a share of its edges moved. Trajectories, noise and
 * prior draw from independent streams of the seed, so that of two noise levels the clean values are the same.
 * @throws RangeError for a noise level outside [0, 1], a part of the split without a trajectory, or what `corruptPrior` refuses
 */
export function simulateStudy(network: GeneNetwork, options: SimulateStudyOptions): Study {
  const { name, trajectories, noise, priorCorruption, seed } = options;
  const { training, validation, test } = trajectories;
  requireFraction('noise', noise);
  for (const [part, count] of Object.entries(trajectories)) {
    if (!(Number.isInteger(count) && count >= 1)) {
      throw new RangeError(`${count} ${part} trajectories: it takes one at least`);
    }
  }
  const stream = (part: string): Random => Random.fromSeed(seed, `${name} ${part}`);
  const clean = simulateTrajectories(
    equationsOf(network),
    training + validation + test,
    stream('trajectories'),
  ).map((levels) => ({ times: Float64Array.from(RECORDED_TIMES), levels }));
  const series = measured(clean, noise, stream('noise'));
  const truth = signedAdjacency(network);
  const prior = corruptPrior(truth, priorCorruption, stream('prior'));
  const source =
    `simulated from a network of ${network.genes.length} genes and ${network.edges.length} edges (seed ${seed}); ` +
    `noise ${percent(noise)}; prior with ${percent(priorCorruption)} of its edges moved`;
  return hashed({
    name,
    source,
    genes: network.genes,
    training: series.slice(0, training),
    validation: series.slice(training, training + validation),
    test: series.slice(training + validation),
    prior,
    coregulation: coregulationOf(prior),
    truth,
  });
}

const percent = (fraction: number): string => `${Number((100 * fraction).toFixed(4))} %`;
