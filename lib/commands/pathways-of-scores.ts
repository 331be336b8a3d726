import { Random } from '../math/random';
import {
  COLLECTIONS,
  loadCollection,
  type GeneSetCollection,
  type CollectionName,
} from '../pathways/collections';
import { readGeneSets } from '../pathways/gene-sets';
import { readInfluence, type ScoreFile } from '../pathways/influence-file';
import { sortedByZ, writePathways } from '../pathways/pathway-table';
import {
  isFound,
  PATHWAY_RULES,
  testPathways,
  type PathwayTest,
  type PathwayRule,
} from '../pathways/permutation-test';
import { universeOf, type GeneUniverse } from '../pathways/universe';
import { renameOf } from '../studies/own/names/rename';
import { DUPLICATE_CHOICES } from '../studies/own/prior/resolve-edges';
import { MISSING_CHOICES } from '../studies/own/expression/series';
import { RENAMES } from '../studies/own/names/spellings';
import type { Command } from './command';
import { choice, flag, inOptions, text, texts, whole, type Values } from './options';
import { counting } from './output';

const OPTIONS = {
  influence: text(
    'FILE',
    'a table with the columns gene and influence (or score and other usual names), or a ranked list .rnk; "A /// B" counts ' +
      'for both symbols',
    { needed: true },
  ),
  geneSets: text(
    'FILE',
    '.gmt (name, description, genes; tab separated), .gmx, .json (also that of MSigDB), or one of the registered collections: ' +
      COLLECTIONS.join(', '),
    { needed: true },
  ),
  score: text('COLUMN', 'the column of scores, where there are several'),
  absolute: flag('test the sizes of scores, whatever their signs'),
  duplicates: choice(DUPLICATE_CHOICES, 'where a gene has several scores', { default: 'error' }),
  missing: choice(MISSING_CHOICES, 'where a gene has no score', { default: 'error' }),
  rename: texts(
    'NAME',
    `changes the names of the scores: ${RENAMES.join(', ')}, or a file of two columns, old and new name; several in turn`,
  ),
  minSize: whole(1, 'smallest and'),
  maxSize: whole(1, 'largest number of genes that a set may have among those tested (default 5 and 500)'),
  permutations: whole(1, "(default 40 for every set, at least 10000; the paper's rule takes the first 1000)"),
  seed: whole(0, '', { default: 1 }),
  models: text('FOLDER', 'tests the models of a folder instead (`--models FOLDER --help` explains it)'),
  out: text(
    'FILE',
    'csv, one pathway a line: pathway, genes, score, z, p, bonferroni, benjamini_hochberg, max_t, paper_z, paper_p, ' +
      'paper_bonferroni, expected, members',
  ),
};

/** Tests anyone's scores; what is wrong with its input is one line, too. */
export const TEST_SCORES: Command<typeof OPTIONS> = {
  about: `Tests which pathways hold more influential genes than chance, by permutation.

  npm run -s pathways -- --influence scores.csv --gene-sets reactome --out pathways.csv`,
  options: OPTIONS,
  terse: true,
  stopped: 'interrupted',
  async run(options, signal) {
    const { geneSets, minSize, maxSize, permutations, seed, out } = options;
    const rename = await renameOf(options.rename);
    const { genes, influence, remarks } = await scoresOf(options);
    const { source, sets, remarks: onSets = [] } = await collectionOf(geneSets, genes, seed);
    const notes = [...remarks, ...onSets].map((remark) => `note: ${inOptions(remark, OPTIONS)}`);
    const universe = universeOf(genes, influence, sets, { minSize, maxSize, rename });
    const test = await testPathways(universe, {
      random: Random.fromSeed(seed, 'permutations'),
      permutations,
      onProgress: counting('permutations'),
      signal,
    });
    process.stdout.write(`${[source, ...notes, ...summaryOf(universe, test)].join('\n')}\n`);
    if (out !== undefined) {
      writePathways(out, test);
      process.stdout.write(`all ${test.pathways.length} pathways are in ${out}\n`);
    }
    return 0;
  },
};

/** The scores of a file as they are asked for, with what is to be said about them. */
async function scoresOf(options: Values<typeof OPTIONS>): Promise<ScoreFile> {
  const { influence: file, score, duplicates, missing, absolute } = options;
  const { genes, influence, remarks } = await readInfluence(file, { score, duplicates, missing });
  const negative = influence.filter((value) => value < 0).length;
  if (absolute) return { genes, influence: influence.map(Math.abs), remarks };
  const signs =
    `${negative} of ${genes.length} scores are negative: the test asks which sets hold high scores; { absolute: true } asks ` +
    'which hold large ones of either sign';
  return { genes, influence, remarks: negative === 0 ? remarks : [...remarks, signs] };
}

async function collectionOf(
  name: string,
  genes: readonly string[],
  seed: number,
): Promise<GeneSetCollection & { readonly remarks?: readonly string[] }> {
  const registered = COLLECTIONS.find((collection): collection is CollectionName => collection === name);
  if (registered !== undefined) return loadCollection(registered, { genes, seed });
  const { sets, remarks } = await readGeneSets(name);
  return { source: `${sets.length} gene sets of ${name}`, sets, remarks };
}

/** How many of the best pathways a summary lists. */
const LISTED = 10;

const TITLES: Readonly<Record<PathwayRule, (test: PathwayTest) => string>> = {
  paper: ({ paperPermutations }) =>
    `the paper's rule (share of ${paperPermutations} permutations, Bonferroni)`,
  bonferroni: ({ permutations }) => `plus-one p of ${permutations} permutations, Bonferroni`,
  benjaminiHochberg: () => 'the same p, Benjamini-Hochberg',
  maxT: () => 'max-T of z (Westfall-Young, step-down)',
};

/** What a test found, in lines that fit a terminal. */
function summaryOf(universe: GeneUniverse, test: PathwayTest): string[] {
  const { symbols, sets, known, averaged, otherCase, tooSmall, tooLarge } = universe;
  const lines = [
    `universe: ${symbols.length} of ${known} gene symbols with a score are in at least one set`,
    `gene sets: ${sets.length} tested, ${tooSmall} left out as too small and ${tooLarge} as too large (in the universe)`,
  ];
  if (averaged > 0)
    lines.push(`${averaged} symbols are named by several genes: the mean of their influences`);
  if (otherCase > symbols.length / 10) {
    lines.push(
      `note: ${otherCase} symbols match only when case is ignored: are scores and sets of the same species?`,
    );
  }
  if (test.permutations <= 20 * sets.length) {
    lines.push(
      `note: with ${test.permutations} permutations and ${sets.length} sets the plus-one p cannot reach 5 % after ` +
        `Bonferroni: take more than ${20 * sets.length}`,
    );
  }
  lines.push('found at 5 %:');
  for (const rule of PATHWAY_RULES) {
    const count = test.pathways.filter((pathway) => isFound(pathway, rule)).length;
    lines.push(`  ${String(count).padStart(5)}  ${TITLES[rule](test)}`);
  }
  const best = sortedByZ(test.pathways).slice(0, LISTED);
  lines.push(`the ${best.length} largest z:`);
  for (const { name, z, members, p } of best) {
    lines.push(`  ${z.toFixed(2).padStart(6)}  p ${p.toPrecision(2)}  ${name} (${members.length} genes)`);
  }
  return lines;
}
