import { locateAll, type Places } from '../../downloads/locate';
import type { Trajectory } from '../measured';
import type { SimulatedNetwork, SystemName } from './published-network';
import { readTrajectories } from './trajectory-file';

/** Trajectories that are split into training and validation. */
export const TRAJECTORIES = 150;

/**
 * The authors' 150 trajectories, with the network and the test set that belong to them.
 * @throws Error where a file of them is not at hand, or holds another number of trajectories
 */
export async function readAuthorsTrajectories(
  name: SystemName,
  published: SimulatedNetwork | null,
  places: Places,
): Promise<Trajectory[]> {
  const { paths, ...rest } = await locateAll({ train: `${name}-train`, test: `${name}-test` }, places);
  if (paths === null || published === null) {
    const names = 'missing' in rest ? rest.missing.join(' ') : '';
    throw new Error(
      `the published trajectories of ${name} or the network behind them are not here: \`npm run data -- synthetic ${names}\` ` +
        'fetches them; or take simulated trajectories ({ authorsData: false })',
    );
  }
  const trajectories = await readTrajectories(paths.train, published.network.genes);
  if (trajectories.length === TRAJECTORIES) return trajectories;
  throw new Error(
    `${paths.train} holds ${trajectories.length} trajectories; the published study has ${TRAJECTORIES}`,
  );
}
