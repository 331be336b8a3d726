import { existsSync } from 'node:fs';
import { readArrays, writeArrays } from '../files/array-file';
import { parameterCount, viewsOf, type PhoenixShape } from './parameters';

/** A trained model that knows its genes by name. */
export interface NamedModel {
  /** Flat vector, see `layoutOf`; a pruned weight is exactly 0. */
  readonly parameters: Float32Array;
  readonly shape: PhoenixShape;
  /** One distinct name a gene, in the order of the parameters. */
  readonly genes: readonly string[];
  /** The hash of the study it was trained on. */
  readonly hash: string;
  /** What it was trained with: anything that JSON holds. */
  readonly configuration: unknown;
}

/** What stands before the parameters, so that the file explains itself. */
interface Header extends Omit<NamedModel, 'parameters'> {
  readonly kind: 'model';
  readonly version: 1;
  readonly layout: string;
}

const LAYOUT =
  'float32: W_S (m x n), b_S (m), W_P (m x n), b_P (m), U_S (n x m), U_P (n x m), v (n); n genes, m hidden';

/**
 * Writes a model into one file, whole or not at all: its parameters bit by bit, its genes by name, its study's hash and its
 * configuration.
 * @throws RangeError if parameters, shape and genes do not fit each other, or two genes share a name; Error that names the
 *   file when it cannot be written
 */
export function saveModel(file: string, model: NamedModel): void {
  const { parameters, shape, genes, hash, configuration } = model;
  if (genes.length !== shape.genes) {
    throw new RangeError(`${genes.length} names for a model of ${shape.genes} genes`);
  }
  viewsOf(parameters, shape); // refuses a vector of another length
  placesOf(genes);
  const header: Header = { kind: 'model', version: 1, layout: LAYOUT, shape, genes, hash, configuration };
  writeArrays(file, header, { parameters });
}

/**
 * Reads a model back.
 *
 * @param genes the genes in the order in which they are wanted; without it the order of the file
 * @returns the model with its parameters in the asked order: the same function of the same genes
 * @throws Error that names the file when it is missing, no model, cut short or damaged; RangeError when the genes asked for
 *   are not exactly those of the model (a model with a gene more or less would be another function)
 */
export function loadModel(file: string, genes?: readonly string[]): NamedModel {
  if (!existsSync(file)) throw new Error(`there is no model file ${file}`);
  const { header, arrays } = readArrays(file);
  const { kind, version, ...described } = header as Header;
  if (kind !== 'model') throw new Error(`${file} holds a ${String(kind)}, not a model`);
  if (version !== 1)
    throw new Error(`${file} is a model of version ${String(version)}: this library reads 1`);
  const { shape, hash, configuration } = described;
  const parameters = arrays.parameters as Float32Array;
  if (parameters.length !== parameterCount(shape) || described.genes.length !== shape.genes) {
    throw new Error(`${file} is damaged: its parameters do not fit its ${shape.genes} genes`);
  }
  const model: NamedModel = { parameters, shape, genes: described.genes, hash, configuration };
  return genes ? reordered(model, genes, file) : model;
}

function reordered(model: NamedModel, genes: readonly string[], file: string): NamedModel {
  const places = placesOf(model.genes);
  const asked = placesOf(genes);
  refuse(
    genes.filter((name) => !places.has(name)),
    `${file} has no gene`,
    'ask for those it has, or take the model of this gene set',
  );
  refuse(
    model.genes.filter((name) => !asked.has(name)),
    `${file} also holds the gene`,
    'a model cannot do without its genes: ask for all, or train on the smaller set',
  );
  const order = Int32Array.from(genes, (name) => places.get(name) as number);
  const { genes: n, hidden: m } = model.shape;
  const parameters = model.parameters.slice();
  const from = viewsOf(model.parameters, model.shape);
  const to = viewsOf(parameters, model.shape);
  for (let gene = 0; gene < n; gene++) {
    const old = order[gene];
    for (const block of ['wS', 'wP'] as const) {
      for (let neuron = 0; neuron < m; neuron++) to[block][neuron * n + gene] = from[block][neuron * n + old];
    }
    for (const block of ['uS', 'uP'] as const) {
      to[block].set(from[block].subarray(old * m, (old + 1) * m), gene * m);
    }
    to.v[gene] = from.v[old];
  }
  return { ...model, parameters, genes };
}

function refuse(names: readonly string[], says: string, wayOut: string): void {
  if (names.length === 0) return;
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  throw new RangeError(`${says} ${names.slice(0, 3).join(', ')}${more}: ${wayOut}`);
}

/** Where each gene stands. @throws RangeError if two share a name */
function placesOf(genes: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  genes.forEach((name, gene) => {
    if (places.has(name)) throw new RangeError(`the gene name ${name} stands twice`);
    places.set(name, gene);
  });
  return places;
}
