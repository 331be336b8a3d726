import * as tf from '@tensorflow/tfjs-node';
import { Matrix } from 'ml-matrix';
import type { Random } from '../math/random';
import type { Mixing } from './dash-scores';
import {
  initialLayeredScores,
  layeredScores,
  normalisedLayers,
  productOf,
  pruneLayers,
  type LayeredKnowledge,
  type Layers,
} from './layered-scores';

/** What a network is pruned by. */
export interface NetworkPruning extends LayeredKnowledge {
  /** lambda, the share of the prior in a layer's score: one for all layers, or one a layer. 0 is magnitude pruning. */
  readonly shares: number | readonly number[];
  /** How weights and prior are brought to one scale; for three layers and more prefer `scale-matched` (see `layeredScores`). */
  readonly mixing?: Mixing;
}

/**
 * DASH for the dense layers of an ordinary tfjs network (sections 3.1 and 3.2, Appendix B.6): masks and scores of their
 * kernels, first layer first. Biases stay; activations, dropout and the like between the layers are passed over, as the
 * scores read the network as the product of its kernels.
 *
 * The optimiser is the caller's, and does not know of masks: `applyMasks` belongs after each of its steps, or the moments
 * that an optimiser keeps move a pruned weight away from 0.
 */
export class NetworkPruner {
  private readonly kernels: readonly tf.LayerVariable[];
  private readonly knowledge: LayeredKnowledge;
  private readonly shares: readonly number[];
  private readonly mixing: Mixing;
  private state: Layers;
  private kept: readonly Uint8Array[];
  /** The masks as tfjs multiplies by them: inputs x outputs. */
  private factors: readonly tf.Tensor2D[];

  /**
   * Takes the network as it is, nothing pruned.
   * @param random draws the scores before the first event
   * @throws RangeError for a network that branches or has no dense layer, and what `layeredScores` refuses: kernels that do not
   *   chain, a prior that is not outputs x inputs, shares outside [0, 1]
   */
  constructor(
    model: tf.LayersModel,
    { shares, mixing = 'as-published', ...knowledge }: NetworkPruning,
    random: Random,
  ) {
    this.kernels = denseKernels(model);
    this.knowledge = knowledge;
    this.mixing = mixing;
    this.shares = typeof shares === 'number' ? this.kernels.map(() => shares) : shares;
    const layers = this.layers;
    this.state = initialLayeredScores(layers, random);
    // What does not fit is refused now, not at the first event.
    layeredScores(normalisedLayers(layers), this.state, knowledge, this.shares, mixing);
    this.kept = layers.map(({ rows, columns }) => new Uint8Array(rows * columns).fill(1));
    this.factors = this.factorsOf(this.kept);
  }

  /** The kernels, outputs x inputs each (tfjs keeps them the other way round). */
  get layers(): Layers {
    return this.kernels.map((kernel) => {
      const [inputs, outputs] = kernel.shape as [number, number];
      return Matrix.from1DArray(inputs, outputs, kernel.read().dataSync<'float32'>()).transpose();
    });
  }

  /** One mask a layer, flat, outputs x inputs: 1 = kept. */
  get masks(): readonly Uint8Array[] {
    return this.kept;
  }

  /** The share of pruned entries over all kernels. */
  get sparsity(): number {
    const counts = this.kept.map((mask) => mask.reduce((sum, one) => sum + one, 0));
    const total = this.kept.reduce((sum, mask) => sum + mask.length, 0);
    return 1 - counts.reduce((sum, count) => sum + count, 0) / total;
  }

  /** How many paths of kept weights lead from each input to each output: outputs x inputs of the network. */
  get paths(): Matrix {
    const open = this.layers.map(({ rows, columns }, l) => Matrix.from1DArray(rows, columns, this.kept[l]));
    return productOf(open) as Matrix;
  }

  /**
   * One pruning event: scores from the weights as they are and the scores of the event before, then of the entries that
   * remain in each kernel round(amount x remaining) with the lowest scores are set to 0, for good.
   * @returns the condition numbers of the Gram matrices that were solved
   * @throws RangeError for an amount outside [0, 1]
   */
  prune(amount: number): readonly number[] {
    const weights = normalisedLayers(this.layers);
    const { scores, conditions } = layeredScores(
      weights,
      this.state,
      this.knowledge,
      this.shares,
      this.mixing,
    );
    this.kept = pruneLayers(this.kept, scores, weights, amount);
    this.state = scores;
    tf.dispose([...this.factors]);
    this.factors = this.factorsOf(this.kept);
    this.applyMasks();
    return conditions;
  }

  /** Sets every pruned weight back to 0. */
  applyMasks(): void {
    tf.tidy(() => this.kernels.forEach((kernel, l) => kernel.write(kernel.read().mul(this.factors[l]))));
  }

  /** Gives the masks' tensors back; the network is left as it is. */
  dispose(): void {
    tf.dispose([...this.factors]);
  }

  private factorsOf(masks: readonly Uint8Array[]): tf.Tensor2D[] {
    return this.kernels.map((kernel, l) => {
      const [inputs, outputs] = kernel.shape as [number, number];
      return tf.keep(
        tf.tidy(() => tf.tensor2d(Float32Array.from(masks[l]), [outputs, inputs]).transpose<tf.Tensor2D>()),
      );
    });
  }
}

/** The kernels of the dense layers, from input to output. */
function denseKernels(model: tf.LayersModel): tf.LayerVariable[] {
  const branching = model.layers.find(({ input, output }) => Array.isArray(input) || Array.isArray(output));
  if (model.outputs.length > 1 || branching !== undefined) {
    const where = branching === undefined ? `it has ${model.outputs.length} outputs` : `at ${branching.name}`;
    throw new RangeError(`the network branches (${where}): its layers must follow one another in a chain`);
  }
  const dense = model.layers.filter((layer) => layer.getClassName() === 'Dense');
  if (dense.length === 0) throw new RangeError('the network has no dense layer to prune');
  return dense.map((layer) => layer.weights[0]);
}
