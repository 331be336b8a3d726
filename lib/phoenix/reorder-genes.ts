import { viewsOf, type PhoenixShape } from './parameters';

/**
 * The parameters of the same model with its genes in another order.
 * @param stored flat, in the order of `named`
 * @param genes the order asked for
 * @param file names the model in an error
 * @throws RangeError when the genes asked for are not exactly those of the model, or a name stands twice
 */
export function reordered(
  stored: Float32Array,
  shape: PhoenixShape,
  named: readonly string[],
  genes: readonly string[],
  file: string,
): Float32Array {
  const places = placesOf(named);
  const asked = placesOf(genes);
  refuse(
    genes.filter((name) => !places.has(name)),
    `${file} has no gene`,
    'ask for those it has, or take the model of this gene set',
  );
  refuse(
    named.filter((name) => !asked.has(name)),
    `${file} also holds the gene`,
    'a model cannot do without its genes: ask for all, or train on the smaller set',
  );
  const { genes: n, hidden: m } = shape;
  const parameters = stored.slice();
  const [from, to] = [viewsOf(stored, shape), viewsOf(parameters, shape)];
  genes.forEach((name, gene) => {
    const old = places.get(name) as number;
    for (const block of ['wS', 'wP'] as const) {
      for (let neuron = 0; neuron < m; neuron++) to[block][neuron * n + gene] = from[block][neuron * n + old];
    }
    for (const block of ['uS', 'uP'] as const) {
      to[block].set(from[block].subarray(old * m, (old + 1) * m), gene * m);
    }
    to.v[gene] = from.v[old];
  });
  return parameters;
}

function refuse(names: readonly string[], says: string, wayOut: string): void {
  if (names.length === 0) return;
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  throw new RangeError(`${says} ${names.slice(0, 3).join(', ')}${more}: ${wayOut}`);
}

/** Where each gene stands. @throws RangeError if two share a name */
export function placesOf(genes: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  genes.forEach((name, gene) => {
    if (places.has(name)) throw new RangeError(`the gene name ${name} stands twice`);
    places.set(name, gene);
  });
  return places;
}
