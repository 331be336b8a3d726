import { requireFraction } from '../../math/fraction';
import { Random } from '../../math/random';
import type { SparseMatrix } from '../../math/sparse-matrix';
import { generateNetwork, NETWORK_SHAPES } from '../../simulation/generate-network';
import { signedAdjacency } from '../../simulation/network';
import { RECORDED_TIMES, simulateTrajectories } from '../../simulation/simulate';
import { estimateStartDistribution } from '../../simulation/start-levels';
import { readAuthorsTrajectories, TRAJECTORIES } from './authors-trajectories';
import { coregulationOf } from '../coregulation';
import { corruptPrior } from '../corrupt-prior';
import { locate, type Places } from '../../downloads/locate';
import { readSquareMatrix } from '../../files/matrix-file';
import { measured, type Trajectory } from '../measured';
import { readPublishedNetwork, simulatedNetwork, type SystemName } from './published-network';
import type { Study } from '../study';
import { hashed } from '../study-hash';
import { readTrajectories } from './trajectory-file';

/** Of the trajectories those that validate, and the test set beside them. */
const VALIDATION = 10;
const TEST = 10;

export interface SimulatedStudyOptions extends Places {
  readonly system: SystemName;
  /** The paper's noise level, a fraction: 0, 0.05 or 0.1 in the paper. Each value gets N(0, (noise / 2)^2) once. */
  readonly noise: number;
  /** Share of the prior's edges that are moved; by default the noise level, as in the paper. */
  readonly priorCorruption?: number;
  /** The seed draws them, even where a published prior has as many moved. */
  readonly priorDraw?: 'seed';
  /** Draws the trajectories, the noise, the split and whatever is generated. */
  readonly seed: number;
  /** Which of the 150 trajectories validate, instead of ten that the seed draws. */
  readonly validation?: readonly number[];
  /** Generate network, prior and test set even where the published ones are at hand. */
  readonly generated?: boolean;
  /** Train and validate on the authors' 150 trajectories; by default on simulated ones, which need no large file. */
  readonly authorsData?: boolean;
}

/**
 * The synthetic study of the paper (section 4.1): 150 trajectories, 140 to train and 10 to validate, and 10 to test. The
 * training trajectories are simulated, or the authors' where they are asked for. Network, prior and test set are the
 * published ones where their files are at hand, else generated with the same counts; `source` says which.
 *
 * Network, trajectories, split, noise and prior draw from independent streams of the seed: another noise level changes
 * neither the clean trajectories nor the split. Where the training trajectories are simulated as many as the published test
 * set has are held out beside it.
 * @throws RangeError for a noise level outside [0, 1] or a validation set that is none; Error for a damaged file, and for
 *   trajectories of the authors that are asked for and not at hand.
 */
export async function loadSimulatedStudy(options: SimulatedStudyOptions): Promise<Study> {
  const { system: name, noise, seed, priorCorruption = noise } = options;
  checkOptions(options);
  const stream = (part: string): Random => Random.fromSeed(seed, `${name} ${part}`);
  const validation = options.validation ?? [
    ...stream('split').permutation(TRAJECTORIES).subarray(0, VALIDATION),
  ];
  const inOrder = [...validation].sort((one, other) => one - other);
  const chosen = new Set(validation);

  const published = options.generated ? null : await readPublishedNetwork(name, options);
  const authors = options.authorsData ? await readAuthorsTrajectories(name, published, options) : null;
  const { network, system } =
    published ?? simulatedNetwork(generateNetwork(NETWORK_SHAPES[name], stream('network')));
  const { genes } = network;
  const truth = signedAdjacency(network);

  const publishedTest = published && (await publishedTestSet(name, genes, options));
  // Training and test were published as draws from one distribution, and only the test set can be fetched: its starts
  // (nothing later) say where the training trajectories start.
  const starts = publishedTest
    ? estimateStartDistribution(publishedTest.map(startLevels), system.inputs)
    : undefined;
  const simulate = (count: number, random: Random): Trajectory[] =>
    simulateTrajectories(system, count, random, starts).map((levels) => ({
      times: Float64Array.from(RECORDED_TIMES),
      levels,
    }));
  const clean = authors ?? simulate(TRAJECTORIES + (publishedTest ? 0 : TEST), stream('trajectories'));
  const series = measured([...clean, ...(publishedTest ?? [])], noise, stream('noise'));

  const publishedPrior =
    published &&
    options.priorDraw !== 'seed' &&
    (await publishedPriorAt(name, priorCorruption, genes, options));
  const prior = publishedPrior || corruptPrior(truth, priorCorruption, stream('prior'));

  return hashed({
    name,
    source: sourceText(genes.length, options, {
      network: published !== null,
      trajectories: authors !== null,
      test: publishedTest !== null,
      prior: Boolean(publishedPrior),
    }),
    genes,
    training: series.slice(0, TRAJECTORIES).filter((_, index) => !chosen.has(index)),
    validation: inOrder.map((index) => series[index]),
    test: series.slice(TRAJECTORIES),
    ...(publishedTest &&
      !authors && {
        heldOut: measured(simulate(TEST, stream('held-out trajectories')), noise, stream('held-out noise')),
      }),
    prior,
    coregulation: coregulationOf(prior),
    truth,
    ...(authors && { remarks: [splitRemark(inOrder, seed)] }),
  });
}

