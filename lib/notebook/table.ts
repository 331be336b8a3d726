/** A row's cells; numbers are shown as they are, so round them first. */
export type Row = readonly (string | number | null)[];

/** A table as the library makes them; some have a title and notes. */
export interface ShownTable {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly title?: string;
  readonly notes?: readonly string[];
}

/**
 * A table in Markdown, numbers to the right, an empty cell for null.
 * @throws RangeError if a row has more or fewer cells than there are columns
 */
export function markdownTable(rows: readonly Row[], columns: readonly string[]): string {
  const numeric = numericColumns(rows, columns);
  const cell = (value: string | number | null): string =>
    String(value ?? '')
      .replace(/\|/g, '\\|')
      .replace(/\n/g, ' ');
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(cell)),
    line(numeric.map((right) => (right ? '---:' : '---'))),
    ...rows.map((row) => line(row.map(cell))),
  ].join('\n');
}

/**
 * The same table in HTML, with every text escaped.
 * @throws RangeError if a row has more or fewer cells than there are columns
 */
export function htmlTable(rows: readonly Row[], columns: readonly string[]): string {
  const numeric = numericColumns(rows, columns);
  const whole = columns.map((_, k) => numeric[k] && !rows.some((row) => String(row[k]).includes('[')));
  const cell = (tag: 'th' | 'td', value: string | number | null, k: number): string =>
    `<${tag} style="${styleOf(numeric[k], tag === 'td' && whole[k])}">${escapeHtml(unbroken(String(value ?? '')))}</${tag}>`;
  const line = (tag: 'th' | 'td', row: Row): string =>
    `<tr>${row.map((value, k) => cell(tag, value, k)).join('')}</tr>`;
  const body = rows.map((row) => line('td', row)).join('');
  return `<table><thead>${line('th', columns)}</thead><tbody>${body}</tbody></table>`;
}

/** "95.0 ± 0.4 [94.6, 95.4]" breaks before its interval only, and neither "5 %" nor "1e-3" nor "E ≠ 0" at all. */
const unbroken = (text: string): string =>
  text
    .replace(/ (?=[±≠] \d)|(?<=\d) (?=%)|(?<=[±≠]) (?=\d)|(?<=\[\S+,) (?=\S+\])/g, '\u00a0')
    .replace(/(?<=\b1e)-(?=\d)/g, '\u2011');

/** Numbers to the right. @param whole on one line; headings may break, and intervals stand on a line of their own */
function styleOf(numeric: boolean, whole: boolean): string {
  return `text-align:${numeric ? 'right' : 'left'}${whole ? ';white-space:nowrap' : ''}`;
}

/** Which columns hold numbers only, be it as text. */
function numericColumns(rows: readonly Row[], columns: readonly string[]): boolean[] {
  rows.forEach((row, k) => {
    if (row.length !== columns.length) {
      throw new RangeError(`row ${k} of the table has ${row.length} cells for ${columns.length} columns`);
    }
  });
  return columns.map((_, k) => rows.length > 0 && rows.every((row) => isNumeric(row[k])));
}

/** A number, a number as text ("95.0", "-0.3", "+0.3", "95.0 ± 0.4"), with or without its interval, or nothing. */
function isNumeric(value: string | number | null): boolean {
  return typeof value !== 'string' || NUMBER.test(value);
}

const NUMBER = /^([-+]?\d[\d.]*(e[-+]?\d+)?( ± \d[\d.]*)?( \[[-+\d.]+, [-+\d.]+\])?)?$/;

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => entities[character]);
}
