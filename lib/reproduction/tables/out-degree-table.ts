import type { StoredResult } from '../../experiments/result-store';
import { meanAndSd, meanAndSdText } from '../../math/mean-and-sd';
import { power } from '../../math/power';
import { strategyLabel } from '../../strategies/strategies';
import type { TableSection } from '../grids/grids';
import { shortTitle } from './pathway-tables';
import type { Table } from './tables';

/** What is compared at the paper's sparsities. */
const OURS = ['imp', 'dash'] as const;

/** A sparsity that is this near above the last of a path counts as it: the paper prints two digits of its per cent. */
const ROUNDING = 1e-3;

/**
 * The average out-degrees that the paper prints for pruned models of the bone marrow, beside those that ours had at the same sparsity on
 * their way: a row of the paper's tables a row, mean ± sd over seeds.
 * @param sections of the tables of bone marrow
 * @param results of these sections, with their paths
 */
export function outDegreeTable(sections: readonly TableSection[], results: readonly StoredResult[]): Table {
  const rows = sections.flatMap((section) => {
    const { paper, experiments } = section;
    if (paper?.kind !== 'bone-marrow') return [];
    const own = results.filter(({ configuration }) => configuration.dataset === experiments[0].dataset);
    return paper.rows
      .filter(({ strategy }) => OURS.some((name) => name === strategy))
      .map(({ strategy, sparsityPercent, averageOutDegree }) => [
        shortTitle(section),
        strategyLabel(strategy),
        sparsityPercent.toFixed(2),
        averageOutDegree,
        ...OURS.map((name) =>
          degreeText(
            own.filter(({ configuration }) => configuration.strategy === name),
            sparsityPercent / 100,
          ),
        ),
      ]);
  });
  const ours = OURS.map((name, k) => `our ${strategyLabel(name)}${k === 0 ? ' at that sparsity' : ''}`);
  return { columns: ['lineage', "the paper's row", 'sparsity %', 'out-degree', ...ours], rows };
}

function degreeText(results: readonly StoredResult[], sparsity: number): string {
  const degrees = results.flatMap((result) => outDegreeAt(result, sparsity) ?? []);
  return degrees.length > 0 ? meanAndSdText(meanAndSd(degrees), 1, 0) : 'never so sparse';
}

/** The out-degree that a run had at a sparsity: between two events read off on a logarithmic scale. Null where it never was so sparse. */
export function outDegreeAt({ path = [] }: Pick<StoredResult, 'path'>, sparsity: number): number | null {
  const end = path[path.length - 1]?.sparsity ?? 0;
  const wanted = sparsity - end < ROUNDING ? Math.min(sparsity, end) : sparsity;
  const after = path.findIndex((point) => point.sparsity >= wanted);
  if (after < 1) return null;
  const [a, b] = [path[after - 1], path[after]];
  const way = (wanted - a.sparsity) / (b.sparsity - a.sparsity);
  return a.averageOutDegree * power(b.averageOutDegree / a.averageOutDegree, way);
}
