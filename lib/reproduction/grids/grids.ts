import { PAPER_TABLES, type PaperTable, type SimulatedTable } from '../paper/paper';
import { gapCells, realDataCells, TEST_GAP, timeScaleCells } from './real-data-cells';
import { seedsOf, simulatedCells } from './simulated-cells';
import { rowOf, SCALE_MATCHED } from './table-row';
import type { Lambdas } from '../../pruning/prior-knowledge';
import { lambdaPairs } from '../../training/cross-validation';
import { completeExperiment, type Experiment, type ExperimentRequest } from '../../experiments/experiment';
import type { Dataset } from '../../datasets/dataset';
import { datasetNamed } from '../../datasets/datasets';
import type { SystemName } from '../../studies/published/published-network';
import type { BreastCancerGenes } from '../../studies/published/breast-cancer';
import type { StrategyName } from '../../strategies/strategies';

/** The tables and figures that `npm run reproduce` makes, by the words of its command line. */
export const TABLES = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
export const FIGURES = [
  'corruption',
  'lambda',
  'lambda-corruption',
  'evidence',
  'gap',
  'time-scale',
] as const;
export type GridName = (typeof TABLES)[number] | (typeof FIGURES)[number];

/** Shares of the prior's edges that the corruption curve moves (Appendix B.3.1). */
export const CORRUPTIONS = [0, 0.05, 0.1, 0.2, 0.4, 0.8, 1] as const;

/** What lambda is chosen among (Appendix B.4): the published code's values, none of the prior, and half of it; at each noise. */
export const LAMBDAS = {
  first: [0, 0.05, 0.5],
  second: [0, 0.01, 0.5],
  folds: 3,
  noises: [0.05, 0, 0.1],
} as const;

/** Shares of the prior in a scale-matched score that are chosen among where the prior gets worse: one for both layers, on one scale. */
export const PRIOR_SHARES = [0, 0.25, 0.5, 0.75, 1] as const;

/**
 * How the stored results of real data and of the corruption curve were trained: with the paper's scheme, from
 * rates drawn per unit of the data's time.
 */
export const AS_STORED = { solver: 'dormand-prince', ratesPer: 'data-time' } as const;

/**
 * How much time is stretched in the second half of Tables 3, 8 and 9. In the data's own pseudotime the intervals are so short
 * that no strategy gets away from "nothing changes".
 */
const TIME_SCALE = 100;

/** What that half compares beside the paper's rows: whether pruning helps at all, and the prior alone. */
const BESIDE_STRETCHED: readonly StrategyName[] = ['none', 'bio'];

/** The data set of a section, which all its runs share. */
export function datasetOf({ experiments }: TableSection): Dataset {
  return datasetNamed(experiments[0].dataset);
}

/** What a grid leaves to its user. */
export interface GridOptions {
  /**
   * Seeds 1 to this number, of every row; by default 1 for the choice of the unit of time, 20 for the evidence and of simulated tables, 5 of
   * the rows there that take minutes a run, and 3 of the others.
   */
  readonly seeds?: number;
  /** Seeds from this one on; 1 by default, of the evidence and of lambda on its data 101. */
  readonly firstSeed?: number;
  /** Only these rows: strategies, `scale-matched`, or `l0-published` and the like (`rowOf`). */
  readonly strategies?: readonly string[];
  /** Settings of every run: fewer epochs for a trial, a generated network, the paper's solver. */
  readonly settings?: Pick<
    ExperimentRequest,
    'epochs' | 'generated' | 'asPublishedCode' | 'authorsData' | 'solver'
  >;
  /** Table 2: at this number of genes alone; by default at 500 and at 2000, of which no large file has to be fetched. */
  readonly genes?: BreastCancerGenes;
}

/** A part of a grid that is one table: the runs that share data set, noise, time and loss. */
export interface TableSection {
  readonly title: string;
  /** The paper's numbers, or null where it prints none. */
  readonly paper: PaperTable | null;
  /** What makes each run, as `npm run experiment` takes it; `experiments` are these, completed. */
  readonly requests: readonly ExperimentRequest[];
  readonly experiments: readonly Experiment[];
}

/**
 * The runs of a table or figure of the paper: one section a noise level; for breast cancer one a subset of the genes, both
 * beside the paper's numbers on all of them; for bone marrow the paper's settings, then a stretched time; for the choice of
 * lambda one cross-validation a noise and seed. Seeds are outermost, so that a grid that is stopped half-way has all strategies at its
 * first seeds.
 * @throws RangeError for a strategy that is not in that table, a number of seeds below 1, or genes of another table than 2
 */
