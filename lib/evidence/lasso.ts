import { power } from '../math/power';
import { type Entry, entriesOf, fromEntries, type SparseMatrix } from '../math/sparse-matrix';
import { type Effects, effectsOf } from '../network/effects';
import { intervalsOf, medianOf } from '../studies/own/expression/series';
import { type Pairs, pairsOf } from '../studies/pairs';
import type { Study } from '../studies/study';
import { solveLasso } from './coordinate-descent';
import { LinearModel } from './linear-model';
import { covarianceWith, gramOf, type Production, productionOf } from './production';

/** Rates of decay that are tried, times the median interval. */
const DECAYS = [0.1, 0.3, 1, 2, 4] as const;
/** Penalties that are tried, largest first, in units of each gene's own spread. */
const ALPHAS = Array.from({ length: 24 }, (_, k) => 0.5 * power(0.75, k));
/** A path ends when so many penalties have not lowered the validation loss. */
const WORSE = 2;
/** What the penalty of a pair of the prior is multiplied with. */
const GAMMAS = [1, 0.5, 0.2, 0.1, 0.05] as const;
/** The rate of decay is chosen on so many targets at most, evenly spaced. */
const TARGETS = 100;

/** What validation chose. */
export interface LassoChoice {
  /** k, per unit of time. */
  readonly decay: number;
  /** The penalty of a standardised coefficient. */
  readonly alpha: number;
  /** Share of it that a pair of the prior pays; 1 without a prior. */
  readonly gamma: number;
  /** MSE of the next recorded level over the validation pairs, by the regression. */
  readonly validationLoss: number;
  /** The same of a model in which every gene knows itself alone: what the network adds is the difference. */
  readonly lossWithoutNetwork: number;
}

/** A fitted lasso. */
export interface FittedLasso extends LassoChoice {
  readonly model: LinearModel;
  /**
   * n x n, row = regulator, 0 on the diagonal: the coefficients in standard deviations of the target's production per one of the
   * regulator. Genes of unlike spread are compared by these, not by the effects themselves.
   */
  readonly strengths: Effects;
}

/**
 * What many would use instead of a neural ODE: a linear one, by lasso. The production that a pair of consecutive times implies,
 * (g1 - g0 e^(-k dt)) / (1 - e^(-k dt)), is regressed gene by gene on the expression of all genes at the first of them, every gene
 * standardised; a gene's own coefficient is free. One rate of decay k and one penalty for all genes are chosen by the validation
 * error of the next level.
 *
 * @param prior where it is given, its pairs (row = regulator) pay the share gamma of the penalty, and validation chooses gamma
 *   too: 1 where the prior does not help
 * @throws RangeError for a study without a training or a validation pair, or a prior of another size
 */
export function fitLasso(study: Study, prior?: SparseMatrix): FittedLasso {
  const { genes, training, validation } = study;
  if (prior && (prior.rows !== genes.length || prior.cols !== genes.length)) {
    throw new RangeError(
      `a ${prior.rows} x ${prior.cols} prior does not fit a study of ${genes.length} genes`,
    );
  }
  const [pairs, held] = [pairsOf(training), pairsOf(validation)];
  if (pairs.count === 0 || held.count === 0) {
    throw new RangeError('a lasso needs a pair of consecutive times to train on and one to validate with');
  }
  const median = medianOf(training.flatMap(intervalsOf));
  const some = evenly(genes.length, TARGETS);
  const decays = DECAYS.map((share) => share / median);
  const trials = decays.map((decay) => new Regression(pairs, held, decay).path(some).validationLoss);
  const regression = new Regression(pairs, held, decays[trials.indexOf(Math.min(...trials))]);
  const all = evenly(genes.length, genes.length);
  let best = regression.path(all);
  if (prior) {
    for (const gamma of GAMMAS.slice(1)) {
      const tried = regression.path(all, prior, gamma);
      if (tried.validationLoss < best.validationLoss) best = tried;
    }
  }
  const { coefficients, ...choice } = best;
  return { ...choice, ...regression.fitted(genes, coefficients) };
}

/** The coefficients at the penalty that validation chose. */
interface ChosenPath extends LassoChoice {
  /** One row a target, in the order of the targets. */
  readonly coefficients: readonly Float64Array[];
}

/** The regression at one rate of decay. */
class Regression {
  private readonly production: Production;
  private readonly gram: Float64Array;
  private readonly covariances = new Map<number, Float64Array>();
  private readonly spread: Float64Array;

  constructor(
    pairs: Pairs,
    private readonly held: Pairs,
    private readonly decay: number,
  ) {
    this.production = productionOf(pairs, decay);
    this.gram = gramOf(this.production);
    const n = pairs.genes;
    this.spread = Float64Array.from({ length: n }, (_, i) => Math.sqrt(this.gram[i * n + i]));
  }

