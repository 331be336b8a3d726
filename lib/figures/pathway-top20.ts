import { isFound, type PathwayScore, type PathwayRule } from '../pathways/permutation-test';
import type { Figure } from './figure';
import { LETTER_SIZE, LINES_OF_NAME, MORE_LETTERS, pathwayNamesOnLines } from './marks/pathway-names';
import { category, quantity, type Layer, type Panel } from './marks/marks';
import { strategyLabel, strategyStyle } from '../strategies/strategies';
import { themed } from './marks/theme';

/** Letters of a line, at most: two panels with such names beside them fit a page of 900 pixels. */
const LETTERS = 34;

/** A gene set as it is drawn. */
export interface PathwayBar {
  /** Its full name. */
  readonly pathway: string;
  /** (score - mean of the permutations) / their standard deviation. */
  readonly z: number;
  /** Under whatever rule the figure names. */
  readonly significant: boolean;
  /** Under a second rule that the figure names. */
  readonly alsoSignificant?: boolean;
  /** Genes of the set that were tested. */
  readonly genes?: number;
}

/** All gene sets that were tested on one strategy's model. */
export interface PathwayPanel {
  readonly strategy: string;
  readonly pathways: readonly PathwayBar[];
  /** How many were tested, where not all of them are here. */
  readonly tested?: number;
}

/** A pathway of a test, or of what a stored result keeps of one. */
type Tested = Pick<PathwayScore, 'name' | 'z' | PathwayRule> &
  ({ readonly members: readonly string[] } | { readonly genes: number });

/**
 * The panel of a permutation test under one of its rules, and maybe a second; the paper's rule brings its own z. A stored
 * result, which keeps only the pathways of largest z, says how many were tested.
 */
export function pathwayPanel(
  strategy: string,
  { pathways, tested }: { readonly pathways: readonly Tested[]; readonly tested?: number },
  rule: PathwayRule,
  secondRule?: PathwayRule,
): PathwayPanel {
  return {
    strategy,
    pathways: pathways.map((pathway) => ({
      pathway: pathway.name,
      z: rule === 'paper' ? pathway.paper.z : pathway.z,
      significant: isFound(pathway, rule),
      ...(secondRule && { alsoSignificant: isFound(pathway, secondRule) }),
      genes: 'members' in pathway ? pathway.members.length : pathway.genes,
    })),
    ...(tested !== undefined && { tested }),
  };
}

/**
 * The pathways of highest z score of each strategy (Figures 3, 7, 8 and 9 of the paper), one panel a strategy, all on one axis: bars of z,
 * pale where not significant, * where significant. Names take two lines, the longest lose their middle; the full ones are in the
 * tooltips.
 *
 * - `rule`: what makes a pathway significant, for the subtitle ("p < 0.05 after Bonferroni, 100 000 permutations")
 * - `secondRule`: what earns a dagger beside or instead of the *, where the panels say so
 * - `named`: full names to be set in bold, such as the pathways that the paper names
 * @throws RangeError if no strategy has a pathway
 */
export function pathwayTop20Figure(
  panels: readonly PathwayPanel[],
  {
    title,
    rule,
    secondRule,
    count = 20,
    columns = 2,
    named = [],
  }: {
    title: string;
    rule: string;
    secondRule?: string;
    count?: number;
    columns?: number;
    named?: readonly string[];
  },
): Figure {
  const tops = panels.map(({ strategy, pathways, tested }) => ({
    strategy,
    scored: tested ?? pathways.length,
    significant: pathways.filter(({ significant }) => significant).length,
    also: pathways.filter(({ alsoSignificant }) => alsoSignificant).length,
    best: pathways
      .filter(({ z }) => Number.isFinite(z))
      .sort((a, b) => b.z - a.z)
      .slice(0, count),
  }));
  const all = tops.flatMap(({ best }) => best.map(({ z }) => z));
  if (all.length === 0) throw new RangeError('there is no pathway to draw');
  const [low, high] = [Math.min(0, ...all), Math.max(0, ...all)];
  // room for the numbers behind the bars
  const domain = [low, high + 0.23 * (high - low)];
  return themed({
    title: {
      text: title,
      subtitle: [
        `z: standard deviations above the mean of the permutations`,
        `* and full colour: ${rule}; pale: not significant`,
        ...(secondRule === undefined ? [] : [`†: ${secondRule}`]),
      ],
      offset: 44,
    },
    columns,
    // the names left of a panel stand in the space between, as wide as their letters are in the mean
    bounds: 'flush',
    spacing: { column: 0.6 * LETTER_SIZE * (LETTERS + MORE_LETTERS), row: 86 },
    concat: tops.map(({ strategy, scored, significant, also, best }): Panel => ({
      title: {
        text: strategyLabel(strategy),
        subtitle: `${significant} of ${scored} pathways ${secondRule === undefined ? 'significant' : `*, ${also} †`}`,
        anchor: 'middle',
      },
      width: 125,
      height: 24 * best.length,
      ...barLayers(best, strategyStyle(strategy).colour, named, domain),
    })),
  });
}

/** Bars of z and the numbers behind them; the names in bold are those of `named`. */
function barLayers(best: readonly PathwayBar[], color: string, named: readonly string[], domain: number[]) {
  const short = pathwayNamesOnLines(
    best.map(({ pathway }) => pathway),
    LETTERS,
  );
  const values = best.map(({ pathway, z, significant: star, alsoSignificant: dagger, genes }, k) => ({
    short: short[k],
    pathway,
    z,
    genes: genes ?? null,
    shown: `${z.toFixed(1)} ${star ? '*' : ''}${dagger ? '†' : ''}`.trim(),
    opacity: star ? 1 : 0.35,
  }));
  const bold = short.filter((_, k) => named.includes(best[k].pathway));
  const test = `indexof(${JSON.stringify(bold)}, datum.value) >= 0`;
  const labelFontWeight = { condition: { test, value: 'bold' as const }, value: 'normal' as const };
  const x = quantity('z', { title: 'z score', scale: { domain, nice: false }, axis: { tickCount: 5 } });
  const y = category('short', {
    title: null,
    scale: { domain: short },
    axis: {
      ...LINES_OF_NAME,
      ...(bold.length > 0 && { labelFontWeight }),
    },
  });
  const tooltip = [{ field: 'pathway' }, quantity('z', { format: '.2f' }), quantity('genes')];
  const layers: Layer[] = [
    {
      mark: { type: 'bar', height: 14, color },
      encoding: { x, y, opacity: quantity('opacity', { scale: null }), tooltip },
    },
    {
      mark: { type: 'text', align: 'left', dx: 4, fontSize: 10 },
      encoding: { x: { ...x, stack: null }, y, text: category('shown') },
    },
  ];
  return { data: { values }, layer: layers };
}
