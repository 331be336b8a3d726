import { describeFigure } from '../figures/description';
import type { Figure } from '../figures/figure';
import { figureToSvg, hasFonts, sizeOf, svgToPng } from '../figures/render';
import { type MimeBundle, type MimeMetadata, openDisplay } from './jupyter-message';
import { htmlTable, markdownTable, type Row, type TableOf } from './table';

/** One place in a notebook's output, rewritten as often as needed. */
export interface LiveDisplay {
  /** Shows a figure or a Markdown text in place of what was there. Returns at once; what comes too fast is skipped. */
  update(content: Figure | string, text?: string): void;
  /** Shows the last content at once, however short ago the one before was shown. */
  flush(): void;
  /** Shows the last content for good (a figure with its picture beside) and waits until it is sent. */
  end(): Promise<void>;
}

/**
 * Shows a figure in ONE message: its Vega-Lite specification, a picture (PNG; SVG where the machine has no fonts) for
 * viewers that draw no Vega-Lite, such as GitHub and nbconvert, and a text. Outside a notebook the text is printed.
 *
 * @param text what the figure shows, in words; by default its title
 * @throws Error if the specification cannot be drawn
 */
export async function show(
  figure: Figure,
  { text = titleOf(figure) }: { text?: string } = {},
): Promise<void> {
  const send = openDisplay(); // before the first await: the message belongs to the cell that called
  send(...(await figureBundle(figure, text)));
}

/**
 * Shows a table, given as one or as its rows and the names of its columns: HTML in a notebook, Markdown as text.
 * @throws RangeError if a row has more or fewer cells than there are columns
 */
export function showTable(table: TableOf): void;
export function showTable(rows: readonly Row[], columns: readonly string[]): void;
export function showTable(shown: TableOf | readonly Row[], names: readonly string[] = []): void {
  const { rows, columns } = 'rows' in shown ? shown : { rows: shown, columns: names };
  openDisplay()({ 'text/html': htmlTable(rows, columns), 'text/plain': markdownTable(rows, columns) });
}

/** Shows a Markdown text. */
export function showMarkdown(markdown: string): void {
  openDisplay()(markdownBundle(markdown));
}

/**
 * A display that is updated in place, at most `perSecond` times a second: a kernel that is flooded with messages loses
 * the last ones, and with them the end of the cell. What is skipped is old by then: the latest content always gets
 * shown. While live a figure is its bare specification; `end` adds the picture. Outside a notebook only the end is
 * printed.
 *
 * @throws RangeError for more than 10 updates a second
 */
export function liveDisplay({ perSecond = 5 }: { perSecond?: number } = {}): LiveDisplay {
  if (!(perSecond > 0 && perSecond <= 10)) {
    throw new RangeError(`a live display is updated at most 10 times a second, not ${perSecond}`);
  }
  const send = openDisplay();
  let latest: { content: Figure | string; text?: string } | null = null;
  let timer: NodeJS.Timeout | null = null;
  let dueAt = -Infinity;
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    dueAt = performance.now() + 1000 / perSecond;
    if (latest)
      send(typeof latest.content === 'string' ? markdownBundle(latest.content) : bareBundle(latest));
  };
  return {
    update(content, text) {
      latest = { content, text };
      if (!send.toNotebook) return;
      const wait = dueAt - performance.now();
      if (wait <= 0) flush();
      else timer ??= setTimeout(flush, wait);
    },
    flush() {
      if (send.toNotebook) flush();
    },
    async end() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      if (!latest) return;
      const { content, text } = latest;
      if (typeof content === 'string') send(markdownBundle(content));
      else send(...(await figureBundle(content, text ?? titleOf(content))));
    },
  };
}

const VEGA_LITE = 'application/vnd.vegalite.v5+json';

const markdownBundle = (markdown: string): MimeBundle => ({
  'text/markdown': markdown,
  'text/plain': markdown,
});

const bareBundle = ({ content, text }: { content: Figure | string; text?: string }): MimeBundle => ({
  [VEGA_LITE]: content,
  'text/plain': text ?? titleOf(content),
});

/** Specification, picture and text; of the picture its size on the page and what it shows, in words. */
async function figureBundle(figure: Figure, text: string): Promise<[MimeBundle, MimeMetadata]> {
  const svg = await figureToSvg(figure);
  const description = describeFigure(figure);
  const [type, picture] = hasFonts()
    ? (['image/png', Buffer.from(svgToPng(svg)).toString('base64')] as const)
    : (['image/svg+xml', svg] as const);
  return [
    { [VEGA_LITE]: { ...figure, description }, [type]: picture, 'text/plain': text },
    { [type]: { ...sizeOf(svg), alt: description } },
  ];
}

/** The title of a figure's specification, its subtitle left out. */
function titleOf(content: Figure | string): string {
  const title = typeof content === 'string' ? content : content.title;
  if (typeof title === 'string') return title;
  const text = typeof title === 'object' && title !== null && 'text' in title ? title.text : undefined;
  return typeof text === 'string' ? text : 'a figure';
}