  /** Goes down the penalties, all targets side by side, until validation says that it is enough. */
  path(targets: readonly number[], prior?: SparseMatrix, gamma = 1): ChosenPath {
    const n = this.production.genes;
    const weights = targets.map(() => this.spread.slice());
    const placeOf = new Map(targets.map((target, k) => [target, k]));
    if (prior && gamma !== 1) {
      for (const [from, to, value] of entriesOf(prior)) {
        const place = placeOf.get(to);
        if (value !== 0 && place !== undefined) weights[place][from] *= gamma;
      }
    }
    const now = targets.map(() => new Float64Array(n));
    const lossWithoutNetwork = this.lossAt(
      Infinity,
      targets,
      weights,
      targets.map(() => new Float64Array(n)),
    );
    let best: ChosenPath | null = null;
    for (let k = 0, worse = 0; k < ALPHAS.length && worse < WORSE; k++) {
      const alpha = ALPHAS[k];
      const validationLoss = this.lossAt(alpha, targets, weights, now);
      if (best !== null && validationLoss >= best.validationLoss) worse++;
      else {
        worse = 0;
        best = {
          ...{ decay: this.decay, alpha, gamma, validationLoss, lossWithoutNetwork },
          coefficients: now.map((b) => b.slice()),
        };
      }
    }
    return best as ChosenPath;
  }

  /** Solves all targets at one penalty, from `now` on, and returns the validation loss. */
  private lossAt(
    alpha: number,
    targets: readonly number[],
    weights: readonly Float64Array[],
    now: readonly Float64Array[],
  ): number {
    let squares = 0;
    targets.forEach((target, place) => {
      const y = this.spreadOf(target);
      if (y > 0) {
        const penalties = weights[place].map((weight) => (weight > 0 ? alpha * weight * y : 0));
        penalties[target] = 0;
        solveLasso({ gram: this.gram, covariance: this.covariance(target), penalties }, now[place], y * y);
      }
      squares += this.validationSquares(target, now[place]);
    });
    return squares / (this.held.count * targets.length);
  }

  /** @param coefficients one row a gene, as a target */
  fitted(
    genes: readonly string[],
    coefficients: readonly Float64Array[],
  ): Pick<FittedLasso, 'model' | 'strengths'> {
    const n = genes.length;
    const { meanProduced, meanRegulator } = this.production;
    const intercepts = coefficients.map((b, target) =>
      b.reduce((sum, value, i) => sum - value * meanRegulator[i], meanProduced[target]),
    );
    function* entries(): Generator<Entry> {
      for (const [target, b] of coefficients.entries()) {
        for (let i = 0; i < n; i++) if (b[i] !== 0) yield [i, target, b[i]];
      }
    }
    const raw = fromEntries(n, n, entries());
    const spreads = genes.map((_, target) => this.spreadOf(target));
    const standardised = [...entriesOf(raw)].flatMap(([i, target, b]) =>
      i === target ? [] : [[i, target, (b * this.spread[i]) / spreads[target]] as const],
    );
    return {
      model: new LinearModel(genes, this.decay, raw, Float64Array.from(intercepts)),
      strengths: effectsOf(fromEntries(n, n, standardised)),
    };
  }

  private covariance(target: number): Float64Array {
    let held = this.covariances.get(target);
    if (held === undefined) this.covariances.set(target, (held = covarianceWith(this.production, target)));
    return held;
  }

  /** The standard deviation of the target's production. */
  private spreadOf(target: number): number {
    const { produced, count } = this.production;
    let squares = 0;
    for (let k = target * count; k < (target + 1) * count; k++) squares += produced[k] ** 2;
    return Math.sqrt(squares / count);
  }

  /** Sum over the validation pairs of (predicted next level - recorded one)^2. */
  private validationSquares(target: number, b: Float64Array): number {
    const { start, target: next, intervals, count, genes: n } = this.held;
    const { meanProduced, meanRegulator } = this.production;
    const used = [...b.keys()].filter((i) => b[i] !== 0);
    let squares = 0;
    for (let p = 0; p < count; p++) {
      let made = meanProduced[target];
      for (const i of used) made += b[i] * (start[p * n + i] - meanRegulator[i]);
      const before = start[p * n + target];
      squares +=
        (before - Math.expm1(-this.decay * intervals[p]) * (made - before) - next[p * n + target]) ** 2;
    }
    return squares;
  }
}

/** At most `count` of the numbers 0 .. n - 1, evenly spaced. */
const evenly = (n: number, count: number): number[] =>
  Array.from({ length: Math.min(n, count) }, (_, k) => Math.floor((k * n) / Math.min(n, count)));
