import { pairsOf, type Pairs } from '../studies/pairs';
import type { Study } from '../studies/study';
import type { Kernel } from '../kernels/kernel';
import { Random } from '../math/random';
import { Model, unlessFull } from '../phoenix/model';
import type { ParameterBlock, PhoenixShape } from '../phoenix/parameters';
import { OTHER_USES } from '../phoenix/parametrisation';
import { dashScores, initialScores, type FirstLayerScores } from '../pruning/dash-scores';
import { normalisedWeights } from '../pruning/normalised-weights';
import { fullMask, maskOf, maskSparsity, prune, zeroShare, type Mask } from '../pruning/prune';
import { requireKnowledge } from '../pruning/prior-knowledge';
import { pruningAmount } from '../pruning/schedule';
import type { TrainingPlan } from './plan';
import { afterEpoch, freshPlateau, type PlateauState } from './plateau';
import type { OptimiserState, Rates, TrainingStep } from './step';
import { stepFor } from './step-for';
import { stretched, withMultipliersScaled } from './time-scale';
import { requireFinite, solvingPairs } from './training-failure';

/** One epoch as it went. */
export interface EpochReport {
  readonly epoch: number;
  /** Mean over the epoch's steps of the loss before each step. */
  readonly trainingLoss: number;
  /** MSE over the validation pairs after the epoch. */
  readonly validationLoss: number;
  /** Share of pruned entries of the four matrices; under a penalty, of entries that are exactly 0. */
  readonly sparsity: number;
  /** The rate this epoch trained at. */
  readonly learningRate: number;
  /** The share of what remained that was pruned at its start, or null. */
  readonly pruned: number | null;
  /** Condition numbers of the Gram matrices solved for the scores. */
  readonly conditions: readonly number[];
  /** Evaluations of the field a step, forward. */
  readonly evaluations: number;
  /** What the model measured just before this epoch's pruning event; absent where nothing was asked for. */
  readonly beforePruning?: ModelMeasures;
}

/** What a caller measures of a model on its way: plain numbers, so that a checkpoint can hold them. */
export type ModelMeasures = Readonly<Record<string, number | null>>;

/** What ended a training: its plan's epochs, its patience, or, before either, whoever asked for what it had come to. */
export type StopReason = 'epochs' | 'patience' | 'request';

/** A model as one epoch of training left it. */
export interface TrainedModel {
  readonly epoch: number;
  /** MSE over the validation pairs after that epoch. */
  readonly validationLoss: number;
  readonly model: Model;
}

/** All of a run that the next epoch depends on: what a checkpoint holds. */
export interface RunState {
  readonly epoch: number;
  /** On the stretched time, where the plan has one. */
  readonly optimiser: OptimiserState;
  readonly mask: Mask;
  readonly scores: FirstLayerScores;
  readonly plateau: PlateauState;
  readonly fastBlock: ParameterBlock;
  readonly shuffling: readonly number[];
  readonly best: TrainedModel | null;
  readonly history: readonly EpochReport[];
}

/** Training of one model on one study (spec of the paper's sections 3 and 5): epoch by epoch, with pruning events between. */
export class TrainingRun {
  readonly shape: PhoenixShape;
  private readonly pairs: Pairs;
  private readonly validation: Pairs;
  private readonly training: TrainingStep;
  private readonly timeScale: number;
  private readonly fixedOrders: readonly Int32Array[];
  private shuffling: Random;
  private epoch = 0;
  private mask: Mask;
  private scores: FirstLayerScores;
  private plateau: PlateauState;
  private fastBlock: ParameterBlock = 'v';
  private best: TrainedModel | null = null;
  private history: EpochReport[] = [];

  constructor(
    readonly study: Study,
    readonly plan: TrainingPlan,
    seed: number,
    kernel: Kernel,
    /** The model to start from; Adam and the learning rate start anew. Not for models with gates. */
    start?: Model,
    /** Makes the step; the tests have another one. */
    makeStep: typeof stepFor = stepFor,
  ) {
    // At once, not at the first pruning event.
    if (plan.pruning) requireKnowledge(study, plan.pruning.lambdas);
    this.shape = { genes: study.genes.length, hidden: plan.hidden };
    this.timeScale = plan.timeScale ?? 1;
    if (!(this.timeScale > 0 && Number.isFinite(this.timeScale))) {
      throw new RangeError(`a time scale is a positive number, not ${plan.timeScale}`);
    }
    this.pairs = stretched(pairsOf(study.training), this.timeScale);
    this.validation = stretched(pairsOf(study.validation), this.timeScale);
    this.fixedOrders = bySeries(this.pairs);
    this.shuffling = Random.fromSeed(seed, 'shuffling');
    this.scores = initialScores(this.shape, Random.fromSeed(seed, 'scores'));
    this.mask = start ? maskOf(start) : fullMask(this.shape);
    this.plateau = freshPlateau(plan.learningRate, plan.multiplierFactor);
    this.training = makeStep(study, plan, this.shape, seed, kernel, start?.parameters);
    const first = this.training.state();
    // Drawn for the time that training sees, the start is the same whatever unit the data have.
    const parameters =
      start || plan.ratesPer === 'data-time' ? this.inStretchedTime(first.parameters) : first.parameters;
    this.training.restore({ ...first, parameters }, unlessFull(this.mask));
  }