export function gridOf(grid: GridName, options: GridOptions = {}): TableSection[] {
  if (options.genes !== undefined && grid !== '2') {
    throw new RangeError(`genes belongs to table 2, breast cancer; ${grid} has one size: leave it out`);
  }
  if (grid === 'corruption') {
    const cells = [
      ...CORRUPTIONS.flatMap((priorCorruption) => [
        { strategy: 'bio' as const, priorCorruption },
        { strategy: 'dash' as const, priorCorruption },
      ]),
      // IMP reads no prior: one run a seed is its line.
      { strategy: 'imp' as const },
    ].map((cell) => ({ ...cell, dataset: 'sim350' as const, noise: 0.05 }));
    return sectionsOf([{ title: 'Prior corruption (B.3.1)', paper: null, cells }], options);
  }
  if (grid === 'lambda') {
    const wholes = LAMBDAS.noises.map((noise) =>
      crossValidation(
        `Lambda by cross-validation (B.4): SIM350, ${100 * noise} % noise`,
        { noise },
        lambdaPairs(LAMBDAS.first, LAMBDAS.second),
      ),
    );
    return sectionsOf(wholes, options).flatMap(oneASeed);
  }
  if (grid === 'lambda-corruption') {
    const wholes = CORRUPTIONS.map((priorCorruption) =>
      crossValidation(
        `Lambda by cross-validation (scale-matched): SIM350, ${100 * priorCorruption} % moved`,
        { noise: 0.05, priorCorruption, priorDraw: 'seed', mixing: 'scale-matched' },
        PRIOR_SHARES.map((share) => ({ lambda1: share, lambda2: share })),
      ),
    );
    return sectionsOf(wholes, { ...options, firstSeed: options.firstSeed ?? UNSEEN_SEEDS }).flatMap(oneASeed);
  }
  if (grid === 'evidence') {
    const { firstSeed = UNSEEN_SEEDS } = options;
    return sectionsOf([evidenceOn('sim350'), evidenceOn('sim690')], { ...options, firstSeed });
  }
  if (grid === 'gap') {
    const title = `Breast cancer, 500 genes, ${TEST_GAP} times on either side of the test times left out`;
    return sectionsOf([{ title, paper: null, cells: gapCells() }], options);
  }
  if (grid === 'time-scale') {
    const wholes = timeScaleCells({ ratesPer: AS_STORED.ratesPer }).map((cells) => ({
      title: `The unit of time, by validation: ${cells[0].dataset}`,
      paper: null,
      cells,
    }));
    return sectionsOf(wholes, { ...options, seeds: options.seeds ?? 1 });
  }
  const papers = PAPER_TABLES.filter(({ table }) => table === `Table ${grid}`);
  return sectionsOf(
    papers.flatMap((paper) => tableOf(paper, options.genes)),
    options,
  );
}

/** A table of the paper: one whole, or one a part of it. */
function tableOf(paper: PaperTable, genes?: BreastCancerGenes): Whole[] {
  if (paper.kind === 'simulated') {
    const { system, noise, priorTerm } = paper;
    const title = `${paper.table}: ${system.toUpperCase()}, ${100 * noise} % noise${priorTerm ? ', with the prior term' : ''}`;
    return [{ title, paper, cells: simulatedCells(paper), seedsOf: (cell) => seedsOf(paper, cell) }];
  }
  return partsOf(paper, genes).map(({ title, settings, ...rows }) => ({
    title: `${paper.table}: ${title}`,
    paper,
    cells: realDataCells(paper, settings, rows),
  }));
}

/** Every pair on every fold. */
function crossValidation(title: string, settings: ExperimentRequest, lambdas: readonly Lambdas[]): Whole {
  const cells = lambdas.flatMap((pair) =>
    Array.from({ length: LAMBDAS.folds }, (_, index): ExperimentRequest => ({
      ...{ dataset: 'sim350', strategy: 'dash', ...settings, ...pair },
      ...{ fold: { index, of: LAMBDAS.folds }, solver: 'krogstad' },
    })),
  );
  return { title, paper: null, cells };
}

/** What the evidence is chosen by was chosen on the seeds before. */
const UNSEEN_SEEDS = 101;

/**
 * What each strategy makes of a prior that gets worse, at 5 % noise: every seed moves other edges, and has data of its own.
 * Lasso and IMP read no prior; the unpruned model has it in its loss, and is slow: five seeds, on the smaller system.
 */
function evidenceOn(dataset: SystemName): Whole {
  const all = { dataset, noise: 0.05, solver: 'krogstad', priorDraw: 'seed' } as const;
  const moved = CORRUPTIONS.flatMap((priorCorruption) => [
    { ...all, priorCorruption, strategy: 'evidence' as const },
    { ...all, priorCorruption, strategy: 'lasso-prior' as const },
    { ...all, priorCorruption, strategy: 'dash' as const },
    { ...all, priorCorruption, strategy: 'dash' as const, ...SCALE_MATCHED },
    ...(dataset === 'sim350' ? [{ ...all, priorCorruption, strategy: 'none' as const }] : []),
  ]);
  const cells = [{ ...all, strategy: 'lasso' as const }, { ...all, strategy: 'imp' as const }, ...moved];
  return {
    title: `A prior that gets worse: ${dataset.toUpperCase()}, 5 % noise`,
    paper: null,
    cells,
    seedsOf: ({ strategy }) => (strategy === 'none' ? 5 : 20),
  };
}

