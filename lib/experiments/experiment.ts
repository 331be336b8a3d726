import { createHash } from 'node:crypto';
import { requireFraction } from '../math/fraction';
import type { Fold } from '../studies/fold-study';
import type { KernelChoice } from '../kernels/create-kernel';
import { MIXINGS } from '../pruning/dash-scores';
import type { Dataset, DataSettings } from '../datasets/dataset';
import type { Lambdas } from '../pruning/prior-knowledge';
import { datasetNamed, DATASETS, type DatasetName } from '../datasets/datasets';
import { completeOwnData, type OpenedData, type OwnData } from '../datasets/own-data';
import { STRATEGIES, strategyNamed, type StrategyName } from '../strategies/strategies';
import { SCHEMES, type SchemeName } from '../ode/solver';
import { penaltyWeights, type Strategy, type StrategySettings } from '../strategies/strategy';
import { suggestedTimeScale } from '../studies/own/expression/series';
import { RATES_PER, type RatesPer } from '../training/plan';
import { paperPace } from '../training/plan-for';

/** One experiment, complete: the same object on the same machine gives the same result. */
export interface Experiment extends DataSettings, StrategySettings {
  readonly dataset: DatasetName;
  readonly strategy: StrategyName;
  /** Weight of the data in the loss; below 1 PHOENIX's prior term takes the rest. */
  readonly tau: number;
  readonly epochs: number;
  readonly kernel: KernelChoice;
  /** How training solves the ODE; absent: Dormand-Prince, as the results before there was a choice. */
  readonly solver?: Exclude<SchemeName, 'dormand-prince'>;
  /** Validate on one fold of the training trajectories and train on the others: one run of a cross-validation. */
  readonly fold?: Fold;
  /** Adam's rate at the start and after every pruning event; absent: the data's. */
  readonly learningRate?: number;
  /** Training sees time multiplied by this, and holds v above a floor; absent: the data's own time, and no floor. */
  readonly timeScale?: number;
  /** Where a time scale is set, the first v are drawn per unit of the stretched time; absent: of the data's, as in results of before. */
  readonly ratesPer?: Exclude<RatesPer, 'data-time'>;
}

/** Where the moved edges of a simulated study's prior are from: the published prior, where there is one, or the seed. */
export const PRIOR_DRAWS = ['published', 'seed'] as const;
export type PriorDraw = (typeof PRIOR_DRAWS)[number];

/** What the caller may leave out; what is absent at its default may be named. */
export type ExperimentRequest = Partial<
  Omit<Experiment, 'validation' | 'solver' | 'ratesPer' | 'authorsData' | 'priorDraw'>
> & {
  /** By default of the stretched time. */
  readonly ratesPer?: RatesPer;
  /** By default the scheme that solves the decay exactly. */
  readonly solver?: SchemeName;
  readonly validation?: 'random' | 'block';
  readonly priorDraw?: PriorDraw;
  readonly authorsData?: boolean;
};

/**
 * A request with everything filled in.
 * @throws RangeError that names the setting, its value and what it may be
 */