  get genes(): readonly string[] {
    return this.study.genes;
  }

  /** Why there is nothing more to do, or null. A checkpoint may have gone beyond the epochs of this plan: it ends by request. */
  get finished(): StopReason | null {
    const { epochs, patience } = this.plan;
    if (this.epoch >= epochs && this.mayEnd) return this.epoch > epochs ? 'request' : 'epochs';
    return patience !== null && this.best !== null && this.epoch - this.best.epoch >= patience
      ? 'patience'
      : null;
  }

  /** Whether the epoch just trained may be the last one: not where it pruned and the schedule would have spared it as the last. */
  get mayEnd(): boolean {
    const { pruning } = this.plan;
    const pruned = this.history[this.history.length - 1]?.pruned ?? null;
    return (
      pruning === null || pruned === null || pruningAmount(pruning.schedule, this.epoch, this.epoch) !== null
    );
  }

  /** Whether the next epoch starts with a pruning event. */
  get prunesNext(): boolean {
    return this.amountAt(this.epoch + 1) !== null;
  }

  /**
   * Trains one epoch. @throws TrainingFailure when field or loss explode; the state is then that of the failed epoch.
   * @param beforePruning what the model before it measured, to be kept in the report
   * @param onStep told after every step, how many of the epoch's are done
   */
  runEpoch(beforePruning?: ModelMeasures, onStep?: (done: number, of: number) => void): EpochReport {
    const { plan, training } = this;
    this.epoch++;
    const amount = this.amountAt(this.epoch);
    const conditions = amount === null ? [] : this.pruneNow(amount);
    const { rate, fastRate } = this.plateau;
    const rates: Rates = {
      rate,
      fastRate,
      fastBlock: this.fastBlock,
      multiplierFloor: plan.multiplierFloor ?? undefined,
    };
    let loss = 0;
    let evaluations = 0;
    const during = `in epoch ${this.epoch} (learning rate ${rate})`;
    const orders = this.ordersOfEpoch();
    for (const [done, order] of orders.entries()) {
      const result = solvingPairs(this, 'training', `It was ${during}`, () =>
        training.step(this.pairs, order, rates),
      );
      requireFinite(this, 'training', during, result.loss);
      loss += result.loss;
      evaluations += result.statistics.evaluations;
      onStep?.(done + 1, orders.length);
    }
    const after = `after epoch ${this.epoch} (learning rate ${rate})`;
    const validationLoss = solvingPairs(this, 'validation', `It was ${after}`, () =>
      training.meanSquaredError(this.validation),
    );
    requireFinite(this, 'validation', after, validationLoss);
    this.plateau = afterEpoch(this.plateau, plan.plateau, validationLoss);
    if (this.best === null || validationLoss < this.best.validationLoss)
      this.best = this.snapshot(validationLoss);
    const report: EpochReport = {
      epoch: this.epoch,
      trainingLoss: loss / orders.length,
      validationLoss,
      sparsity: plan.penalty
        ? zeroShare(training.model('network'), this.shape)
        : maskSparsity(this.mask, this.shape),
      learningRate: rate,
      pruned: amount,
      conditions,
      evaluations: evaluations / orders.length,
      ...(beforePruning && { beforePruning }),
    };
    this.history.push(report);
    return report;
  }

  /** The best validation epoch, sought from the first pruning event on where the strategy prunes. */
  get bestModel(): TrainedModel {
    if (this.best === null) throw new Error('no epoch has been trained yet');
    return this.best;
  }

  get lastModel(): TrainedModel {
    return this.snapshot(this.history[this.history.length - 1]?.validationLoss ?? NaN);
  }

  get reports(): readonly EpochReport[] {
    return this.history;
  }

