import { coregulationOf } from '../../lib/studies/coregulation';
import type { Series, Study } from '../../lib/studies/study';
import { Random } from '../../lib/math/random';
import { fromEntries } from '../../lib/math/sparse-matrix';
import type { TrainingPlan } from '../../lib/training/plan';

const GENES = 12;
const INPUTS = 4;
const TIMES = [0, 0.5, 1, 2, 4];

/**
 * A small system with a known solution: four constant inputs, and eight genes that relax to the mean of two inputs,
 * g(t) = mean + (g(0) - mean) exp(-t).
 */
export function relaxingGenes(trajectories = 6): Study {
  const random = Random.fromSeed(1, 'relaxing genes');
  const regulatorsOf = (gene: number): [number, number] => [gene % INPUTS, (gene + 1) % INPUTS];
  const series = Array.from({ length: trajectories }, (): Series => {
    const start = Array.from({ length: GENES }, () => random.uniform());
    const recorded = new Float64Array(GENES * TIMES.length);
    start.forEach((level, gene) => {
      const [a, b] = regulatorsOf(gene);
      const goal = gene < INPUTS ? level : (start[a] + start[b]) / 2;
      TIMES.forEach((t, k) => (recorded[gene * TIMES.length + k] = goal + (level - goal) * Math.exp(-t)));
    });
    return { times: Float64Array.from(TIMES), recorded, clean: recorded };
  });
  const edges = Array.from({ length: GENES - INPUTS }, (_, k) => k + INPUTS).flatMap((gene) =>
    regulatorsOf(gene).map((input) => [input, gene, 1] as const),
  );
  const prior = fromEntries(GENES, GENES, edges);
  return {
    name: 'relaxing genes',
    source: 'solved by hand',
    genes: Array.from({ length: GENES }, (_, k) => `G${k}`),
    training: series.slice(0, -2),
    validation: series.slice(-2, -1),
    test: series.slice(-1),
    prior,
    coregulation: coregulationOf(prior),
    truth: prior,
    hash: 'relaxing genes',
  };
}

/** A short run on it; override what a test is about. */
export function planWith(changes: Partial<TrainingPlan> = {}): TrainingPlan {
  return {
    hidden: 6,
    epochs: 12,
    learningRate: 1e-2,
    multiplierFactor: 5,
    plateau: { factor: 0.9, patience: 3, threshold: 1e-6, floor: 4e-5 },
    patience: null,
    batches: 'trajectory',
    tolerances: { relative: 1e-3, absolute: 1e-5 },
    tau: 1,
    pruning: {
      schedule: { first: { epoch: 3, amount: 0.7 }, then: { every: 5, amount: 0.1 } },
      lambdas: { lambda1: 0.05, lambda2: 0.01 },
    },
    asPublishedCode: false,
    ...changes,
  };
}
