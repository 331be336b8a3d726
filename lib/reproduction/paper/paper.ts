import { BONE_MARROW_TABLES, BREAST_CANCER_TABLE } from './paper-measured';
import { SIMULATED_TABLES } from './paper-simulated';
import type { PaperTable, SimulatedTable } from './paper-table';

export type * from './paper-table';

/** How many runs a number of the paper is taken to be of; it does not say. Its post hoc rule has three repeats. */
export const PAPER_RUNS = 3;

/** All result tables of arXiv 2403.04805. */
export const PAPER_TABLES: readonly PaperTable[] = [
  ...SIMULATED_TABLES,
  BREAST_CANCER_TABLE,
  ...BONE_MARROW_TABLES,
];

/**
 * The paper's table for a simulated system and a noise level.
 *
 * @param priorTerm whether the pruned models keep PHOENIX's prior term in their loss (Table 6)
 * @throws RangeError if the paper has none
 */
export function paperTable(
  system: SimulatedTable['system'],
  noise: number,
  priorTerm = false,
): SimulatedTable {
  const found = SIMULATED_TABLES.find(
    (table) => table.system === system && table.noise === noise && table.priorTerm === priorTerm,
  );
  if (!found) {
    const kind = priorTerm ? ' with the prior term' : '';
    const known = SIMULATED_TABLES.filter((table) => table.priorTerm === priorTerm)
      .map((table) => `${table.system} at ${table.noise}`)
      .join(', ');
    throw new RangeError(`the paper has no table for ${system} at noise ${noise}${kind}; it has ${known}`);
  }
  return found;
}
