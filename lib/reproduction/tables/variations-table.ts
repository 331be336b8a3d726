import { resultsOf, type StoredResult } from '../../experiments/result-store';
import { meanAndSdOfKnown, meanAndSdText } from '../../math/mean-and-sd';
import type { TableSection } from '../grids/grids';
import type { PaperRow } from '../paper/paper';
import { paperNumber } from './paper-cells';
import { byRow, isAsPublished, rowLabel } from '../grids/table-row';
import type { Table } from './tables';
import { variationsOf, type Varied } from '../grids/variations';

/**
 * What a row of a table moves to when one setting is changed, at the last epoch, mean ± sd: for each variation (`variationsOf`) the
 * table's runs of the seeds that it was run with, and below them the variation; below a row's last one the paper's numbers.
 */
export function variationsTable(section: TableSection, stored: ReadonlyMap<string, StoredResult>): Table {
  const rows = [...byRow(resultsOf(section.experiments, stored))].flatMap(([row, results]) => {
    // A penalty as published is a variation of the row as it is defined.
    if (isAsPublished(row)) return [];
    const groups = new Map<string, { runs: StoredResult[]; varied: StoredResult[] }>();
    for (const run of results) {
      for (const { changed, result } of variationsOf(run.configuration, stored)) {
        const setting = settingsText(result, changed);
        const group = groups.get(setting) ?? { runs: [], varied: [] };
        groups.set(setting, { runs: [...group.runs, run], varied: [...group.varied, result] });
      }
    }
    if (groups.size === 0) return [];
    // What has the same seeds shares the line of the table's own.
    const mostSeedsFirst = [...groups].sort(([, a], [, b]) => b.runs.length - a.runs.length);
    let above = '';
    const lines = mostSeedsFirst.flatMap(([setting, { runs, varied }]) => {
      const seeds = runs.map(({ configuration }) => configuration.seed).join();
      const line = [rowLabel(row), `the table's${settingsText(runs[0], [])}`, ...numbersOf(runs)];
      const isNew = seeds !== above;
      above = seeds;
      return [...(isNew ? [line] : []), ['', setting, ...numbersOf(varied)]];
    });
    const printed = section.paper?.rows.find(
      ({ strategy }) => strategy === results[0].configuration.strategy,
    );
    return printed === undefined ? lines : [...lines, paperLine(printed)];
  });
  return {
    columns: [
      'row',
      'setting',
      'seeds',
      'validation MSE 1e-3',
      'sparsity %',
      'balanced accuracy %',
      'roll-out MSE 1e-3',
      'epochs',
    ],
    rows,
  };
}

const settingsText = ({ configuration: c }: StoredResult, changed: readonly Varied[]): string => {
  const texts = [
    ...(c.asPublishedCode ? ['as the published code'] : []),
    ...(c.penaltyWeight > 0 ? [`weight ${c.penaltyWeight}`] : []),
    ...(c.tau < 1 ? [`prior term, τ = ${c.tau}`] : []),
    ...(c.tau === 1 && changed.includes('tau') ? ['no prior term'] : []),
    ...(changed.includes('epochs') ? [`at most ${c.epochs} epochs`] : []),
  ].join(', ');
  return changed.length > 0 || texts === '' ? texts : `: ${texts}`;
};

function numbersOf(results: readonly StoredResult[]): (string | number)[] {
  const text = (of: (result: StoredResult) => number | null, unit: number, digits: number): string =>
    meanAndSdText(meanAndSdOfKnown(results.map(of)), unit, digits);
  return [
    results.length,
    text(({ validationLoss }) => validationLoss, 1000, 2),
    text(({ last }) => last.sparsity, 100, 1),
    text(({ last }) => last.balancedAccuracy, 100, 1),
    text(({ last }) => last.testMse.rollOut, 1000, 2),
    text(({ stopEpoch }) => stopEpoch, 1, 0),
  ];
}

function paperLine(row: PaperRow): string[] {
  const text = (
    measure: 'sparsity' | 'balancedAccuracy' | 'testMse' | 'epochs',
    unit: number,
    digits: number,
  ): string => {
    const number = paperNumber(row, measure);
    return number === null ? '' : (unit * number.mean).toFixed(digits);
  };
  return [
    '',
    'the paper',
    '',
    '',
    text('sparsity', 100, 1),
    text('balancedAccuracy', 100, 1),
    text('testMse', 1000, 2),
    text('epochs', 1, 0),
  ];
}
