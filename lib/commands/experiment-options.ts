import { resolve } from 'node:path';
import { DATASETS } from '../datasets/datasets';
import { PRIOR_DRAWS } from '../experiments/experiment';
import { KEPT_EPOCHS } from '../experiments/save-models';
import { EDGE_CHOICES, requireNetworkFile } from '../experiments/save-network';
import { STRATEGIES } from '../strategies/strategies';
import { MIXINGS } from '../pruning/dash-scores';
import { SCHEMES } from '../ode/solver';
import { RATES_PER } from '../training/plan';
import type { Fold } from '../studies/fold-study';
import { COMMAS } from '../files/number-text';
import { REPLICATE_CHOICES } from '../studies/own/expression/measurements';
import { NORMALISATIONS } from '../studies/own/split';
import { MATRIX_SIDES } from '../studies/own/prior/prior-matrix';
import { CONFLICT_CHOICES, DUPLICATE_CHOICES } from '../studies/own/prior/resolve-edges';
import { MISSING_CHOICES } from '../studies/own/expression/series';
import { RENAMES } from '../studies/own/names/spellings';
import { AUTHORS_DATA } from './authors-data-option';
import { choice, flag, namesOf, number, option, path, text, texts, whole, type Option } from './options';

const OWN = { goesWith: ['expression'] } as const;

