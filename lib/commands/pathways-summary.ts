import type { Universe } from '../pathways/universe';
import { byZ } from '../pathways/pathway-table';
import { isFound, RULES, type PathwayTest, type Rule } from '../pathways/permutation-test';

/** How many of the best pathways a summary lists. */
const LISTED = 10;

const TITLES: Readonly<Record<Rule, (test: PathwayTest) => string>> = {
  paper: ({ paperPermutations }) =>
    `the paper's rule (share of ${paperPermutations} permutations, Bonferroni)`,
  bonferroni: ({ permutations }) => `plus-one p of ${permutations} permutations, Bonferroni`,
  benjaminiHochberg: () => 'the same p, Benjamini-Hochberg',
  maxT: () => 'max-T of z (Westfall-Young, step-down)',
};

/** What a test found, in lines that fit a terminal. */
export function summaryOf(universe: Universe, test: PathwayTest): string[] {
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
  for (const rule of RULES) {
    const count = test.pathways.filter((pathway) => isFound(pathway, rule)).length;
    lines.push(`  ${String(count).padStart(5)}  ${TITLES[rule](test)}`);
  }
  const best = byZ(test.pathways).slice(0, LISTED);
  lines.push(`the ${best.length} largest z:`);
  for (const { name, z, members, p } of best) {
    lines.push(`  ${z.toFixed(2).padStart(6)}  p ${p.toPrecision(2)}  ${name} (${members.length} genes)`);
  }
  return lines;
}
