import type { Expression } from './expression';
import { parseExpression } from './parse-expression';

/** One equation a gene: its derivative, or null for an input gene, whose level stays as it starts. */
export interface EquationSystem {
  readonly genes: readonly string[];
  /** The input genes are the first `inputs` genes. */
  readonly inputs: number;
  readonly derivatives: readonly (Expression | null)[];
}

/** The text of one gene's equation as published, and where it stood, for error messages. */
export interface EquationText {
  readonly gene: string;
  readonly text: string;
  /** Such as "ode_system_functions.csv, line 12". */
  readonly place: string;
}

/** What the published files write in place of an input gene's equation. */
export const INPUT_GENE = 'input gene';

/**
 * The system that published equations describe, its genes in the order of `genes`.
 * @throws Error naming place and gene: an equation for an unknown gene, two or none for one gene, an expression that
 *   does not parse, or an input gene after one that is not.
 */
export function systemFromEquations(
  genes: readonly string[],
  equations: readonly EquationText[],
): EquationSystem {
  const geneIndex = new Map(genes.map((gene, index) => [gene, index] as const));
  const derivatives = new Array<Expression | null | undefined>(genes.length).fill(undefined);
  for (const { gene, text, place } of equations) {
    const index = geneIndex.get(gene);
    if (index === undefined) throw new Error(`${place}: gene ${gene} is not in the list of genes`);
    if (derivatives[index] !== undefined) throw new Error(`${place}: gene ${gene} has a second equation`);
    try {
      derivatives[index] = text.trim() === INPUT_GENE ? null : parseExpression(text, geneIndex);
    } catch (error) {
      throw new Error(`${place}, gene ${gene}, ${(error as Error).message}`);
    }
  }
  const missing = derivatives.indexOf(undefined);
  if (missing >= 0) throw new Error(`gene ${genes[missing]} has no equation`);
  const complete = derivatives as (Expression | null)[];
  const firstRegulated = complete.findIndex((derivative) => derivative !== null);
  const inputs = firstRegulated < 0 ? genes.length : firstRegulated;
  const late = complete.indexOf(null, inputs);
  if (late >= 0)
    throw new Error(`input gene ${genes[late]} stands after ${genes[inputs]}, which is no input`);
  return { genes, inputs, derivatives: complete };
}
