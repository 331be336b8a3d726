import { meanAndSdText, signedText } from '../../math/mean-and-sd';
import { agrees, CELL_MEASURES, type CellMeasure, type PaperCell } from './paper-cells';
import { printed } from './table-columns';
import { asPublishedRow, isAsPublished, rowLabel } from '../grids/table-row';
import type { Table } from './tables';

/** How a measure is told: its name, its unit and the digits that the paper prints. */
const MEASURES: Readonly<Record<CellMeasure, readonly [title: string, unit: number, digits: number]>> = {
  sparsity: ['sparsity %', 100, 1],
  balancedAccuracy: ['balanced accuracy %', 100, 1],
  testMse: ['test MSE', 1, 2],
  epochs: ['epochs', 1, 0],
  outDegree: ['out-degree', 1, 0],
};

/** Which of the two rows of a penalty stands beside the paper's. */
const PENALTIES = ['as defined', 'as published'] as const;

/**
 * How many cells agree with the paper's (within two combined standard errors), by table and measure, once with the penalties as they
 * are defined, once as the published code runs them: at the best epoch, all at the last one, and how many differ from the paper's by
 * Welch's test after Holm's correction.
 * @param best the cells of all sections at the best epoch
 * @param last the same at the last one
 */
export function agreementTable(best: readonly PaperCell[], last: readonly PaperCell[]): Table {
  const measures = CELL_MEASURES.filter((measure) => best.some((cell) => cell.measure === measure));
  const sections = [...new Set(best.map(({ section }) => section))];
  const lines = PENALTIES.flatMap((penalties) => {
    const [shown, later] = [best, last].map((cells) => cellsWith(cells, penalties));
    const line = (title: string, of: (cell: PaperCell) => boolean): string[] => {
      const [one, other] = [shown.filter(of), later.filter(of)];
      const tested = one.filter(({ corrected }) => corrected !== null);
      return [
        title,
        penalties,
        ...measures.map((measure) => share(one.filter((cell) => cell.measure === measure))),
        share(one),
        share(other),
        `${tested.filter(({ corrected }) => (corrected ?? 1) < 0.05).length} of ${tested.length}`,
      ];
    };
    const withThem = sections.filter(
      (section) =>
        penalties === 'as defined' ||
        best.some((cell) => cell.section === section && isAsPublished(cell.row)),
    );
    return [
      ...withThem.map((section) => line(section, (cell) => cell.section === section)),
      line('all', () => true),
    ];
  });
  return {
    columns: [
      'agree',
      'penalties',
      ...measures.map((measure) => MEASURES[measure][0].replace(/ %$/, '')),
      'all',
      'all, last epoch',
      'differ (Holm)',
    ],
    rows: lines,
  };
}

/**
 * The cells that do not agree at the best epoch, each with how far it is off in per cent and its z, there and at the last one; the
 * farthest of each section first.
 */
export function disagreementTable(best: readonly PaperCell[], last: readonly PaperCell[]): Table {
  const sections = [...new Set(best.map(({ section }) => section))];
  const off = best
    .filter((cell) => agrees(cell) === false)
    .sort(
      (a, b) =>
        sections.indexOf(a.section) - sections.indexOf(b.section) || Math.abs(b.z ?? 0) - Math.abs(a.z ?? 0),
    );
  const rows = off.map((cell) => {
    const later = last.find(
      ({ section, row, measure }) => section === cell.section && row === cell.row && measure === cell.measure,
    );
    const [title, unit, digits] = toldOf(cell);
    return [
      cell.section,
      rowLabel(cell.row),
      title,
      String(cell.ours.count),
      meanAndSdText(cell.ours, unit, digits),
      meanAndSdText(later?.ours ?? null, unit, digits),
      printed(unit * cell.paper.mean, cell.paper.sd === null ? null : unit * cell.paper.sd, digits),
      signedText((100 * (cell.ours.mean - cell.paper.mean)) / cell.paper.mean, 1),
      zText(cell.z),
      zText(later?.z ?? null),
      pText(cell.corrected),
    ];
  });
  return {
    columns: [
      ...['section', 'row', 'measure', 'seeds', 'best', 'last', 'paper'],
      ...['by % of it', 'z best', 'z last', 'p (Holm)'],
    ],
    rows,
  };
}

/** Of each penalty one row: as published where that is asked for and there, else as defined. */
function cellsWith(cells: readonly PaperCell[], penalties: (typeof PENALTIES)[number]): PaperCell[] {
  const there = new Set(cells.map(({ section, row }) => `${section} ${row}`));
  return cells.filter(({ section, row }) =>
    penalties === 'as defined' ? !isAsPublished(row) : !there.has(`${section} ${asPublishedRow(row)}`),
  );
}

/** "5 of 8": cells that agree, of those that can be judged. */
function share(cells: readonly PaperCell[]): string {
  const judged = cells.map(agrees).filter((one) => one !== null);
  return judged.length === 0 ? '' : `${judged.filter(Boolean).length} of ${judged.length}`;
}

/** An error in the power of ten that its table prints, others as they are. */
function toldOf({ measure, paper }: PaperCell): (typeof MEASURES)[CellMeasure] {
  const told = MEASURES[measure];
  if (measure !== 'testMse') return told;
  const exponent = Math.min(-3, Math.floor(Math.log10(paper.mean)));
  return [`${told[0]} 1e${exponent}`, Number(`1e${-exponent}`), told[2]];
}

/** Of runs that hardly differ from seed to seed the distance has no scale: then it is only far. */
const zText = (z: number | null): string => {
  if (z === null) return '';
  return Math.abs(z) < 100 ? signedText(z, 1) : z > 0 ? '> +99' : '< -99';
};

const pText = (p: number | null): string => (p === null ? '' : p < 1e-3 ? p.toExponential(0) : p.toFixed(3));
