import { PAPER_TABLES, type PaperTable } from '../evaluation/paper';
import { completeExperiment, STRATEGIES, type Experiment, type ExperimentRequest } from './experiment';

/** The tables and the figure that `npm run reproduce` makes, by the words of its command line. */
export const GRIDS = ['1', '4', '5', '6', '7', 'corruption'] as const;
export type GridName = (typeof GRIDS)[number];

/** Shares of the prior's edges that the corruption curve moves (Appendix B.3.1). */
export const CORRUPTIONS = [0, 0.05, 0.1, 0.2, 0.4, 0.8, 1] as const;

/** Weight of the data in the loss of Table 6: the prior term has the rest, as in the unpruned baseline. */
const PRIOR_TERM_TAU = 0.99;

/** What a grid leaves to its user. */
export interface GridOptions {
  /** Seeds 1 to this number. */
  readonly seeds?: number;
  /** Only these strategies. */
  readonly strategies?: readonly string[];
  /** Settings of every run: fewer epochs for a trial, a generated network. */
  readonly settings?: Pick<ExperimentRequest, 'epochs' | 'generated' | 'asPublishedCode'>;
}

/** A part of a grid that is one table: the runs that share data set, noise and loss. */
export interface Section {
  readonly title: string;
  /** The paper's numbers, or null where it prints none. */
  readonly paper: PaperTable | null;
  /** What makes each run, as `npm run experiment` takes it; `experiments` are these, completed. */
  readonly requests: readonly ExperimentRequest[];
  readonly experiments: readonly Experiment[];
}

/**
 * The runs of a table or figure of the paper: one section a noise level. Seeds are outermost, so that a grid that is stopped
 * half-way has all strategies at its first seeds.
 * @throws RangeError for a strategy that is not in that table, or a number of seeds below 1
 */
export function gridOf(grid: GridName, options: GridOptions = {}): Section[] {
  if (grid === 'corruption') {
    const cells = [
      ...CORRUPTIONS.flatMap((priorCorruption) => [
        { strategy: 'bio' as const, priorCorruption },
        { strategy: 'dash' as const, priorCorruption },
      ]),
      // IMP reads no prior: the run of Table 1 is its line.
      { strategy: 'imp' as const },
    ].map((cell) => ({ ...cell, dataset: 'sim350' as const, noise: 0.05 }));
    return [sectionOf('Prior corruption (B.3.1)', null, cells, options)];
  }
  return PAPER_TABLES.filter(({ table }) => table === `Table ${grid}`).map((paper) => {
    const { table, system: dataset, noise, priorTerm, rows } = paper;
    const strategies = STRATEGIES.filter((strategy) => rows.some((row) => row.strategy === strategy));
    const cells = strategies.map((strategy) => ({
      dataset,
      strategy,
      noise,
      ...(priorTerm && { tau: PRIOR_TERM_TAU }),
    }));
    const title = `${table}: ${dataset.toUpperCase()}, ${100 * noise} % noise${priorTerm ? ', with the prior term' : ''}`;
    return sectionOf(title, paper, cells, options);
  });
}

function sectionOf(
  title: string,
  paper: PaperTable | null,
  cells: readonly ExperimentRequest[],
  { seeds = 3, strategies, settings = {} }: GridOptions,
): Section {
  if (!Number.isSafeInteger(seeds) || seeds < 1)
    throw new RangeError(`seeds is how many: 1 or more, not ${seeds}`);
  const there = [...new Set(cells.map(({ strategy }) => strategy as string))];
  const unknown = strategies?.find((strategy) => !there.includes(strategy));
  if (unknown !== undefined) {
    throw new RangeError(`${title} has the strategies ${there.join(', ')}, not "${unknown}"`);
  }
  const chosen = cells.filter(({ strategy }) => strategies?.includes(strategy as string) ?? true);
  const requests = Array.from({ length: seeds }, (_, k) =>
    chosen.map((cell) => ({ ...cell, seed: k + 1, ...settings })),
  ).flat();
  return { title, paper, requests, experiments: requests.map(completeExperiment) };
}

/** A request in the words of `npm run experiment`: `--dataset sim350 --prior-corruption 0.2 ...`. */
export function argumentsOf(request: ExperimentRequest): string {
  return Object.entries(request)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([name, value]) => {
      const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      return value === true ? option : `${option} ${String(value)}`;
    })
    .join(' ');
}
