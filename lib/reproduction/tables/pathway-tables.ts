import type { CollectionName } from '../../pathways/collections';
import { isFound, PATHWAY_RULES, type PathwayRule, type PathwayTest } from '../../pathways/permutation-test';
import { datasetNamed } from '../../datasets/datasets';
import { experimentName, type Experiment } from '../../experiments/experiment';
import { strategyLabel, type StrategyName } from '../../strategies/strategies';
import type { TableSection } from '../grids/grids';
import { NAMED_PATHWAYS, type NamedPathway, type RecordedPathway } from '../../experiments/pathway-record';
import type { PathwayResult } from '../../experiments/pathway-store';
import type { KeptEpoch } from '../../experiments/save-models';
import { rowOf } from '../grids/table-row';
import type { Table } from './tables';

/** Names and numbers of one cell, by seed, on one line. */
const bySeed = (values: readonly (string | number | null)[]): string =>
  values.map((value) => value ?? '-').join(',\u00a0');

/** "breast cancer, 500 genes", "B cell, time x 100": what sets a section apart from the others. */
export function shortTitle({ title }: TableSection): string {
  return title
    .replace(/^Table \d+: (bone marrow, )?/, '')
    .replace(/ \(the paper.*|, the paper's settings| lineage/g, '');
}

/** A pathway's name in small letters, without the collection. */
export function pathwayText(name: string): string {
  return name
    .replace(/^[A-Z]+_/, '')
    .replaceAll('_', ' ')
    .toLowerCase();
}

/** Stored pathway results, by the sections of the paper's tables. */
export class StoredPathways {
  private readonly byModel: ReadonlyMap<string, PathwayResult>;

  /** Of estimated influences and of one collection of gene sets, Reactome unless told; others are left out. */
  constructor(results: readonly PathwayResult[], of: CollectionName = 'reactome') {
    this.byModel = new Map(
      results
        .filter(({ collection, influence }) => collection === of && influence.method === 'estimate')
        .map((result) => [keyOf(result.configuration, result.model), result]),
    );
  }

  /**
   * A strategy's results, by seed, those that are there, at the epoch that is read of these data or at the other one.
   */
  of(section: TableSection, strategy: string, which: 'read' | 'other' = 'read'): PathwayResult[] {
    return section.experiments
      .filter((experiment) => rowOf(experiment) === strategy)
      .flatMap((experiment) => {
        const { read } = datasetNamed(experiment.dataset);
        const epoch = (which === 'read') === (read === 'last') ? 'last' : 'best';
        return this.byModel.get(keyOf(experiment, epoch)) ?? [];
      });
  }

  /** The strategies of a section that have results. */
  strategies(section: TableSection): StrategyName[] {
    const all = new Set(testedOf(section).map(({ strategy }) => strategy));
    return [...all].filter((strategy) => this.of(section, strategy).length > 0);
  }

  /** How many models of these sections have results, of how many. */
  count(sections: readonly TableSection[]): { readonly there: number; readonly of: number } {
    const there = sections.flatMap((section) =>
      this.strategies(section).flatMap((strategy) => this.of(section, strategy)),
    );
    return { there: there.length, of: sections.flatMap(testedOf).length };
  }

  /** What every model of a section found under a rule, on all genes. */
  findings(section: TableSection, rule: PathwayRule): { strategy: string; seed: number; found: string[] }[] {
    return this.strategies(section).flatMap((strategy) =>
      this.of(section, strategy).map(({ configuration, all }) => ({
        strategy,
        seed: configuration.seed,
        found: all.pathways.filter((pathway) => isFound(pathway, rule)).map(({ name }) => name),
      })),
    );
  }
}

/** The runs of a section whose models are tested: not those of the penalties as published, which draw their gates anew each time. */
const testedOf = ({ experiments }: TableSection): Experiment[] =>
  experiments.filter(({ asPublishedCode }) => !asPublishedCode);

const keyOf = (experiment: Experiment, epoch: KeptEpoch): string => `${experimentName(experiment)} ${epoch}`;

/** The paper's rule and those that stand beside it, as columns name them. */
const RULES: Readonly<Record<PathwayRule, string>> = {
  paper: "paper's rule",
  bonferroni: 'Bonferroni',
  benjaminiHochberg: 'Benjamini-Hochberg',
  maxT: 'max-T',
};

/** How many gene sets each rule finds, a row a test; the tests by what their influences are of. */
export function rulesTable(tests: Readonly<Record<string, PathwayTest>>): Table {
  return {
    columns: ['influences of', 'sets tested', ...PATHWAY_RULES.map((rule) => RULES[rule])],
    rows: Object.entries(tests).map(([of, { pathways }]) => [
      of,
      pathways.length,
      ...PATHWAY_RULES.map((rule) => pathways.filter((pathway) => isFound(pathway, rule)).length),
    ]),
  };
}

/** How many pathways are found, under which rule, on all genes and among the known regulators: one row a strategy. */
export function foundTable(sections: readonly TableSection[], stored: StoredPathways): Table {
  const columns = [
    ...['data', 'strategy', 'regulators, % of influence', 'sets'],
    ...[RULES.paper, RULES.benjaminiHochberg, RULES.maxT, `${RULES.paper}, other epoch`],
    ...[`among regulators: ${RULES.paper}`, RULES.maxT],
  ];
  const rows = sections.flatMap((section) =>
    stored.strategies(section).map((strategy) => {
      const results = stored.of(section, strategy);
      const shares = results.map(({ influence }) => influence.regulatorShare);
      const all = (rule: PathwayRule): string => bySeed(results.map((result) => result.all.found[rule]));
      const among = (rule: PathwayRule): string =>
        bySeed(results.map(({ regulators }) => regulators && regulators.found[rule]));
      return [
        shortTitle(section),
        strategyLabel(strategy),
        Math.round((100 * shares.reduce((sum, share) => sum + share, 0)) / shares.length),
        results[0].all.tested,
        all('paper'),
        all('benjaminiHochberg'),
        all('maxT'),
        bySeed(stored.of(section, strategy, 'other').map((result) => result.all.found.paper)),
        among('paper'),
        among('maxT'),
      ];
    }),
  );
  return { columns, rows };
}

/** What is found among the known regulators alone: one row a pathway and model. */
export function amongRegulatorsTable(
  sections: readonly TableSection[],
  stored: StoredPathways,
  rule: PathwayRule,
): Table {
  const rows = sections.flatMap((section) =>
    stored
      .strategies(section)
      .flatMap((strategy) =>
        stored
          .of(section, strategy)
          .flatMap(({ configuration, regulators }) =>
            (regulators?.pathways ?? [])
              .filter((pathway) => isFound(pathway, rule))
              .map(({ name, genes, z }) => [
                pathwayText(name),
                genes,
                shortTitle(section),
                strategyLabel(strategy),
                configuration.seed,
                z.toFixed(1),
              ]),
          ),
      ),
  );
  return { columns: ['pathway', 'genes', 'data', 'strategy', 'seed', 'z'], rows };
}

/**
 * The pathways that the paper names, with DASH and, beside it, IMP: for every name the set of highest mean z with DASH, its z
 * by seed, and how many seeds find it by the paper's rule and by max-T.
 */
export function namedTable(sections: readonly TableSection[], stored: StoredPathways): Table {
  const columns = [
    ...['data', 'name', 'sets tested', 'the highest', 'genes'],
    ...['z of DASH', 'found', 'z of IMP', 'found'],
  ];
  const rows = sections
    .filter((section) => stored.of(section, 'dash').length > 0)
    .flatMap((section) => {
      const [dash, imp] = ['dash', 'imp'].map((strategy) => stored.of(section, strategy));
      return NAMED_PATHWAYS.map(({ title, pattern }) => {
        const { sets, tested, largest } = dash[0].all.named.find((named) => named.title === title)!;
        const start = [shortTitle(section), title as NamedPathway, `${tested} of ${sets}`];
        const highest = highestOf(dash, pattern);
        if (highest === null) {
          const why = sets === 0 ? 'no such set' : `at most ${largest} gene${largest === 1 ? '' : 's'} here`;
          return [...start, why, null, null, null, null, null];
        }
        const { name, genes } = highest;
        return [...start, pathwayText(name), genes, ...scoresOf(dash, name), ...scoresOf(imp, name)];
      });
    });
  return { columns, rows };
}

/** The pathway of this kind with the highest mean z, or null where none was tested. */
function highestOf(results: readonly PathwayResult[], pattern: RegExp): RecordedPathway | null {
  const height = ({ name }: RecordedPathway): number =>
    results.reduce((sum, result) => sum + pathwayOf(result, name).z, 0);
  const own = results[0].all.pathways.filter(({ name }) => pattern.test(name));
  return own.sort((a, b) => height(b) - height(a))[0] ?? null;
}

/** Every result holds all tested sets of the paper's names. */
function pathwayOf({ all }: PathwayResult, name: string): RecordedPathway {
  return all.pathways.find((pathway) => pathway.name === name)!;
}

/** z by seed, and "2 and 1 of 3": found by the paper's rule and by max-T. */
function scoresOf(results: readonly PathwayResult[], name: string): (string | null)[] {
  if (results.length === 0) return [null, null];
  const scores = results.map((result) => pathwayOf(result, name));
  const found = (rule: PathwayRule): number => scores.filter((score) => isFound(score, rule)).length;
  return [
    bySeed(scores.map(({ z }) => z.toFixed(1))),
    `${found('paper')} and ${found('maxT')} of ${scores.length}`,
  ];
}

/**
 * Whether DASH's seeds find the same pathways by the paper's rule: a row a section with two models or more.
 * @param withoutModel what is found of a section without any model, or null where that was not asked; counted among those of any seed
 */
export function recurrenceTable(
  sections: readonly TableSection[],
  stored: StoredPathways,
  withoutModel: (section: TableSection) => readonly string[] | null = () => null,
): Table {
  const rows = sections.flatMap((section) => {
    const own = stored.findings(section, 'paper').filter(({ strategy }) => strategy === 'dash');
    if (own.length < 2) return [];
    const { any, inAll, inOne } = recurrence(own);
    const trivial = withoutModel(section);
    const also = trivial && any.filter((name) => trivial.includes(name)).length;
    return [[shortTitle(section), own.length, any.length, inAll, inOne, also]];
  });
  return {
    columns: ['data', 'seeds', 'found by any', 'by all', 'by one only', 'of any also without a model'],
    rows,
  };
}

/** Of the pathways that several models find: how many any of them does, all of them do, and only one. */
export function recurrence(findings: readonly { readonly found: readonly string[] }[]): {
  readonly any: readonly string[];
  readonly inAll: number;
  readonly inOne: number;
} {
  const times = new Map<string, number>();
  for (const { found } of findings) {
    for (const name of new Set(found)) times.set(name, (times.get(name) ?? 0) + 1);
  }
  const counts = [...times.values()];
  return {
    any: [...times.keys()],
    inAll: counts.filter((count) => count === findings.length).length,
    inOne: counts.filter((count) => count === 1).length,
  };
}