/** What the sections of a table share: the settings of their runs; strategies beside the paper's; whether penalties are run as published, too. */
interface Part {
  readonly title: string;
  readonly settings: ExperimentRequest;
  readonly beside?: readonly StrategyName[];
  readonly published?: boolean;
}

function partsOf(paper: Exclude<PaperTable, SimulatedTable>, genes?: BreastCancerGenes): Part[] {
  switch (paper.kind) {
    case 'breast-cancer':
      return (genes === undefined ? ([500, 2000] as const) : [genes]).map((size) => ({
        title: `breast cancer, ${size} genes${size === paper.genes ? '' : ` (the paper: ${paper.genes})`}`,
        settings: { dataset: `brca${size}` as const },
        // The larger ones take a quarter of an hour a run and more.
        published: size === 500,
      }));
    case 'bone-marrow': {
      const dataset = `hema-${paper.lineage}` as const;
      const title = `bone marrow, ${paper.lineage === 'bcell' ? 'B cell' : paper.lineage} lineage`;
      return [
        { title: `${title}, the paper's settings`, settings: { dataset }, published: true },
        {
          title: `${title}, time x ${TIME_SCALE}`,
          settings: { dataset, timeScale: TIME_SCALE, ratesPer: AS_STORED.ratesPer },
          beside: BESIDE_STRETCHED,
        },
      ];
    }
  }
}

/** A section before strategies and seeds are chosen. */
interface Whole extends Pick<TableSection, 'title' | 'paper'> {
  readonly cells: readonly ExperimentRequest[];
  /** How many seeds a cell has; absent: 3 each. */
  readonly seedsOf?: (cell: ExperimentRequest) => number;
}

/** The sections at the chosen rows and seeds; one that has none of the rows is left out. */
function sectionsOf(
  wholes: readonly Whole[],
  { seeds, firstSeed = 1, strategies, settings = {} }: GridOptions,
): TableSection[] {
  if (seeds !== undefined && (!Number.isSafeInteger(seeds) || seeds < 1))
    throw new RangeError(`seeds is how many: 1 or more, not ${seeds}`);
  // Where all runs are as published, a row of its own would be the same again.
  const ofAll = (cell: ExperimentRequest): boolean =>
    settings.asPublishedCode === undefined || !cell.asPublishedCode;
  const there = new Set(wholes.flatMap(({ cells }) => cells.filter(ofAll).map(rowOf)));
  const unknown = strategies?.find((row) => !there.has(row));
  if (unknown !== undefined) {
    throw new RangeError(`${wholes[0].title} has the strategies ${[...there].join(', ')}, not "${unknown}"`);
  }
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  return wholes.flatMap(({ title, paper, cells, seedsOf: seedsOfCell = () => 3 }) => {
    const chosen = cells
      .filter((cell) => ofAll(cell) && (strategies?.includes(rowOf(cell)) ?? true))
      .map((cell) => ({ cell, seeds: seeds ?? seedsOfCell(cell) }));
    const requests = Array.from({ length: Math.max(0, ...chosen.map((one) => one.seeds)) }, (_, k) =>
      chosen
        .filter((one) => k < one.seeds)
        .map(({ cell }) => ({
          ...cell,
          seed: firstSeed + k,
          solver: cell.solver ?? AS_STORED.solver,
          ...given,
        })),
    ).flat();
    if (requests.length === 0) return [];
    const experiments = requests.map(completeExperiment);
    return [{ title: title + choiceOf(requests[0]), paper, requests, experiments }];
  });
}

/** What a title adds where the runs are on the authors' data. */
function choiceOf({ dataset, authorsData }: ExperimentRequest): string {
  const used = authorsData && datasetNamed(dataset ?? 'sim350').authorsData?.used;
  return used ? `, ${used}` : '';
}

/** The section of each seed by itself. */
function oneASeed(section: TableSection): TableSection[] {
  return [...new Set(section.requests.map(({ seed }) => seed))].map((seed) => ({
    ...section,
    title: `${section.title}, seed ${seed}`,
    requests: section.requests.filter((request) => request.seed === seed),
    experiments: section.experiments.filter((experiment) => experiment.seed === seed),
  }));
}

/** A grid's request in the words of `npm run experiment`: `--dataset sim350 --prior-corruption 0.2 ...`; folds count from 1 there. */
export function argumentsOf(request: Omit<ExperimentRequest, 'own'>): string {
  return Object.entries(request)
    .filter(([name, value]) => value !== undefined && (value !== false || name === 'authorsData'))
    .map(([name, value]) => {
      const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      if (name === 'authorsData') return `${option} ${value ? 'yes' : 'no'}`;
      if (typeof value === 'object') return `${option} ${value.index + 1}/${value.of}`;
      return value === true ? option : `${option} ${String(value)}`;
    })
    .join(' ');
}