export function completeExperiment(request: ExperimentRequest): Experiment {
  const data = datasetNamed(request.dataset ?? 'sim350');
  const strategy = strategyNamed(request.strategy ?? 'dash');
  if ((data.suitedTo !== undefined) !== (request.own !== undefined)) {
    throw new RangeError(
      request.own === undefined
        ? `dataset ${data.name} says nothing without its files: name them, { expression: 'FILE' }`
        : `files of one's own are dataset own, not ${data.name}: leave one of the two out`,
    );
  }
  const own = request.own && completeOwnData(request.own);
  const { lambda1, lambda2 } = lambdasOf(strategy, data);
  const noise = request.noise ?? (data.measured === null ? 0.05 : 0);
  const asPublishedCode = request.asPublishedCode ?? false;
  const weights = penaltyWeights(strategy, data);
  const solver = request.solver ?? 'krogstad';
  oneOf('solver', solver, SCHEMES);
  const { timeScale = 1, ratesPer = 'stretched-time' } = request;
  oneOf('ratesPer', ratesPer, RATES_PER);
  const hasPrior = own === undefined || own.prior !== undefined;
  const experiment: Experiment = {
    dataset: data.name,
    strategy: strategy.name,
    noise,
    priorCorruption: request.priorCorruption ?? noise,
    seed: request.seed ?? 1,
    lambda1: request.lambda1 ?? lambda1,
    lambda2: request.lambda2 ?? lambda2,
    mixing: request.mixing ?? 'as-published',
    penaltyWeight: request.penaltyWeight ?? weights?.[asPublishedCode ? 'published' : 'tuned'] ?? 0,
    tau: request.tau ?? (hasPrior ? (strategy.tau ?? 1) : 1),
    epochs: request.epochs ?? data.training.epochs,
    generated: request.generated ?? false,
    asPublishedCode,
    kernel: request.kernel ?? 'auto',
    ...(solver !== 'dormand-prince' && { solver }),
    ...(request.fold && { fold: { index: request.fold.index, of: request.fold.of } }),
    // Absent at their defaults, so that an experiment without them keeps the name it had before they existed.
    ...(timeScale !== 1 && { timeScale }),
    ...(timeScale !== 1 && ratesPer !== 'data-time' && { ratesPer }),
    ...(request.learningRate !== undefined && { learningRate: request.learningRate }),
    ...(request.validation === 'block' && { validation: request.validation }),
    ...(request.testGap && { testGap: request.testGap }),
    ...(request.authorsData && { authorsData: true as const }),
    ...(request.priorDraw === 'seed' && { priorDraw: request.priorDraw }),
    ...(own && { own }),
  };
  for (const name of ['noise', 'priorCorruption', 'lambda1', 'lambda2', 'tau'] as const) {
    requireFraction(name, experiment[name]);
  }
  if (own) checkOwn(experiment, request, own);
  checkData(experiment, data, request);
  checkStrategy(experiment, strategy, data);
  return experiment;
}

/** An experiment as a result or a model holds it: what was not yet a setting then is as it was then. @throws RangeError */
export function storedExperiment(configuration: object): Experiment {
  return completeExperiment({ solver: 'dormand-prince', ratesPer: 'data-time', ...configuration });
}

/** A request on own data: epochs at the paper's pace and a time scale that suits the intervals, where nothing else is asked for. */
export function onOwnData(request: ExperimentRequest, { study, data }: OpenedData): ExperimentRequest {
  return {
    ...request,
    dataset: request.dataset ?? 'own',
    epochs: request.epochs ?? paperPace(study).epochs,
    timeScale: request.timeScale ?? suggestedTimeScale(study.training),
    own: data,
  };
}

const lambdasOf = (strategy: Strategy, data: Dataset): Lambdas =>
  strategy.lambdas?.(data) ?? { lambda1: 0, lambda2: 0 };

