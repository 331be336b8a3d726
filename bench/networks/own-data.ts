import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openOwnData, type OwnFiles } from '../../lib/datasets/own-data';
import { completeExperiment, onOwnData } from '../../lib/experiments/experiment';
import { readDelimited } from '../../lib/files/delimited';
import { Random } from '../../lib/math/random';
import { type Entry, fromEntries, type SparseMatrix } from '../../lib/math/sparse-matrix';
import { corruptPrior } from '../../lib/studies/corrupt-prior';
import { type Benchmark, type BenchmarkOptions, type Case, movedText, NotAtHand } from './benchmark';
import { writeCells, writePrior } from './study-files';

/** Shares of a true network's edges that are moved to make a prior of it. */
const MOVED = [0, 0.4, 0.8] as const;

/** BEELINE's example: cells of a simulated gonad on two lineages, read as a user would give them. */
export const GSD: Benchmark = {
  name: 'GSD',
  cases: async (options) => {
    const at = await filesOf(options, 'Murali-group/Beeline/inputs/example/GSD', {
      files: ['ex1/ExpressionData.csv', 'ex1/PseudoTime.csv', 'GroundTruthNetwork.csv'],
      origin: 'https://github.com/Murali-group/Beeline',
    });
    const [expression, pseudotime, network] = at;
    const files: OwnFiles = { expression: [expression], pseudotime, normalise: 'together' };
    const { study } = await openOwnData(files);
    const truth = await readNetwork(network, study.genes, true);
    const cells = await writeCells(join(options.scratch, 'gsd'), study.genes, expression);
    return (await movedPriors('gsd', files, truth, options)).map((one) => ({ ...one, cells }));
  },
};

/** DREAM4, size 100, network 1: ten perturbed series, with priors made of the truth and one made of the knock-outs. */
export const DREAM4: Benchmark = {
  name: 'DREAM4 100-1',
  cases: async (options) => {
    const [expression, network] = await filesOf(options, 'dream4', {
      files: ['insilico_size100_1_timeseries.tsv', 'insilico_size100_1_goldstandard.tsv'],
      origin: "the DREAM4 in silico challenge's files",
    });
    const files: OwnFiles = { expression: [expression] };
    const { study } = await openOwnData(files);
    const truth = await readNetwork(network, study.genes, false);
    const cases = await movedPriors('dream4', files, truth, options);
    const knockOuts = join(options.folder ?? '', 'dream4', 'prior_knockout.csv');
    if (!existsSync(knockOuts)) return cases;
    return [...cases, await caseOf({ ...files, prior: knockOuts }, truth, 'knock-outs', null, options.seed)];
  },
};

/** The paths of the files in their place of the folder. @throws NotAtHand */
async function filesOf(
  { folder }: BenchmarkOptions,
  place: string,
  { files, origin }: { readonly files: readonly string[]; readonly origin: string },
): Promise<string[]> {
  if (folder === null) {
    throw new NotAtHand(`${place} (${origin}): name the folder that holds it, --folder FOLDER`);
  }
  const paths = files.map((file) => join(folder, place, file));
  const missing = paths.filter((path) => !existsSync(path));
  if (missing.length > 0) throw new NotAtHand(`${missing.join(', ')} (${origin})`);
  return paths;
}

/**
 * A true network as BEELINE (Gene1,Gene2,Type, with a header) or DREAM (regulator, target, 1 or 0, without) has it. Edges that are
 * listed again, and those of a gene to itself, count once and not at all.
 * @throws Error that names the file and every gene that the expression does not have
 */
async function readNetwork(file: string, genes: readonly string[], header: boolean): Promise<SparseMatrix> {
  const numberOf = new Map(genes.map((gene, k) => [gene, k]));
  const found = new Map<number, Entry>();
  const unknown = new Set<string>();
  const { rows } = await readDelimited(file);
  for (const [from, to, kind] of rows.slice(header ? 1 : 0)) {
    const [regulator, target] = [numberOf.get(from), numberOf.get(to)];
    if (regulator === undefined) unknown.add(from);
    if (target === undefined) unknown.add(to);
    if (regulator === undefined || target === undefined || regulator === target || kind === '0') continue;
    found.set(regulator * genes.length + target, [regulator, target, kind === '-' ? -1 : 1]);
  }
  if (unknown.size > 0)
    throw new Error(`${file}: genes that the expression lacks: ${[...unknown].join(', ')}`);
  return fromEntries(genes.length, genes.length, found.values());
}

/** Priors of a growing share of moved edges, each a file as a user's own. */
async function movedPriors(
  name: string,
  files: OwnFiles,
  truth: SparseMatrix,
  { seed, scratch }: BenchmarkOptions,
): Promise<Case[]> {
  const { study } = await openOwnData(files);
  const cases: Case[] = [];
  for (const moved of MOVED) {
    const prior = corruptPrior(truth, moved, Random.fromSeed(seed, `${name} prior`));
    const file = writePrior(join(scratch, `${name}-${moved}`), study.genes, prior);
    cases.push(await caseOf({ ...files, prior: file }, truth, movedText(moved), moved, seed));
  }
  return cases;
}

async function caseOf(
  files: OwnFiles,
  truth: SparseMatrix,
  prior: string,
  moved: number | null,
  seed: number,
): Promise<Case> {
  const opened = await openOwnData(files);
  const experiment = completeExperiment(onOwnData({ strategy: 'dash', seed }, opened));
  return { prior, moved, study: opened.study, experiment, truth };
}
