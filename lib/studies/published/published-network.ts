import { equationsOf } from '../../simulation/regulatory-rule';
import { systemFromEquations, type EquationSystem } from '../../simulation/equation-system';
import { createNetwork, type GeneNetwork } from '../../simulation/network';
import { locate, type Places } from '../../downloads/locate';
import { indexEdges, readEdges, readEquations, readGeneNames } from './network-files';
import { repairG350 } from './repair-g350';

/** The two synthetic systems of the paper: 350 and 690 genes. */
export type SystemName = 'sim350' | 'sim690';

/** A network with the equations that generate its trajectories. */
export interface SimulatedNetwork {
  readonly network: GeneNetwork;
  readonly system: EquationSystem;
}

/**
 * The published network behind SIM350 (repaired) or SIM690 (as it stands), genes in the order of the published priors
 * and trajectories; null when its files are not at hand.
 */
export async function readPublishedNetwork(
  name: SystemName,
  places: Places = {},
): Promise<SimulatedNetwork | null> {
  if (name === 'sim350') {
    const equations = await locate('sim350-equations-variant', places);
    const edges = await locate('sim350-edges', places);
    if (equations === null || edges === null) return null;
    return repairG350(await readEquations(equations), await readEdges(edges));
  }
  const files = await Promise.all(
    ['genes', 'equations', 'edges'].map((part) => locate(`sim690-${part}`, places)),
  );
  const [genesFile, equationsFile, edgesFile] = files;
  if (genesFile === null || equationsFile === null || edgesFile === null) return null;
  const genes = await readGeneNames(genesFile);
  const system = systemFromEquations(genes, await readEquations(equationsFile));
  const edges = indexEdges(await readEdges(edgesFile), genes);
  return { network: createNetwork(genes, system.inputs, edges), system };
}

/** A network with the equations that the regulatory rule gives it. */
export function simulatedNetwork(network: GeneNetwork): SimulatedNetwork {
  return { network, system: equationsOf(network) };
}
