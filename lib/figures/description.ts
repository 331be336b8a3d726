import type { Figure } from './figure';

type Part = Readonly<Record<string, unknown>>;

/** Longer descriptions are cut: a screen reader reads all of it. */
const LONGEST = 700;
const PROGRESS_BARS = /[━┄\u00a0 ]+/g;
/** The most names of a legend that are said. */
const MOST_NAMES = 9;

/**
 * A figure in words, for those who cannot see it: its title, and of every panel what is drawn against what, over which range, in
 * which colours. Made from the specification alone, so that no figure is without; one that says more brings its own `description`.
 */
export function describeFigure(figure: Figure): string {
  if (typeof figure.description === 'string') return figure.description;
  const panels = panelsOf(figure).map(({ panel, rows }) => panelInWords(panel, rows, panel === figure));
  const words = [titleInWords(figure.title), ...new Set(panels)].filter((text) => text !== '').join('. ');
  return words.length <= LONGEST ? words : `${words.slice(0, LONGEST - 4)} ...`;
}

interface PanelWithRows {
  readonly panel: Part;
  readonly rows: readonly Part[];
}

/** The panels of a figure, each with the rows that it draws where they stand in the specification. */
function panelsOf(part: Part, inherited: readonly Part[] = []): PanelWithRows[] {
  const rows = rowsOf(part) ?? inherited;
  for (const several of ['hconcat', 'vconcat', 'concat'] as const) {
    if (Array.isArray(part[several])) return (part[several] as Part[]).flatMap((one) => panelsOf(one, rows));
  }
  if (isPart(part.spec)) return panelsOf(part.spec, rows);
  return [{ panel: part, rows }];
}

function rowsOf({ data }: Part): readonly Part[] | null {
  return isPart(data) && Array.isArray(data.values) ? (data.values as Part[]) : null;
}

function panelInWords(panel: Part, rows: readonly Part[], isWhole: boolean): string {
  const units = (Array.isArray(panel.layer) ? (panel.layer as Part[]) : [panel]).map((unit) => ({
    encoding: { ...(panel.encoding as Part | undefined), ...(unit.encoding as Part | undefined) },
    rows: rowsOf(unit) ?? rows,
  }));
  // A channel's field may be drawn from several layers, each with rows of its own.
  const said = (channel: string): string => {
    const named = units.filter(({ encoding }) => fieldOf(encoding[channel]) !== null);
    const told = named.find(({ encoding }) => titleOf(encoding[channel]) !== '') ?? named[0];
    if (told === undefined || hasNoAxis(told.encoding[channel])) return '';
    const field = fieldOf(told.encoding[channel]);
    const drawn = named.filter(({ encoding }) => fieldOf(encoding[channel]) === field);
    return channelInWords(
      told.encoding[channel] as Part,
      drawn.flatMap((unit) => unit.rows),
    );
  };
  const [x, y, colour] = [said('x'), said('y'), said('color')];
  const axes = x !== '' && y !== '' ? `${y} against ${x}` : x + y;
  const title = isWhole ? '' : titleInWords(panel.title);
  return [title, axes, colour === '' ? '' : `colour: ${colour}`].filter((text) => text !== '').join('; ');
}

/** "sparsity (%), 0 to 97.1" or "strategy: DASH, IMP". */
function channelInWords(channel: Part, rows: readonly Part[]): string {
  const { scale, type } = channel;
  const field = channel.field as string;
  // An axis that another panel has named already.
  const name = channel.title === null ? '' : titleOf(channel) || field;
  if (name === '') return '';
  const values = rows.map((row) => row[field]);
  const numbers = values.filter((value): value is number => typeof value === 'number' && isFinite(value));
  if (type === 'quantitative') {
    if (numbers.length === 0) return name;
    const [least, most] = numbers.reduce(
      ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
      [Infinity, -Infinity],
    );
    return least === most ? name : `${name}, ${short(least)} to ${short(most)}`;
  }
  const domain = isPart(scale) && Array.isArray(scale.domain) ? (scale.domain as unknown[]) : values;
  const names = [...new Set(domain.filter((value) => value !== undefined).map(String))];
  if (names.length === 0) return name;
  const rest = names.length - MOST_NAMES;
  return `${name}: ${names.slice(0, MOST_NAMES).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

const fieldOf = (channel: unknown): string | null =>
  isPart(channel) && typeof channel.field === 'string' ? channel.field : null;

const titleOf = (channel: unknown): string => (isPart(channel) ? titleInWords(channel.title) : '');

/** Places that mean nothing, as those of a drawn network. */
const hasNoAxis = (channel: unknown): boolean => isPart(channel) && channel.axis === null;

/** A title, and what stands under it. */
function titleInWords(title: unknown): string {
  if (typeof title === 'string') return title.replace(PROGRESS_BARS, ' ').trim();
  if (Array.isArray(title)) return title.map(titleInWords).join(' ');
  if (!isPart(title)) return '';
  return [title.text, title.subtitle]
    .map(titleInWords)
    .filter((text) => text !== '')
    .join('. ');
}

const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const short = (value: number): string => String(Number(value.toPrecision(3)));
