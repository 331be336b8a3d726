import { join } from 'node:path';
import { projectFolder } from '../../downloads/sources';
import { modelFile } from '../../experiments/save-models';
import type { MatrixRows } from '../../math/matrix-rows';
import { Network } from '../../network/network';
import { loadModel } from '../../phoenix/model';
import { strategyLabel } from '../../strategies/strategies';
import type { TableSection } from '../grids/grids';
import { rowOf } from '../grids/table-row';

/** Where the project keeps the few models that its notebooks draw: data/models. */
export function modelsFolder(): string {
  return join(projectFolder(), 'data', 'models');
}

/** The experiments of a section's first seed whose rows are the paper's, in its order. */
export function drawnExperiments({ paper, requests, experiments }: TableSection) {
  const rows = (paper?.rows ?? []).map(({ strategy }): string => strategy);
  return rows.flatMap((row) => {
    const k = requests.findIndex((request) => rowOf(request) === row);
    return k < 0 ? [] : experiments[k];
  });
}

/**
 * The networks of the paper's strategies in a table of SIM350 (Figures 2, 4, 5, 6): effects n x n, row = regulator, of the models that
 * the project stores, those of seed 1 at the best validation epoch. They know the published network.
 * @param section of table 1, 4 or 5, as `gridOf` makes it
 * @throws Error naming the file, for a table of which no models are stored
 */
export function storedPanels(
  section: TableSection,
): { readonly title: string; readonly network: MatrixRows }[] {
  return drawnExperiments(section).map((experiment) => {
    const { model } = loadModel(modelFile(experiment, 'best', modelsFolder()));
    return { title: strategyLabel(experiment.strategy), network: new Network(model).effects };
  });
}