/** The options of `npm run experiment`; those that are settings of the experiment have their names there. */
export const EXPERIMENT_OPTIONS = {
  dataset: choice(namesOf(DATASETS), '(default sim350; own with --expression)'),
  expression: texts(
    'FILE',
    'your own data, one file or several: a table (genes x times, long, times in rows, GCT, cells) or an h5ad; data/README.md',
  ),
  prior: text(
    'FILE',
    'your own data: regulator,target and perhaps sign or weight, or the list of a database (data/README.md names them); ' +
      'without it none, post-hoc, imp, penalties',
    OWN,
  ),
  coregulation: text(
    'FILE',
    "your own data: gene,gene and perhaps score, or STRING's links (default: targets shared in the prior)",
    OWN,
  ),
  normalise: choice(NORMALISATIONS, 'your own data to [0, 1] (default none)', OWN),
  missing: choice(MISSING_CHOICES, 'your own data: where a value is missing (default error)', OWN),
  rename: texts(
    'NAME',
    `your own data: ${RENAMES.join(', ')}, or a file of two columns, old and new name; several are applied in turn`,
    OWN,
  ),
  replicates: choice(
    REPLICATE_CHOICES,
    'your own data: what several samples of one time are (default: told from the file, or asked)',
    OWN,
  ),
  comma: choice(
    COMMAS,
    'your own data: what the comma in 1,234 is (default: told from the file, or asked)',
    OWN,
  ),
  pseudotime: text(
    'FILE',
    "your own data, cells: their pseudotimes, a line a cell, a column a lineage (BEELINE's PseudoTime.csv); of an h5ad a column of obs",
    OWN,
  ),
  lineage: text(
    'COLUMN',
    'your own data: the column (of obs, of the pseudotimes, of a long table) that tells lineages, batches or series apart',
    OWN,
  ),
  bins: whole(
    2,
    'your own data: average cells (or samples) of near-equal time into N bins a lineage (default for cells: a tenth of them, 6 to 50)',
    OWN,
  ),
  layer: text('NAME', 'your own data, h5ad: a layer in place of X', OWN),
  geneNames: text(
    'COLUMN',
    'your own data: the column that names the genes, where there are several; of an h5ad, of var',
    OWN,
  ),
  conflicts: choice(
    CONFLICT_CHOICES,
    'your own data: where the prior gives an edge both signs (default error)',
    OWN,
  ),
  duplicates: choice(
    DUPLICATE_CHOICES,
    'your own data: where a gene is given twice, or an edge or a pair with different numbers (default error)',
    OWN,
  ),
  regulators: choice(MATRIX_SIDES, 'your own data: which side of a prior that is a matrix regulates', OWN),
  weight: text(
    'COLUMN',
    'your own data: the column of the prior that holds weights or signs, where its title does not say it',
    OWN,
  ),
  top: whole(1, 'your own data: only so many edges of the prior, the strongest (default all)', OWN),
  strategy: choice(namesOf(STRATEGIES), '(default dash)'),
  noise: number("simulated data: the paper's noise level as a fraction: 0.05 is its 5 % (default 0.05)"),
  priorCorruption: number("simulated data: share of the prior's edges moved (default: as --noise)"),
  priorDraw: choice(
    PRIOR_DRAWS,
    'simulated data: the prior with so many moved edges that is published, where one is, or one that the seed draws (default published)',
  ),
  seed: whole(0, '(default 1)'),
  lambda1: number("share of the prior in the first layer's score, for dash (default 0.05; brca: 0.9995)"),
  lambda2: number("share of the prior in the second layer's score, for dash (default 0.01; brca: 0.9995)"),
  mixing: choice(MIXINGS, 'both terms of a score divided by their mean, for dash'),
  penaltyWeight: number(
    'weight of the penalty, for l0, c-node and path-reg (default: as tuned on validation)',
  ),
  tau: number(
    "weight of the data in the loss (default 1; 0.99, PHOENIX's prior term, for none and for the model that post-hoc prunes)",
  ),
  epochs: whole(
    1,
    'at most (default 500; brca 300, hema 240; own: as many steps as 500 of sim350); post-hoc: of each of its 28 trainings',
  ),
  learningRate: number(
    "Adam's rate at the start and after every pruning (default 1e-3; brca 1e-4, hema 1e-2)",
  ),
  timeScale: number(
    'training sees time multiplied by X, and holds the multipliers v above a floor (default 1, no floor; own: what brings ' +
      'the median interval to 1)',
  ),
  ratesPer: choice(
    RATES_PER,
    'with a time scale: which time the first multipliers v are drawn in (default stretched-time)',
  ),
  solver: choice(SCHEMES, 'how the ODE is solved: the decay exactly (the default), or as the paper does'),
  // What it may be depends on the data: the experiment says it.
  validation: text(
    'NAME',
    'brca: random pairs (random, the default), or a block of consecutive ones (block)',
  ) as Option<'random' | 'block' | undefined>,
  testGap: whole(
    0,
    'brca: so many times on either side of the test times neither train nor validate (default 0; the series is smoothed, and its ' +
      'correlation length at 500 genes is 22)',
  ),
  fold: option(
    'K/N',
    'validate on the K-th of N folds of the training set, train on the others (default: no folds)',
    foldNamed,
  ),
  authorsData: AUTHORS_DATA,
  generated: flag('generated data even where the published ones are at hand'),
  asPublishedCode: flag('copy the published code where it departs from the paper'),
  out: path('FILE', 'also write the result there, learning curves included'),
  saveModel: path('FILE', 'also write the trained model there, its genes by name'),
  saveEpoch: choice(
    KEPT_EPOCHS,
    'which model is saved: of the best validation epoch, or of the last one (default best; own data: last, where the run was ' +
      'pruned further after its best epoch)',
    { goesWith: ['saveModel', 'network'] },
  ),
  network: option(
    'FILE',
    'also write a network there, its genes by name: FILE.csv or FILE.graphml',
    (file) => {
      requireNetworkFile(file);
      return resolve(file);
    },
  ),
  edges: choice(
    EDGE_CHOICES,
    'those that data and prior make plausible, with probability and signs, most probable first (default with a prior), or the ' +
      "model's own, strongest first",
    { goesWith: ['network'] },
  ),
  strongest: whole(1, 'the first so many of them (default: all that are plausible, or all)', {
    goesWith: ['network'],
  }),
  checkpoint: path('FILE', 'where a stopped run is resumed from (default: data/runs/NAME.checkpoint)'),
  checkpointSeconds: number('write one at most that often (default 15)'),
  fresh: flag('forget a checkpoint that is there'),
  finish: flag(
    'end a stopped run early: no more training, but result, model and network of what its checkpoint holds; a smaller --epochs ' +
      'than it has come to does the same',
  ),
};

/** "1/3": the first of three folds. Whether the data have so many is for those who load them. */
function foldNamed(given: string): Fold {
  const [, k, of] = /^(\d+)\/(\d+)$/.exec(given) ?? [];
  if (k === undefined || Number(k) < 1 || Number(k) > Number(of)) {
    throw new RangeError(`--fold takes the number of a fold and how many there are, as 1/3, not "${given}"`);
  }
  return { index: Number(k) - 1, of: Number(of) };
}
