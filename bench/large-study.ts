import { normalised } from '../lib/studies/coregulation';
import type { Series, Study } from '../lib/studies/study';
import { Random } from '../lib/math/random';
import { fromEntries, type Entry } from '../lib/math/sparse-matrix';
import type { TrainingPlan } from '../lib/training/plan';

/** What the breast cancer files hold: 178 pseudotimes 0.0051 apart, of which 170 pairs train and 6 validate here. */
const TRAINING_PAIRS = 170;
const VALIDATION_PAIRS = 6;
const INTERVAL = 0.0051;
/** 986 transcription factors in 11165 genes; a motif prior gives one a third of all genes, protein interactions tie it to 60. */
const REGULATOR_SHARE = 986 / 11165;
const TARGET_SHARE = 0.35;
const PARTNER_SHARE = 60 / 986;

/**
 * Random data with the shape of the breast cancer study: a random walk in pseudotime around 0.48, a prior of 3 % density in
 * the rows of the regulators, and symmetric interactions among them. For speed and memory only: nothing can be learnt here.
 * @param targetShare the share of all genes that the prior gives a regulator
 */
export function largeStudy(genes: number, targetShare = TARGET_SHARE, seed = 1): Study {
  const random = Random.fromSeed(seed, 'large study');
  const series = (pairs: number): Series => {
    const times = Float64Array.from({ length: pairs + 1 }, (_, t) => t * INTERVAL);
    const recorded = new Float64Array(genes * times.length);
    for (let gene = 0; gene < genes; gene++) {
      let level = random.normal(0.48, 0.15);
      for (let t = 0; t < times.length; t++, level += random.normal(0, 0.015))
        recorded[gene * times.length + t] = level;
    }
    return { times, recorded, clean: recorded };
  };
  const regulators = random.permutation(genes).subarray(0, Math.round(genes * REGULATOR_SHARE));
  function* edges(): Generator<Entry> {
    for (const regulator of regulators) {
      for (let target = 0; target < genes; target++) {
        if (random.uniform() < targetShare) yield [regulator, target, 1];
      }
    }
  }
  function* interactions(): Generator<Entry> {
    for (let a = 0; a < regulators.length; a++) {
      yield [regulators[a], regulators[a], 1];
      for (let b = 0; b < a; b++) {
        if (random.uniform() >= PARTNER_SHARE) continue;
        const score = random.uniform(0.15, 1);
        yield [regulators[a], regulators[b], score];
        yield [regulators[b], regulators[a], score];
      }
    }
  }
  const held = [series(VALIDATION_PAIRS)];
  return {
    name: 'random data',
    source: `random data of the shape of the breast cancer study, ${genes} genes`,
    genes: Array.from({ length: genes }, (_, k) => `G${k}`),
    training: [series(TRAINING_PAIRS)],
    validation: held,
    test: held,
    prior: fromEntries(genes, genes, edges()),
    coregulation: normalised(fromEntries(genes, genes, interactions())),
    truth: null,
    hash: 'random data',
  };
}

/** How all runs on such a study are trained but for pruning and the solver: as breast cancer is, without an end. */
export const LARGE_PLAN = {
  epochs: 1000,
  learningRate: 1e-4,
  multiplierFactor: 5,
  plateau: { factor: 0.9, patience: 2, threshold: 1e-9, floor: 4e-5 },
  patience: null,
  batches: 16,
  tau: 1,
  asPublishedCode: false,
} as const satisfies Partial<TrainingPlan>;