/** Which of the authors' trajectories validate. */
const splitRemark = (validation: readonly number[], seed: number): string =>
  `Of the ${TRAJECTORIES} published trajectories these validate at seed ${seed}, counted from 1: ` +
  `${validation.map((index) => index + 1).join(', ')}; the others train.`;

/** In words where a study is from. @param published which parts of it are the published ones */
function sourceText(
  genes: number,
  { seed, noise, priorCorruption = noise }: SimulatedStudyOptions,
  published: Readonly<Record<'network' | 'trajectories' | 'test' | 'prior', boolean>>,
): string {
  const moved = `prior with ${percent(priorCorruption)} of its edges moved`;
  return [
    published.network
      ? `published network G${genes}`
      : `generated network of ${genes} genes (seed ${seed}), no download`,
    published.trajectories
      ? `published training and validation trajectories, split by seed ${seed}`
      : `training and validation trajectories simulated from it (seed ${seed})` +
        (published.test ? ', starting where the published test set starts on average' : ''),
    published.test ? 'published test set' : `test set simulated (seed ${seed})`,
    published.prior ? `published ${moved}` : `${moved} (seed ${seed})`,
  ].join('; ');
}

const startLevels = ({ times, levels }: Trajectory): Float64Array =>
  levels.filter((_, k) => k % times.length === 0);

const percent = (fraction: number): string => `${Number((100 * fraction).toFixed(4))} %`;

async function publishedTestSet(
  name: SystemName,
  genes: readonly string[],
  places: Places,
): Promise<Trajectory[] | null> {
  const file = await locate(`${name}-test`, places);
  return file === null ? null : readTrajectories(file, genes);
}

/** The published prior with that share of its edges moved, where there is one: at 0, 5, 10 and 20 %. */
async function publishedPriorAt(
  name: SystemName,
  corruption: number,
  genes: readonly string[],
  places: Places,
): Promise<SparseMatrix | null> {
  const level = Math.round(100 * corruption);
  if (Math.abs(100 * corruption - level) > 1e-9 || ![0, 5, 10, 20].includes(level)) return null;
  const file = await locate(`${name}-prior-${level}`, places);
  return file === null ? null : readSquareMatrix(file, genes);
}

function checkOptions({ noise, validation, authorsData, generated }: SimulatedStudyOptions): void {
  requireFraction('noise', noise);
  if (authorsData && generated) {
    throw new RangeError("generated data are not the authors': ask for one of the two");
  }
  if (validation !== undefined) checkValidation(validation);
}

function checkValidation(indices: readonly number[]): void {
  const wrong = indices.find((index) => !(Number.isInteger(index) && index >= 0 && index < TRAJECTORIES));
  if (wrong !== undefined)
    throw new RangeError(`validation trajectories are numbered 0 to ${TRAJECTORIES - 1}, not ${wrong}`);
  const distinct = new Set(indices).size;
  if (distinct !== indices.length || distinct < 1 || distinct >= TRAJECTORIES) {
    throw new RangeError(`a validation set is 1 to ${TRAJECTORIES - 1} different trajectories`);
  }
}
