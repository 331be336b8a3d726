import { textTable } from '../../lib/commands/text-table';
import type { Row, StudyRecord } from './compare';

const COLUMNS = ['study', 'prior', 'method', 'AUROC', 'AUPRC', 'early precision', 'seconds'];

/** The rows as they are read in a terminal or a document. */
export function tableOf(rows: readonly Row[], style: 'console' | 'markdown'): string {
  const cells = rows.map((row) => [
    row.study,
    row.prior ?? 'none',
    row.failed === undefined ? row.method : `${row.method} (failed)`,
    ...[row.auroc, row.auprc, row.earlyPrecision].map((value) => value?.toFixed(3) ?? '-'),
    row.seconds === null ? '-' : row.seconds < 0.05 ? '0' : row.seconds.toFixed(1),
  ]);
  return textTable({ columns: COLUMNS, rows: cells }, style);
}

/** What an order by chance comes to, without which an AUPRC says nothing. */
export const chanceText = ({ name, genes, pairs, edges, prevalence }: StudyRecord): string =>
  `${name}: ${genes} genes, ${edges} true edges among ${pairs} pairs; by chance AUROC 0.500, AUPRC and early precision ` +
  prevalence.toFixed(3);
