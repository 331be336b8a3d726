/** Of a cell, left and right, in the width of a letter: half an em on either side. */
const PADDING = 2;
/** Pixels of a letter as JupyterLab sets tables: 13 pixels high. */
const LETTER = 7;

/**
 * The width in pixels below which a table of `htmlTable` cannot be drawn, whatever breaks in it: of each column the longest run of
 * letters that does not break, and the padding.
 */
export function leastWidth(html: string): number {
  const columns: number[] = [];
  for (const [, row] of html.matchAll(/<tr>(.*?)<\/tr>/gs)) {
    const cells = [...row.matchAll(/<t[hd] style="([^"]*)">(.*?)<\/t[hd]>/gs)];
    cells.forEach(([, style, content], k) => {
      const text = content.replace(/&\w+;/g, '&');
      const runs = style.includes('nowrap') ? [text] : text.split(/ |(?<=-)/);
      columns[k] = Math.max(columns[k] ?? 0, ...runs.map(({ length }) => length));
    });
  }
  return LETTER * columns.reduce((sum, letters) => sum + letters + PADDING, 0);
}
