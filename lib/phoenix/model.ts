import { existsSync } from 'node:fs';
import { readArrays, writeArrays } from '../files/array-file';
import { createKernel } from '../kernels/create-kernel';
import type { Kernel } from '../kernels/kernel';
import type { Tolerances } from '../ode/solver';
import { naming } from '../ode/solver-error';
import { rolledOut } from '../studies/roll-out';
import type { Series } from '../studies/study';
import { PhoenixField } from './field';
import type { OtherUse } from './parametrisation';
import { layoutOf, WEIGHT_MATRICES, parameterCount, viewsOf, type PhoenixShape } from './parameters';
import { Predictor } from './predictor';
import { placesOf, reordered } from './reorder-genes';

/** What a model is made of: all that is left of one on its way from a process to another. */
export interface ModelParts {
  readonly shape: PhoenixShape;
  /** Flat vector, see `layoutOf`; v in the data's time unit, a pruned weight exactly 0. */
  readonly parameters: Float32Array;
  /** 1 = kept, 0 = pruned, one an entry of the vector; null where nothing is pruned. */
  readonly mask: Uint8Array | null;
  /** One name a gene, in the order of the parameters. */
  readonly genes: readonly string[];
  /** The flat parameters of its other uses, where gates are read in another way for them: `network` has the zeros and paths. */
  readonly readings?: Readonly<Partial<Record<OtherUse, Float32Array>>>;
}

/** Where a prediction is computed and how exactly; by default in a kernel that all predictions share, as training solves. */
export interface PredictionOptions extends Tolerances {
  readonly kernel?: Kernel;
}

/** A PHOENIX model: dg/dt = relu(v) (joint(g) - g) (section 3 of the paper) with the parameters of one moment of a training. */
export class Model implements ModelParts {
  readonly shape: PhoenixShape;
  readonly parameters: Float32Array;
  readonly mask: Uint8Array | null;
  readonly genes: readonly string[];
  readonly readings?: ModelParts['readings'];

  /** @throws RangeError if parameters, mask, genes and shape do not fit each other */
  constructor({ shape, parameters, mask, genes, readings }: ModelParts) {
    viewsOf(parameters, shape); // refuses a vector of another length
    if (genes.length !== shape.genes) {
      throw new RangeError(`${genes.length} names for a model of ${shape.genes} genes`);
    }
    this.shape = shape;
    this.parameters = parameters;
    this.mask = unlessFull(mask);
    this.genes = genes;
    if (readings) this.readings = readings;
  }

  /** The flat parameters that say which edges there are. */
  get networkParameters(): Float32Array {
    return this.readings?.network ?? this.parameters;
  }

  /** The model as a field in a kernel's memory, which is the field's as long as the kernel lives; pruned weights are not in it. */
  fieldIn(kernel: Kernel, mask = this.mask): PhoenixField {
    const field = new PhoenixField(kernel, this.shape);
    field.packing.setMask(mask);
    field.packing.pack(this.parameters, field.parameters);
    return field;
  }

  /** What `read` makes of the model's predictions. The kernel has its memory back afterwards: `read` must not wait for anything. */
  predicting<T>(read: (predictor: Predictor) => T, options: PredictionOptions = {}): T {
    const { kernel = (shared ??= createKernel()), ...tolerances } = options;
    return naming(
      ({ row }) => ({ row: `gene ${this.genes[row]}` }),
      () => kernel.tidy(() => read(new Predictor(this.fieldIn(kernel), tolerances))),
    );
  }

  /**
   * Expression after an interval of time.
   * @param start genes x pairs, row-major
   * @param intervals t_{i+1} - t_i of each pair, in the data's time unit
   * @returns genes x pairs
   * @throws RangeError when sizes disagree; SolverError when the model explodes
   */
  predict(start: ArrayLike<number>, intervals: ArrayLike<number>, options?: PredictionOptions): Float32Array {
    const [genes, pairs] = [this.shape.genes, intervals.length];
    if (start.length !== genes * pairs) {
      throw new RangeError(`${start.length} start values do not fill ${genes} genes of ${pairs} pairs`);
    }
    const columns = transposed(start, genes, pairs);
    return transposed(
      this.predicting((predictor) => predictor.predict(columns, intervals), options),
      pairs,
      genes,
    );
  }

