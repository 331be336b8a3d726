import { activation, and, combine, level, not, or, type Expression } from './expression';
import { outDegrees, type Edge, type GeneNetwork } from './network';
import type { EquationSystem } from './equation-system';

/**
 * The logic by which several regulators drive one target. The regulator with the highest out-degree leads:
 * if it activates, lead AND (AND of the other activators) AND (OR of the repression terms);
 * if it represses, NOT lead OR (AND of the activators) OR (OR of the repression terms).
 * @param edges the edges into one target, at least one. Among equal out-degrees the first in this list leads.
 * @param degrees out-degree of every gene in the whole network.
 */
export function regulationOf(edges: readonly Edge[], degrees: ArrayLike<number>): Expression {
  const lead = edges.reduce((best, edge) =>
    degrees[edge.regulator] > degrees[best.regulator] ? edge : best,
  );
  const response = ({ regulator, ec50, exponent }: Edge): Expression => activation(regulator, ec50, exponent);
  const others = edges.filter((edge) => edge !== lead);
  const activators = others.filter((edge) => edge.activates).map(response);
  const repressions = others.filter((edge) => !edge.activates).map((edge) => not(response(edge)));
  const groups: Expression[] = [lead.activates ? response(lead) : not(response(lead))];
  if (activators.length > 0) groups.push(activators.reduce(and));
  if (repressions.length > 0) groups.push(repressions.reduce(or));
  return groups.reduce(lead.activates ? and : or);
}

/** The equations of a network: dg/dt = regulation - g, and 0 for an input gene. */
export function equationsOf(network: GeneNetwork): EquationSystem {
  const degrees = outDegrees(network);
  const into: Edge[][] = network.genes.map(() => []);
  for (const edge of network.edges) into[edge.target].push(edge);
  return {
    genes: network.genes,
    inputs: network.inputs,
    derivatives: into.map((edges, gene) =>
      gene < network.inputs ? null : combine('-', regulationOf(edges, degrees), level(gene)),
    ),
  };
}
