import { fromEntries, type SparseMatrix } from '../math/sparse-matrix';
import { hillConstants } from './hill';

/** One regulation: the regulator at level x drives its target by fAct(x; ec50, exponent), or by 1 minus that. */
export interface Edge {
  readonly regulator: number;
  readonly target: number;
  readonly activates: boolean;
  /** E: the regulator's level at which the response is 1/2. */
  readonly ec50: number;
  /** h: the Hill exponent. */
  readonly exponent: number;
}

/** A gene regulatory network: the `inputs` genes that nothing regulates come first. */
export interface GeneNetwork {
  readonly genes: readonly string[];
  readonly inputs: number;
  readonly edges: readonly Edge[];
}

/**
 * A network that holds together.
 * @throws RangeError naming the genes: a gene twice, an edge outside the genes or given twice, a regulated input gene,
 *   another gene without a regulator, or E and h that make no Hill term.
 */
export function createNetwork(genes: readonly string[], inputs: number, edges: readonly Edge[]): GeneNetwork {
  const seen = new Set<string>();
  for (const gene of genes) {
    if (seen.has(gene)) throw new RangeError(`gene ${gene} is listed twice`);
    seen.add(gene);
  }
  const regulated = new Uint8Array(genes.length);
  const pairs = new Set<number>();
  for (const { regulator, target, ec50, exponent } of edges) {
    const name = `${genes[regulator] ?? `no. ${regulator}`} -> ${genes[target] ?? `no. ${target}`}`;
    if (genes[regulator] === undefined || genes[target] === undefined) {
      throw new RangeError(`edge ${name} lies outside the ${genes.length} genes`);
    }
    if (pairs.has(regulator * genes.length + target)) throw new RangeError(`edge ${name} is given twice`);
    pairs.add(regulator * genes.length + target);
    if (target < inputs) throw new RangeError(`edge ${name} regulates an input gene`);
    try {
      hillConstants(ec50, exponent);
    } catch (error) {
      throw new RangeError(`edge ${name}: ${(error as Error).message}`);
    }
    regulated[target] = 1;
  }
  for (let gene = inputs; gene < genes.length; gene++) {
    if (!regulated[gene]) throw new RangeError(`gene ${genes[gene]} is no input and has no regulator`);
  }
  return { genes, inputs, edges };
}

/** The signed network as a matrix: row = regulator, column = target, 1 = activates, -1 = represses. */
export function signedAdjacency({ genes, edges }: GeneNetwork): SparseMatrix {
  return fromEntries(
    genes.length,
    genes.length,
    edges.map(({ regulator, target, activates }) => [regulator, target, activates ? 1 : -1] as const),
  );
}

/** How many targets each gene regulates. */
export function outDegrees({ genes, edges }: GeneNetwork): Int32Array {
  const degrees = new Int32Array(genes.length);
  for (const { regulator } of edges) degrees[regulator]++;
  return degrees;
}