  /**
   * The trajectory from the recorded start of a series on, each time predicted from the prediction for the one before.
   * @param times where it is read, the first being that of the start; by default those of the series
   * @returns genes x times, row-major; the first column is the start
   * @throws RangeError when the series has other genes; SolverError when the model explodes
   */
  rollOut(
    series: Pick<Series, 'times' | 'recorded'>,
    times: ArrayLike<number> = series.times,
    options?: PredictionOptions,
  ): Float32Array {
    return this.predicting(
      (predictor) =>
        rolledOut(series, times, this.shape.genes, (levels, interval) =>
          predictor.predict(Float32Array.from(levels), [interval]),
        ),
      options,
    );
  }

  /**
   * Writes the model into one file, whole or not at all: its parameters bit by bit and its genes by name (not its other readings).
   * @throws RangeError if two genes share a name; Error that names the file when it cannot be written
   */
  save(file: string, { hash, configuration }: ModelOrigin): void {
    const { shape, genes, parameters } = this;
    placesOf(genes);
    const header: Header = { kind: 'model', version: 1, layout: LAYOUT, shape, genes, hash, configuration };
    writeArrays(file, header, { parameters });
  }
}

/** The kernel of predictions that name none: each gives back what it took. */
let shared: Kernel | undefined;

/** A mask, or null where it keeps everything. */
export function unlessFull(mask: Uint8Array | null): Uint8Array | null {
  return mask?.includes(0) ? mask : null;
}

/** The weights that are not 0, where these are fewer than half of all; else null: to go over the zeros is then as fast. */
export function maskOfZeros(parameters: Float32Array, shape: PhoenixShape): Uint8Array | null {
  const mask = new Uint8Array(parameters.length).fill(1);
  const layout = layoutOf(shape);
  let weights = 0;
  let zeros = 0;
  for (const name of WEIGHT_MATRICES) {
    const { offset, length } = layout[name];
    weights += length;
    for (let p = offset; p < offset + length; p++) {
      if (parameters[p] !== 0) continue;
      mask[p] = 0;
      zeros++;
    }
  }
  return zeros > weights / 2 ? mask : null;
}

/** rows x cols as cols x rows. */
function transposed(values: ArrayLike<number>, rows: number, cols: number): Float32Array {
  return Float32Array.from(
    { length: rows * cols },
    (_, k) => values[(k % rows) * cols + Math.floor(k / rows)],
  );
}

/** Where a model comes from. */
export interface ModelOrigin {
  /** The hash of the study it was trained on. */
  readonly hash: string;
  /** What it was trained with: anything that JSON holds. */
  readonly configuration: unknown;
}

/** A model out of a file. */
export interface StoredModel extends ModelOrigin {
  readonly model: Model;
}

/** What stands before the parameters, so that the file explains itself. */
interface Header extends ModelOrigin, Pick<ModelParts, 'shape' | 'genes'> {
  readonly kind: 'model';
  readonly version: 1;
  readonly layout: string;
}

const LAYOUT =
  'float32: W_S (m x n), b_S (m), W_P (m x n), b_P (m), U_S (n x m), U_P (n x m), v (n); n genes, m hidden';

/**
 * Reads a model back. What was pruned is known by its zeros, where more than half of its weights are.
 *
 * @param genes the genes in the order in which they are wanted; without it the order of the file
 * @returns the model with its parameters in the asked order: the same function of the same genes
 * @throws Error that names the file when it is missing, no model, cut short or damaged; RangeError when the genes asked for
 *   are not exactly those of the model (a model with a gene more or less would be another function)
 */
export function loadModel(file: string, genes?: readonly string[]): StoredModel {
  if (!existsSync(file)) throw new Error(`there is no model file ${file}`);
  const { header, arrays } = readArrays(file);
  const { kind, version, shape, hash, configuration, genes: named } = header as Header;
  if (kind !== 'model') throw new Error(`${file} holds a ${String(kind)}, not a model`);
  if (version !== 1)
    throw new Error(`${file} is a model of version ${String(version)}: this library reads 1`);
  const stored = arrays.parameters as Float32Array;
  if (stored.length !== parameterCount(shape) || named.length !== shape.genes) {
    throw new Error(`${file} is damaged: its parameters do not fit its ${shape.genes} genes`);
  }
  const parameters = genes ? reordered(stored, shape, named, genes, file) : stored;
  const mask = maskOfZeros(parameters, shape);
  return { model: new Model({ shape, parameters, mask, genes: genes ?? named }), hash, configuration };
}
