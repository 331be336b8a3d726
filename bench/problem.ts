import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pairsOf, type Pairs } from '../lib/studies/pairs';
import { completeExperiment } from '../lib/experiments/experiment';
import { loadStudyOf } from '../lib/experiments/load-study';
import { planOf } from '../lib/experiments/plan-of';
import { createKernel } from '../lib/kernels/create-kernel';
import { Model } from '../lib/phoenix/model';
import { layoutOf, type PhoenixShape } from '../lib/phoenix/parameters';
import { SIMULATED_SCHEDULE } from '../lib/pruning/schedule';
import type { Study } from '../lib/studies/study';
import type { Rates } from '../lib/training/step';
import { TrainingRun } from '../lib/training/training-run';
import { referenceOf, wantedError } from './reference';
import { OURS } from './solvers';

/** The models that are measured, as their files are called: unpruned, DASH at 70, 90, 95 %, and unpruned with one fast gene. */
export const MODELS = ['dense', '70', '90', '95', 'fast-gene'] as const;
export type ModelName = (typeof MODELS)[number];

/** Models are read after this epoch: the field is then stiffer than that of first weights. */
const EPOCHS = 60;
/** v of the one fast gene. */
const FAST = 24;
/** Pairs by which errors are measured, from the start of the data. */
export const MEASURED_PAIRS = 40;

/** What every row of a group computes: epochs on the same pairs from the same parameters. */
export interface Problem {
  readonly shape: PhoenixShape;
  /** Steps k = 0 .. steps - 1 take the pairs 4 k .. 4 k + 3, one trajectory a step. */
  readonly pairs: Pairs;
  readonly steps: number;
  readonly pairsAStep: number;
  readonly rates: Rates;
  /** Flat, in the order of lib/phoenix/parameters.ts; pruned entries are 0. */
  readonly parameters: Float32Array;
  /** 1 = kept; null when nothing is pruned. */
  readonly mask: Uint8Array | null;
  /** The first 40 pairs at the ends of their intervals, in float64: pairs x genes. */
  readonly reference: Float64Array;
}

/** The exchange with the rows, Python's among them: a JSON of sizes and one raw little-endian file an array. */
interface Header extends PhoenixShape {
  readonly steps: number;
  readonly pairsAStep: number;
  readonly measuredPairs: number;
  readonly rate: number;
  readonly fastRate: number;
  readonly pruned: Readonly<Record<ModelName, boolean>>;
  /** The error of our solver on each model, which the peers have to reach. */
  readonly errors: Readonly<Record<ModelName, number>>;
}

/**
 * Writes the problem to a folder: SIM350's sizes at 5 % noise on a generated network (no download), the models as 60 epochs
 * of training leave them, and where the first pairs truly end.
 */
export async function writeProblem(folder: string): Promise<void> {
  const experiment = completeExperiment({ dataset: 'sim350', strategy: 'dash', seed: 1, generated: true });
  const study = await loadStudyOf(experiment);
  const plan = planOf(experiment);
  const dense = trained(study, null);
  const models: Record<ModelName, Model> = {
    dense,
    '70': trained(study, 0.7),
    '90': trained(study, 0.9),
    '95': trained(study, 0.95),
    'fast-gene': withFastGene(dense),
  };
  const pairs = pairsOf(study.training);
  const steps = study.training.length;
  const references = ofEach((name) => referenceOf(models[name], pairs, MEASURED_PAIRS));
  const header: Header = {
    ...dense.shape,
    steps,
    pairsAStep: pairs.count / steps,
    measuredPairs: MEASURED_PAIRS,
    rate: plan.learningRate,
    fastRate: plan.learningRate * plan.multiplierFactor,
    pruned: ofEach((name) => models[name].mask !== null),
    errors: ofEach((name) => wantedError({ ...models[name], pairs, reference: references[name] })),
  };
  mkdirSync(folder, { recursive: true });
  const write = (
    name: string,
    { buffer, byteOffset, byteLength }: Uint8Array | Float32Array | Float64Array,
  ) => writeFileSync(join(folder, name), new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength));
  writeFileSync(join(folder, 'problem.json'), JSON.stringify(header));
  write('start.f32', pairs.start);
  write('target.f32', pairs.target);
  write('intervals.f32', pairs.intervals);
  for (const name of MODELS) {
    const { parameters, mask } = models[name];
    write(`parameters-${name}.f32`, parameters);
    if (mask) write(`mask-${name}.u8`, mask);
    write(`reference-${name}.f64`, references[name]);
  }
}

const ofEach = <Value>(value: (name: ModelName) => Value): Record<ModelName, Value> =>
  Object.fromEntries(MODELS.map((name) => [name, value(name)])) as Record<ModelName, Value>;

/** Unpruned, or DASH: at epoch 3 what the paper prunes there, what is left to prune in two events at epochs 20 and 40. */
function trained(study: Study, sparsity: number | null): Model {
  const experiment = completeExperiment({ dataset: 'sim350', strategy: 'dash', seed: 1, generated: true });
  const plan = planOf(experiment);
  const { first } = SIMULATED_SCHEDULE;
  const run = new TrainingRun(
    study,
    {
      ...plan,
      epochs: EPOCHS,
      patience: null,
      tolerances: OURS,
      pruning:
        sparsity === null || plan.pruning === null
          ? null
          : {
              ...plan.pruning,
              schedule: {
                first,
                then: { every: 20, amount: 1 - Math.sqrt((1 - sparsity) / (1 - first.amount)) },
                spareLastEpoch: true,
              },
            },
    },
    experiment.seed,
    createKernel(),
  );
  while (run.finished === null) run.runEpoch();
  return run.lastModel.model;
}

function withFastGene(model: Model): Model {
  const parameters = model.parameters.slice();
  parameters[layoutOf(model.shape).v.offset] = FAST;
  return new Model({ ...model, parameters });
}

/** Reads one model of what `writeProblem` wrote. */
export function readProblem(folder: string, model: ModelName): Problem {
  const header = JSON.parse(readFileSync(join(folder, 'problem.json'), 'utf8')) as Header;
  const { genes, hidden, steps, pairsAStep, rate, fastRate, pruned } = header;
  const bytes = (name: string): Uint8Array => Uint8Array.from(readFileSync(join(folder, name)));
  const floats = (name: string): Float32Array => new Float32Array(bytes(name).buffer as ArrayBuffer);
  const count = steps * pairsAStep;
  return {
    shape: { genes, hidden },
    pairs: {
      genes,
      count,
      start: floats('start.f32'),
      target: floats('target.f32'),
      intervals: floats('intervals.f32'),
      series: Int32Array.from({ length: count }, (_, pair) => Math.floor(pair / pairsAStep)),
    },
    steps,
    pairsAStep,
    rates: { rate, fastRate, fastBlock: 'v' },
    parameters: floats(`parameters-${model}.f32`),
    mask: pruned[model] ? bytes(`mask-${model}.u8`) : null,
    reference: new Float64Array(bytes(`reference-${model}.f64`).buffer as ArrayBuffer),
  };
}
