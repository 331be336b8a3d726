import type { Table } from '../reproduction/tables/tables';

/**
 * A table as text, columns padded to their widest cell: on lines of their own for a terminal, between bars for Markdown. The
 * first column stands to the left, the others to the right.
 * @param width characters of a line of the terminal: what is wider goes on below, under the `keys` first columns again
 */
export function textTable(table: Table, style: 'console' | 'markdown', width = Infinity, keys = 1): string {
  return style === 'markdown'
    ? wholeTable(table, style)
    : blocksOf(table, width, keys)
        .map((block) => wholeTable(block, style))
        .join('\n\n');
}

/** The columns in as many tables as it takes to stay within a width; one that is too wide by itself has its own. */
function blocksOf({ columns, rows }: Table, width: number, keys: number): Table[] {
  const widths = columns.map((name, k) =>
    Math.max(3, name.length, ...rows.map((row) => String(row[k] ?? '').length)),
  );
  const head = widths.slice(0, keys).reduce((sum, one) => sum + one + 2, -2);
  const blocks: number[][] = [[]];
  let used = head;
  for (let k = keys; k < columns.length; k++) {
    if (used + 2 + widths[k] > width && blocks[blocks.length - 1].length > 0) {
      blocks.push([]);
      used = head;
    }
    blocks[blocks.length - 1].push(k);
    used += 2 + widths[k];
  }
  return blocks.map((block) => {
    const chosen = [...columns.slice(0, keys).keys(), ...block];
    return { columns: chosen.map((k) => columns[k]), rows: rows.map((row) => chosen.map((k) => row[k])) };
  });
}

function wholeTable({ columns, rows }: Table, style: 'console' | 'markdown'): string {
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
