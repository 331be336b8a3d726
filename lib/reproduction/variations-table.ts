import { resultsOf, type StoredResult } from '../experiments/result-store';
import type { TableSection } from './grids';
import { paperNumber } from './paper-cells';
import { byRow, isAsPublished, rowLabel } from './table-row';
import type { Table } from './tables';
import { variationsOf, type Varied } from './variations';

/**
 * What a row of a table moves to when one setting is changed, at the last epoch: each run of a section of which such a variation is
 * stored (`variationsOf`), the variations below it, and below a row's last run the paper's numbers.
 */
export function variationsTable(section: TableSection, stored: ReadonlyMap<string, StoredResult>): Table {
  const rows = [...byRow(resultsOf(section.experiments, stored))].flatMap(([row, results]) => {
    // A penalty as published is a variation of the row as it is defined.
    if (isAsPublished(row)) return [];
    const lines = results.flatMap((result) => {
      const variations = variationsOf(result.configuration, stored);
      if (variations.length === 0) return [];
      const run = `${rowLabel(row)}, seed ${result.configuration.seed}`;
      return [
        [run, `the table's${settingsText(result, [])}`, ...numbersOf(result)],
        ...variations.map((one) => ['', settingsText(one.result, one.changed), ...numbersOf(one.result)]),
      ];
    });
    const printed = section.paper?.rows.find(
      ({ strategy }) => strategy === results[0].configuration.strategy,
    );
    return lines.length === 0 || printed === undefined ? lines : [...lines, paperLine(printed)];
  });
  return {
    columns: [
      'run',
      'setting',
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
  ].join(', ');
  return changed.length > 0 || texts === '' ? texts : `: ${texts}`;
};

const numbersOf = ({ validationLoss, last, stopEpoch }: StoredResult): string[] => [
  (1000 * validationLoss).toFixed(2),
  (100 * last.sparsity).toFixed(1),
  last.balancedAccuracy === null ? '' : (100 * last.balancedAccuracy).toFixed(1),
  (1000 * last.testMse.rollOut).toFixed(2),
  String(stopEpoch),
];

function paperLine(row: Parameters<typeof paperNumber>[0]): string[] {
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
    text('sparsity', 100, 1),
    text('balancedAccuracy', 100, 1),
    text('testMse', 1000, 2),
    text('epochs', 1, 0),
  ];
}