  state(): RunState {
    return {
      epoch: this.epoch,
      optimiser: this.training.state(),
      mask: this.mask,
      scores: this.scores,
      plateau: this.plateau,
      fastBlock: this.fastBlock,
      shuffling: this.shuffling.state(),
      best: this.best,
      history: [...this.history],
    };
  }

  /** @throws RangeError for the end of a run whose schedule spared it, where this plan goes on and would have pruned there */
  restore(state: RunState): void {
    this.epoch = state.epoch;
    this.mask = state.mask;
    this.scores = state.scores;
    this.plateau = state.plateau;
    this.fastBlock = state.fastBlock;
    this.shuffling = Random.fromState(state.shuffling);
    this.best = state.best;
    this.history = [...state.history];
    this.requireItsEvents();
    this.training.restore(state.optimiser, unlessFull(this.mask));
  }

  private requireItsEvents(): void {
    const last = this.history[this.history.length - 1] as EpochReport | undefined;
    if (last === undefined || last.pruned !== null || this.amountAt(last.epoch) === null) return;
    throw new RangeError(
      `the run whose checkpoint this is ended with epoch ${last.epoch} and was not pruned there; one of ${this.plan.epochs} ` +
        'epochs would have been: ask for no more than it had, or start anew',
    );
  }

  private amountAt(epoch: number): number | null {
    const { pruning, epochs } = this.plan;
    return pruning === null ? null : pruningAmount(pruning.schedule, epoch, epochs);
  }

  /** A pruning event: scores, mask, learning rate back to its start; the first one also restarts the search for the best. */
  private pruneNow(amount: number): readonly number[] {
    const { plan, shape, study } = this;
    if (plan.pruning === null) return [];
    const optimiser = this.training.state();
    const weights = normalisedWeights(this.training.model(), shape);
    const { lambdas, mixing, score } = plan.pruning;
    const { scores, state, conditions } = score
      ? { scores: score.of(weights, study, shape), state: this.scores, conditions: [] }
      : dashScores(weights, this.scores, study, lambdas, shape, mixing);
    if (unlessFull(this.mask) === null) {
      this.best = null;
      if (plan.asPublishedCode) this.fastBlock = 'uP';
    }
    this.scores = state;
    this.mask = prune(this.mask, scores, weights, amount, shape);
    this.training.restore(optimiser, this.mask);
    this.plateau = freshPlateau(plan.learningRate, plan.multiplierFactor);
    return conditions;
  }

  private snapshot(validationLoss: number): TrainedModel {
    const { epoch, mask, plan, shape, study, training } = this;
    const gates = plan.penalty?.gates?.values;
    const others = OTHER_USES.filter((use) => gates && gates[use] !== gates.prediction);
    const readings = others.map((use) => [use, this.inDataTime(training.model(use))] as const);
    const model = new Model({
      shape,
      parameters: this.inDataTime(training.model()),
      mask,
      genes: study.genes,
      ...(others.length > 0 && { readings: Object.fromEntries(readings) }),
    });
    return { epoch, validationLoss, model };
  }

  private inStretchedTime(parameters: Float32Array): Float32Array {
    const { timeScale, shape } = this;
    return timeScale === 1 ? parameters : withMultipliersScaled(parameters, shape, 1 / timeScale);
  }

  private inDataTime(parameters: Float32Array): Float32Array {
    const { timeScale, shape } = this;
    return timeScale === 1 ? parameters : withMultipliersScaled(parameters, shape, timeScale);
  }

  /** The steps of one epoch, each as the pairs it takes. */
  private ordersOfEpoch(): readonly Int32Array[] {
    const { batches } = this.plan;
    if (batches === 'trajectory') {
      return Array.from(this.shuffling.permutation(this.fixedOrders.length), (k) => this.fixedOrders[k]);
    }
    const shuffled = this.shuffling.permutation(this.pairs.count);
    const orders: Int32Array[] = [];
    for (let from = 0; from < shuffled.length; from += batches)
      orders.push(shuffled.slice(from, from + batches));
    return orders;
  }
}

/** The pairs of each series, shortest interval first: pairs that solve together should need similar steps. */
function bySeries(pairs: Pairs): readonly Int32Array[] {
  const orders: number[][] = [];
  pairs.series.forEach((series, pair) => (orders[series] ??= []).push(pair));
  return orders.map((order) =>
    Int32Array.from(order).sort((a, b) => pairs.intervals[a] - pairs.intervals[b] || a - b),
  );
}
