import { createHash } from 'node:crypto';
import type { Fold } from '../studies/fold-study';
import type { KernelChoice } from '../kernels/create-kernel';
import { MIXINGS, type Mixing } from '../pruning/dash-scores';
import { DATASETS, FAMILIES, familyOf, type Dataset } from '../datasets/datasets';
import { completeOwnData, type OwnData } from './own-data';
import { isPenaltyStrategy, PENALTY_STRATEGIES, penaltyWeight } from '../strategies/penalty-strategies';

export { DATASETS, type Dataset } from '../datasets/datasets';

/** The strategies that the paper compares, by the names of the command line. */
export const STRATEGIES = ['none', 'post-hoc', ...PENALTY_STRATEGIES, 'imp', 'bio', 'dash'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/** One experiment, complete: the same object on the same machine gives the same result. */
export interface Experiment {
  readonly dataset: Dataset;
  readonly strategy: Strategy;
  /** The paper's noise level, a fraction: 0.05 is its 5 % (sigma 0.025). 0 for real data, to which none is added. */
  readonly noise: number;
  /** Share of the prior's edges moved; the paper corrupts the prior as much as it noises the data. 0 for real data. */
  readonly priorCorruption: number;
  readonly seed: number;
  /** How much of each layer's score is prior. */
  readonly lambda1: number;
  readonly lambda2: number;
  /** How weights and prior are brought to one scale in a score (strategy dash). */
  readonly mixing: Mixing;
  /** Weight of the strategy's penalty in the loss (strategies l0, c-node, path-reg); 0 for those that have none. */
  readonly penaltyWeight: number;
  /** Weight of the data in the loss; below 1 PHOENIX's prior term takes the rest. */
  readonly tau: number;
  readonly epochs: number;
  /** Take generated data even where the published ones are at hand. */
  readonly generated: boolean;
  /** Copy the published code where it departs from the paper: a slip in resetting the learning rates, and its penalties. */
  readonly asPublishedCode: boolean;
  readonly kernel: KernelChoice;
  /** Validate on one fold of the training trajectories and train on the others: one run of a cross-validation. */
  readonly fold?: Fold;
  /** Training sees time multiplied by this, and holds v above a floor; absent: the data's own time, and no floor. */
  readonly timeScale?: number;
  /** Breast cancer: a contiguous block of pairs validates; absent: random pairs, as published, whose neighbours train. */
  readonly validation?: 'block';
  /** Dataset own: the files, and the hash of the study that was read from them. Absent for all others. */
  readonly own?: OwnData;
}

/** What the caller may leave out; what is absent at its default may be named. */
export type ExperimentRequest = Partial<Omit<Experiment, 'validation'>> & {
  readonly validation?: 'random' | 'block';
};

/** How much prior is in a strategy's scores: DASH's by kind of data, none or nothing else in the others'. */
function sharesOf(
  strategy: Strategy,
  dataset: Dataset,
): { readonly lambda1: number; readonly lambda2: number } {
  if (strategy === 'dash') return FAMILIES[familyOf(dataset)].shares;
  return strategy === 'bio' ? { lambda1: 1, lambda2: 1 } : { lambda1: 0, lambda2: 0 };
}

/**
 * A request with everything filled in.
 * @throws RangeError that names the setting, its value and what it may be
 */
export function completeExperiment(request: ExperimentRequest): Experiment {
  const strategy = request.strategy ?? 'dash';
  const dataset = request.dataset ?? 'sim350';
  oneOf('dataset', dataset, DATASETS);
  oneOf('strategy', strategy, STRATEGIES);
  if ((dataset === 'own') !== (request.own !== undefined)) {
    throw new RangeError(
      dataset === 'own'
        ? 'dataset own says nothing without its files: name them (--expression FILE.csv)'
        : `files of one's own are dataset own, not ${dataset}: leave one of the two out`,
    );
  }
  const own = request.own && completeOwnData(request.own);
  const family = familyOf(dataset);
  const shares = sharesOf(strategy, dataset);
  const noise = request.noise ?? (family === 'simulated' ? 0.05 : 0);
  const asPublishedCode = request.asPublishedCode ?? false;
  const hasPrior = own === undefined || own.prior !== undefined;
  const experiment: Experiment = {
    dataset,
    strategy,
    noise,
    priorCorruption: request.priorCorruption ?? noise,
    seed: request.seed ?? 1,
    lambda1: request.lambda1 ?? shares.lambda1,
    lambda2: request.lambda2 ?? shares.lambda2,
    mixing: request.mixing ?? 'as-published',
    penaltyWeight: request.penaltyWeight ?? penaltyWeight(strategy, family, asPublishedCode),
    // The unpruned baseline of the paper is PHOENIX as published, with its prior term, and it is what is pruned post hoc.
    tau: request.tau ?? ((strategy === 'none' || strategy === 'post-hoc') && hasPrior ? 0.99 : 1),
    epochs: request.epochs ?? FAMILIES[family].epochs,
    generated: request.generated ?? false,
    asPublishedCode,
    kernel: request.kernel ?? 'auto',
    ...(request.fold && { fold: { index: request.fold.index, of: request.fold.of } }),
    // Absent at their defaults, so that an experiment without them keeps the name it had before they existed.
    ...(request.timeScale !== undefined && request.timeScale !== 1 && { timeScale: request.timeScale }),
    ...(request.validation === 'block' && { validation: request.validation }),
    ...(own && { own }),
  };
  for (const name of ['noise', 'priorCorruption', 'lambda1', 'lambda2', 'tau'] as const) {
    const value = experiment[name];
    if (!(value >= 0 && value <= 1)) throw new RangeError(`${name} is a fraction from 0 to 1, not ${value}`);
  }
  if (own) checkOwn(experiment, request, own);
  checkData(experiment, request);
  oneOf('mixing', experiment.mixing, MIXINGS);
  if (!(experiment.penaltyWeight >= 0 && experiment.penaltyWeight < Infinity)) {
    throw new RangeError(`penaltyWeight is a number from 0 on, not ${experiment.penaltyWeight}`);
  }
  if (!isPenaltyStrategy(strategy) && experiment.penaltyWeight !== 0) {
    throw new RangeError(
      `penaltyWeight belongs to strategies ${PENALTY_STRATEGIES.join(', ')}; ${strategy} has no penalty`,
    );
  }
  wholeNumber('seed', experiment.seed, 0);
  wholeNumber('epochs', experiment.epochs, 1);
  for (const name of ['lambda1', 'lambda2'] as const) {
    if (strategy !== 'dash' && experiment[name] !== shares[name]) {
      throw new RangeError(`${name} belongs to strategy dash; ${strategy} has ${shares[name]}`);
    }
  }
  if (strategy !== 'dash' && experiment.mixing !== 'as-published') {
    throw new RangeError(`mixing belongs to strategy dash; ${strategy} has nothing to mix`);
  }
  return experiment;
}

/** Settings that only some data have. */
function checkData({ dataset, noise, priorCorruption }: Experiment, request: ExperimentRequest): void {
  const family = familyOf(dataset);
  if (family !== 'simulated' && (noise !== 0 || priorCorruption !== 0)) {
    throw new RangeError(
      `noise and priorCorruption belong to simulated data; ${dataset} is taken as it was measured: leave them out`,
    );
  }
  const { validation, timeScale = 1 } = request;
  if (validation !== undefined) oneOf('validation', validation, ['random', 'block']);
  if (validation === 'block' && family !== 'breast-cancer') {
    throw new RangeError(
      `validation block belongs to breast cancer; ${dataset} validates on whole ${family === 'simulated' ? 'trajectories' : 'batches'}`,
    );
  }
  if (!(timeScale > 0 && timeScale < Infinity)) {
    throw new RangeError(`timeScale is a positive number, not ${timeScale}`);
  }
}

/** Settings that own data do not have, and strategies that need a file which is not named. */
function checkOwn(experiment: Experiment, { validation }: ExperimentRequest, own: OwnData): void {
  const { strategy, lambda1, lambda2, tau, generated } = experiment;
  if (generated)
    throw new RangeError('generated data stand in for published ones; own data have no stand-in');
  if (validation !== undefined) {
    throw new RangeError('validation belongs to breast cancer; of own data a tenth of the series validates');
  }
  if (own.prior !== undefined) return;
  if (lambda2 > 0 || (lambda1 > 0 && own.coregulation === undefined)) {
    throw new RangeError(
      `${strategy} prunes by a prior, and none is named: name one (--prior FILE.csv), or take strategy imp, which prunes by ` +
        'weight alone',
    );
  }
  if (tau < 1) throw new RangeError(`tau ${tau} weighs a prior term, and no prior is named: take tau 1`);
}

/** A name for an experiment's files: readable, and with 8 digits of the hash of all its settings. */
export function experimentName(experiment: Experiment): string {
  const { dataset, strategy, noise, seed } = experiment;
  const hash = createHash('sha256').update(JSON.stringify(experiment)).digest('hex').slice(0, 8);
  const level = familyOf(dataset) === 'simulated' ? `-noise${Math.round(100 * noise)}` : '';
  return `${dataset}-${strategy}${level}-seed${seed}-${hash}`;
}

function oneOf(name: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value))
    throw new RangeError(`${name} is one of ${allowed.join(', ')}, not "${value}"`);
}

function wholeNumber(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(`${name} is a whole number from ${least} on, not ${value}`);
  }
}