/** Settings that only some data have. */
function checkData(
  { noise, priorCorruption, generated }: Experiment,
  { name, measured, validatesOn, ...data }: Dataset,
  { validation, testGap = 0, timeScale = 1, authorsData = false, priorDraw }: ExperimentRequest,
): void {
  if (authorsData && data.authorsData === undefined) {
    const having = DATASETS.filter((one) => one.authorsData !== undefined).map((one) => one.name);
    throw new RangeError(
      `authorsData belongs to ${having.join(', ')}; ${name} has one form only: leave it out`,
    );
  }
  if (authorsData && generated) {
    throw new RangeError("generated data are not the authors': leave generated or authorsData out");
  }
  if (measured !== null && (noise !== 0 || priorCorruption !== 0)) {
    throw new RangeError(
      `noise and priorCorruption belong to simulated data; ${name} is taken as it was measured: leave them out`,
    );
  }
  if (priorDraw !== undefined) oneOf('priorDraw', priorDraw, PRIOR_DRAWS);
  if (priorDraw === 'seed' && measured !== null) {
    throw new RangeError(`priorDraw belongs to simulated data; ${name} has one prior: leave it out`);
  }
  if (validation !== undefined) oneOf('validation', validation, ['random', 'block']);
  if (validation === 'block' && validatesOn !== 'pairs') {
    throw new RangeError(
      `validation block belongs to breast cancer; ${name} validates on whole ${validatesOn}`,
    );
  }
  wholeNumber('testGap', testGap, 0);
  if (testGap > 0 && measured !== 'one sample') {
    throw new RangeError(
      `testGap belongs to breast cancer, whose test times are cut out of one series; ${name} has a test set of its own: leave it out`,
    );
  }
  if (!(timeScale > 0 && timeScale < Infinity)) {
    throw new RangeError(`timeScale is a positive number, not ${timeScale}`);
  }
}

/** Settings that only some strategies have, and those of all. */
function checkStrategy(experiment: Experiment, strategy: Strategy, data: Dataset): void {
  const { mixing, penaltyWeight, seed, epochs, learningRate = 1 } = experiment;
  const { name, penalty, mixes } = strategy;
  const having = (setting: 'penalty' | 'mixes'): string =>
    STRATEGIES.filter((one) => one[setting])
      .map((one) => one.name)
      .join(', ');
  oneOf('mixing', mixing, MIXINGS);
  if (!(learningRate > 0 && learningRate < Infinity)) {
    throw new RangeError(`learningRate is a positive number, not ${learningRate}`);
  }
  if (!(penaltyWeight >= 0 && penaltyWeight < Infinity)) {
    throw new RangeError(`penaltyWeight is a number from 0 on, not ${penaltyWeight}`);
  }
  if (!penalty && penaltyWeight !== 0) {
    throw new RangeError(`penaltyWeight belongs to strategies ${having('penalty')}; ${name} has no penalty`);
  }
  wholeNumber('seed', seed, 0);
  wholeNumber('epochs', epochs, 1);
  if (mixes) return;
  const lambdas = lambdasOf(strategy, data);
  for (const lambda of ['lambda1', 'lambda2'] as const) {
    if (experiment[lambda] !== lambdas[lambda]) {
      throw new RangeError(
        `${lambda} belongs to strategy ${having('mixes')}; ${name} has ${lambdas[lambda]}`,
      );
    }
  }
  if (mixing !== 'as-published') {
    throw new RangeError(`mixing belongs to strategy ${having('mixes')}; ${name} has nothing to mix`);
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
  const { evidence, linear } = strategyNamed(strategy);
  if (evidence || linear === 'prior') {
    throw new RangeError(
      `${strategy} weighs a prior, and none is named: name one, { prior: 'FILE' }, or take strategy lasso, which reads the data alone`,
    );
  }
  if (lambda2 > 0 || (lambda1 > 0 && own.coregulation === undefined)) {
    throw new RangeError(
      `${strategy} prunes by a prior, and none is named: name one, { prior: 'FILE' }, or take strategy imp, which prunes by ` +
        'weight alone',
    );
  }
  if (tau < 1) throw new RangeError(`tau ${tau} weighs a prior term, and no prior is named: take tau 1`);
}

/** A name for an experiment's files: readable, and with 8 digits of the hash of all its settings. */
export function experimentName(experiment: Experiment): string {
  const { dataset, strategy, noise, seed, authorsData } = experiment;
  const hash = createHash('sha256').update(JSON.stringify(experiment)).digest('hex').slice(0, 8);
  const level = datasetNamed(dataset).measured === null ? `-noise${Math.round(100 * noise)}` : '';
  return `${dataset}${authorsData ? '-authors' : ''}-${strategy}${level}-seed${seed}-${hash}`;
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
