import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pairsOf, type Pairs } from '../lib/studies/pairs';
import { completeExperiment } from '../lib/experiments/experiment';
import { loadStudyOf } from '../lib/experiments/load-study';
import { planOf } from '../lib/experiments/plan-of';
import { createKernel } from '../lib/kernels/create-kernel';
import type { PhoenixShape } from '../lib/phoenix/parameters';
import { normalisedWeights } from '../lib/pruning/normalised-weights';
import { fullMask, maskSparsity, prune } from '../lib/pruning/prune';
import type { Rates } from '../lib/training/step';
import { TrainingRun } from '../lib/training/training-run';

/** Shares of pruned weights, in percent, that are measured beside the dense model. */
export const SPARSITIES = [70, 90, 95] as const;
export type Sparsity = 0 | (typeof SPARSITIES)[number];

/** What every row of the table computes: one epoch on the same pairs from the same parameters. */
export interface Problem {
  readonly shape: PhoenixShape;
  /** Steps k = 0 .. steps - 1 take the pairs 4 k .. 4 k + 3, one trajectory a step. */
  readonly pairs: Pairs;
  readonly steps: number;
  readonly pairsAStep: number;
  readonly rates: Rates;
  /** Flat, in the order of lib/phoenix/parameters.ts; not yet masked. */
  readonly parameters: Float32Array;
  /** 1 = kept; null when nothing is pruned. */
  readonly masks: Readonly<Record<Sparsity, Uint8Array | null>>;
}

/** The exchange with the rows, Python's among them: a JSON of sizes and one raw little-endian file an array. */
interface Header extends PhoenixShape {
  readonly steps: number;
  readonly pairsAStep: number;
  readonly rate: number;
  readonly fastRate: number;
}

/**
 * Writes the problem to a folder: SIM350's sizes at 5 % noise on a generated network (no download), the model as it stands
 * when pruning begins (after two epochs), and IMP's masks of that model.
 */
export async function writeProblem(folder: string): Promise<void> {
  const experiment = completeExperiment({ dataset: 'sim350', strategy: 'imp', seed: 1, generated: true });
  const study = await loadStudyOf(experiment);
  const plan = planOf(experiment);
  const run = new TrainingRun(study, plan, experiment.seed, createKernel());
  run.runEpoch();
  run.runEpoch();
  const { parameters } = run.lastModel.model;
  const pairs = pairsOf(study.training);
  const steps = study.training.length;
  const header: Header = {
    ...run.shape,
    steps,
    pairsAStep: pairs.count / steps,
    rate: plan.learningRate,
    fastRate: plan.learningRate * plan.multiplierFactor,
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'problem.json'), JSON.stringify(header));
  const write = (name: string, array: Float32Array | Uint8Array): void =>
    writeFileSync(
      join(folder, name),
      new Uint8Array(array.buffer as ArrayBuffer, array.byteOffset, array.byteLength),
    );
  write('parameters.f32', parameters);
  write('start.f32', pairs.start);
  write('target.f32', pairs.target);
  write('intervals.f32', pairs.intervals);
  const weights = normalisedWeights(parameters, run.shape);
  let mask = fullMask(run.shape);
  for (const sparsity of SPARSITIES) {
    const amount = 1 - (1 - sparsity / 100) / (1 - maskSparsity(mask, run.shape));
    mask = prune(mask, weights, weights, amount, run.shape);
    write(`mask-${sparsity}.u8`, mask);
  }
}

/** Reads what `writeProblem` wrote. */
export function readProblem(folder: string): Problem {
  const header = JSON.parse(readFileSync(join(folder, 'problem.json'), 'utf8')) as Header;
  const { genes, hidden, steps, pairsAStep, rate, fastRate } = header;
  const bytes = (name: string): Uint8Array => Uint8Array.from(readFileSync(join(folder, name)));
  const floats = (name: string): Float32Array => new Float32Array(bytes(name).buffer as ArrayBuffer);
  const count = steps * pairsAStep;
  const pairs = {
    genes,
    count,
    start: floats('start.f32'),
    target: floats('target.f32'),
    intervals: floats('intervals.f32'),
    series: Int32Array.from({ length: count }, (_, pair) => Math.floor(pair / pairsAStep)),
  };
  const masks: Record<Sparsity, Uint8Array | null> = {
    0: null,
    70: bytes('mask-70.u8'),
    90: bytes('mask-90.u8'),
    95: bytes('mask-95.u8'),
  };
  const rates: Rates = { rate, fastRate, fastBlock: 'v' };
  return {
    shape: { genes, hidden },
    pairs,
    steps,
    pairsAStep,
    rates,
    parameters: floats('parameters.f32'),
    masks,
  };
}
