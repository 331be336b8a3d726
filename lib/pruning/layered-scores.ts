import { Matrix } from 'ml-matrix';
import { requireFraction } from '../math/fraction';
import { gramSolve } from '../math/gram-solve';
import type { Random } from '../math/random';
import { mix, type Mixing } from './dash-scores';
import { pruneMatrix } from './prune';

/**
 * One matrix a layer, first layer first. Layer l is outputs x inputs of that layer: a network without its biases and
 * nonlinearities is the product W_L ... W_2 W_1, outputs x inputs of the network.
 */
export type Layers = readonly Matrix[];

/** What is known of a network beforehand. */
export interface LayeredKnowledge {
  /** P: outputs x inputs of the network; not 0 where an output is thought to depend on an input. The sign is not used. */
  readonly prior: Matrix;
  /**
   * C: inputs x inputs, which inputs belong together. Two layers take it for their first layer, as section 3.2 does; where
   * it is left out, that layer takes the general form of Appendix B.6.
   */
  readonly coregulation?: Matrix;
}

/** The scores of one event, which are the state for the next, and how well each Gram matrix was conditioned. */
export interface LayeredScores {
  readonly scores: Layers;
  /** Condition numbers in the order of solving; none where the prior has no share. */
  readonly conditions: readonly number[];
}

/** Scores before the first event: uniform random, in the shapes of the layers. */
export function initialLayeredScores(shapes: Layers, random: Random): Layers {
  return shapes.map(({ rows, columns }) =>
    Matrix.from1DArray(
      rows,
      columns,
      Array.from({ length: rows * columns }, () => random.uniform()),
    ),
  );
}

/** |W| / sum |W| of each layer; a layer of zeros stays zeros. */
export function normalisedLayers(layers: Layers): Layers {
  return layers.map((layer) => {
    const magnitudes = Matrix.abs(layer);
    const sum = magnitudes.sum();
    return sum > 0 ? magnitudes.div(sum) : magnitudes;
  });
}

/**
 * DASH for a network of L layers, each score Omega_l a mixture of the normalised weights and a guess from the prior:
 *
 *   L = 1 (section 3.1)  |P|
 *   L = 2 (section 3.2)  first |(S S^T)^-1 S C| with S its score before; second as below
 *   L > 2 (B.6)          first  |PInv_L(Omega_L ... Omega_2) P|
 *                        middle |PInv_L(Omega_L ... Omega_{l+1}) P PInv_R(Omega_{l-1} ... Omega_1)|
 *                        last   |P PInv_R(Omega_{L-1} ... Omega_1)|
 *
 * with |P| for P, PInv_L(M) = (M^T M)^-1 M^T and PInv_R(M) = M^T (M M^T)^-1. Layers are scored from the first to the last:
 * a layer sees the new scores of those before it and the previous scores of those behind it. A layer whose share is 0 keeps
 * its normalised weights.
 *
 * For more than two layers prefer `scale-matched` mixing: the guesses pass through inverses of products of scores, and as
 * published their scale, large or small, decides between weights and prior whatever lambda says.
 *
 * @param weights normalised weights (`normalisedLayers`)
 * @param state the scores of the event before (`initialLayeredScores` at the first)
 * @param shares lambda_l of each layer, 0 (weights alone) to 1 (prior alone)
 * @throws RangeError for layers that do not chain, a prior of another shape, or as many shares or states as no layers
 */
export function layeredScores(
  weights: Layers,
  state: Layers,
  knowledge: LayeredKnowledge,
  shares: readonly number[],
  mixing: Mixing = 'as-published',
): LayeredScores {
  checkShapes(weights, state, knowledge, shares);
  const prior = Matrix.abs(knowledge.prior);
  const { coregulation } = knowledge;
  const scores = [...state];
  const conditions: number[] = [];
  const solve = (s: Matrix, rightSides: Matrix): Matrix => {
    const { solution, condition } = gramSolve(s, rightSides);
    conditions.push(condition);
    return solution;
  };

  weights.forEach((normalised, l) => {
    if (shares[l] === 0) {
      scores[l] = normalised;
      return;
    }
    let guess: Matrix;
    if (weights.length === 2 && l === 0 && coregulation !== undefined) {
      guess = solve(scores[0], scores[0].mmul(coregulation));
    } else {
      guess = prior;
      const behind = productOf(scores.slice(l + 1));
      const before = productOf(scores.slice(0, l));
      // PInv_L(M) X solves (M^T M) Y = M^T X; X PInv_R(M) is the transpose of the solution of (M M^T) Y = M X^T.
      if (behind !== null) guess = solve(behind.transpose(), behind.transpose().mmul(guess));
      if (before !== null) guess = solve(before, before.mmul(guess.transpose())).transpose();
    }
    scores[l] = mixMatrices(normalised, shares[l], guess.abs(), mixing);
  });
  return { scores, conditions };
}

/**
 * One pruning event, layer by layer: of the entries that remain, round(amount x remaining) with the lowest scores go; ties
 * are broken by the normalised weight. Masks are flat, row by row, 1 = kept.
 */
export function pruneLayers(
  masks: readonly Uint8Array[],
  scores: Layers,
  weights: Layers,
  amount: number,
): Uint8Array[] {
  return masks.map((mask, l) =>
    pruneMatrix(mask, scores[l].to1DArray(), weights[l].to1DArray(), amount, `layer ${l + 1}`),
  );
}

/** W_L ... W_1, or null for no layer. */
export function productOf(layers: Layers): Matrix | null {
  return layers.reduce<Matrix | null>(
    (product, layer) => (product === null ? layer : layer.mmul(product)),
    null,
  );
}

function mixMatrices(weights: Matrix, share: number, guess: Matrix, mixing: Mixing): Matrix {
  const flat = (matrix: Matrix): Float64Array => Float64Array.from(matrix.to1DArray());
  return Matrix.from1DArray(weights.rows, weights.columns, mix(flat(weights), share, flat(guess), mixing));
}

function checkShapes(
  weights: Layers,
  state: Layers,
  { prior, coregulation }: LayeredKnowledge,
  shares: readonly number[],
): void {
  const shape = ({ rows, columns }: Matrix): string => `${rows} x ${columns}`;
  if (weights.length === 0) throw new RangeError('a network has at least one layer');
  if (state.length !== weights.length || shares.length !== weights.length) {
    throw new RangeError(
      `${weights.length} layers need as many scores and shares, not ${state.length} and ${shares.length}`,
    );
  }
  weights.forEach((layer, l) => {
    if (shape(state[l]) !== shape(layer)) {
      throw new RangeError(`layer ${l + 1} is ${shape(layer)}, its score ${shape(state[l])}`);
    }
    if (l > 0 && layer.columns !== weights[l - 1].rows) {
      throw new RangeError(`layer ${l + 1} is ${shape(layer)} and cannot follow ${shape(weights[l - 1])}`);
    }
    requireFraction(`the share of layer ${l + 1}`, shares[l]);
  });
  const [inputs, outputs] = [weights[0].columns, weights[weights.length - 1].rows];
  if (prior.rows !== outputs || prior.columns !== inputs) {
    throw new RangeError(`the prior is outputs x inputs, ${outputs} x ${inputs}, not ${shape(prior)}`);
  }
  if (coregulation && (coregulation.rows !== inputs || coregulation.columns !== inputs)) {
    throw new RangeError(`C is inputs x inputs, ${inputs} x ${inputs}, not ${shape(coregulation)}`);
  }
}
