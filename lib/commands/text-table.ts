import type { Table } from '../reproduction/tables';

/**
 * A table as text, columns padded to their widest cell: on lines of their own for a terminal, between bars for Markdown. The
 * first column stands to the left, the others to the right.
 */
export function textTable({ columns, rows }: Table, style: 'console' | 'markdown'): string {
  const text = [columns, ...rows].map((row) =>
    row.map((cell) => {
      const plain = String(cell ?? '');
      return style === 'markdown' ? plain.replace(/\|/g, '\\|') : plain;
    }),
  );
  const widths = columns.map((_, k) => Math.max(3, ...text.map((row) => row[k].length)));
  const padded = text.map((row) =>
    row.map((cell, k) => (k === 0 ? cell.padEnd(widths[k]) : cell.padStart(widths[k]))),
  );
  if (style === 'console') {
    const lines = padded.map((row) => row.join('  ').trimEnd());
    const rule = widths.map((width) => '-'.repeat(width)).join('  ');
    return [lines[0], rule, ...lines.slice(1)].join('\n');
  }
  const lines = padded.map((row) => `| ${row.join(' | ')} |`);
  const rule = widths.map((width, k) => (k === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [lines[0], `| ${rule.join(' | ')} |`, ...lines.slice(1)].join('\n');
}
