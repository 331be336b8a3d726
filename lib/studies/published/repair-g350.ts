import { and, not, or, activation, combine, level, type Expression } from '../../simulation/expression';
import {
  INPUT_GENE,
  systemFromEquations,
  type EquationSystem,
  type EquationText,
} from '../../simulation/equation-system';
import { createNetwork, type Edge, type GeneNetwork } from '../../simulation/network';
import { indexEdges, type NamedEdge } from './network-files';

/**
 * What is public of the network behind SIM350 is a variant of it: three edges are missing from the equations, their
 * parameters are others, and the gene list is out of order. From the variant's equations and the edge list, which holds the
 * edges and half-maximal levels as simulated, this rebuilds the system that generated the trajectories.
 */

/** The edges that the variant's equations lack; without REB1 -> SIN3 the variant takes SIN3 for an input gene. */
const REMOVED = ['REB1 -> SIN3', 'GLN3 -> FUR4', 'UME6 -> GAL1'] as const;

/** The variant drew its Hill exponents from U(1.39, 1.80) where the simulation had U(1.01, 1.70): the same quantiles. */
function mapExponent(h: number): number {
  return 1.01 + (0.69 * (h - 1.39)) / 0.41;
}

/** Gene order of every SIM350 file: the 73 inputs, then the others, SIN3 among them, each in the order of the equations. */
function repairedGeneOrder(equations: readonly EquationText[]): string[] {
  const isInput = ({ gene, text }: EquationText): boolean => text.trim() === INPUT_GENE && gene !== 'SIN3';
  return [...equations.filter(isInput), ...equations.filter((equation) => !isInput(equation))].map(
    ({ gene }) => gene,
  );
}

/**
 * The network and the equations that generated SIM350.
 * @param variant the published equations of the variant.
 * @param published the published edge list.
 * @throws Error when an equation uses an edge that is not in the list, or a restored edge is not in it.
 */
export function repairG350(
  variant: readonly EquationText[],
  published: readonly NamedEdge[],
): { network: GeneNetwork; system: EquationSystem } {
  const genes = repairedGeneOrder(variant);
  const edges = indexEdges(
    published.map((edge) => ({ ...edge, exponent: mapExponent(edge.exponent) })),
    genes,
  );
  const byName = new Map<string, Edge>(
    edges.map((edge) => [`${genes[edge.regulator]} -> ${genes[edge.target]}`, edge]),
  );
  const edgeNamed = (name: string): Edge => {
    const edge = byName.get(name);
    if (!edge) throw new Error(`the edge list of G350 lacks ${name}`);
    return edge;
  };
  const [toSin3, toFur4, toGal1] = REMOVED.map((name) => {
    const { regulator, ec50, exponent } = edgeNamed(name);
    return activation(regulator, ec50, exponent);
  });

  // SIN3's line says "input gene" here: its equation is written anew.
  const sin3 = genes.indexOf('SIN3');
  const readable = variant.map((equation) =>
    equation.gene === 'SIN3' ? { ...equation, text: '0 * SIN3' } : equation,
  );
  const { derivatives } = systemFromEquations(genes, readable);
  const inputs = derivatives.findIndex((derivative) => derivative !== null);

  const restored = derivatives.map((derivative, target): Expression | null => {
    if (derivative === null) return null;
    if (target === sin3) return combine('-', toSin3, level(sin3));
    const published = withParameters(derivative, (regulator) =>
      edgeNamed(`${genes[regulator]} -> ${genes[target]}`),
    );
    const regulation = (): Expression => combine('+', published, level(target));
    if (genes[target] === 'FUR4') return combine('-', and(toFur4, regulation()), level(target));
    if (genes[target] === 'GAL1') return combine('-', or(regulation(), not(toGal1)), level(target));
    return published;
  });
  return { network: createNetwork(genes, inputs, edges), system: { genes, inputs, derivatives: restored } };
}

/** The same expression with every Hill term's parameters taken from the edge of its regulator. */
function withParameters(tree: Expression, edgeFrom: (regulator: number) => Edge): Expression {
  if (tree.kind === 'number' || tree.kind === 'level') return tree;
  if (tree.kind === 'hill') {
    const { ec50, exponent } = edgeFrom(tree.gene);
    return activation(tree.gene, ec50, exponent);
  }
  return combine(tree.kind, withParameters(tree.left, edgeFrom), withParameters(tree.right, edgeFrom));
}
