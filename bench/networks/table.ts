import { textTable } from '../../lib/commands/text-table';
import { meanAndSdOfKnown, meanAndSdText } from '../../lib/math/mean-and-sd';
import type { Row, StudyRecord } from './compare';

const COLUMNS = ['study', 'prior', 'method', 'AUROC', 'AUPRC', 'early precision', 'seconds'];

/** The rows of one seed or of several as they are read in a terminal or a document: mean ± sd over the seeds that have them. */
export function tableOf(seeds: readonly (readonly Row[])[], style: 'console' | 'markdown'): string {
  const lines = new Map<string, Row[]>();
  for (const row of seeds.flat()) {
    const line = [row.study, row.prior ?? 'none', row.method].join('\n');
    lines.set(line, [...(lines.get(line) ?? []), row]);
  }
  const cells = [...lines].map(([line, rows]) => {
    const of = (measure: 'auroc' | 'auprc' | 'earlyPrecision' | 'seconds', digits: number): string =>
      meanAndSdText(meanAndSdOfKnown(rows.map((row) => row[measure])), 1, digits) || '-';
    const failed = rows.filter((row) => row.failed !== undefined).length;
    const [study, prior, method] = line.split('\n');
    return [
      ...[
        study,
        prior,
        failed === 0 ? method : `${method} (failed${failed < rows.length ? `: ${failed}` : ''})`,
      ],
      ...[of('auroc', 3), of('auprc', 3), of('earlyPrecision', 3), of('seconds', 1)],
    ];
  });
  return textTable({ columns: COLUMNS, rows: cells }, style);
}

/** What an order by chance comes to, without which an AUPRC says nothing. */
export const chanceText = ({ name, genes, pairs, edges, prevalence }: StudyRecord): string =>
  `${name}: ${genes} genes, ${edges} true edges among ${pairs} pairs; by chance AUROC 0.500, AUPRC and early precision ` +
  prevalence.toFixed(3);
