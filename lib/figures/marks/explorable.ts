import type { Figure } from '../figure';

type Part = Readonly<Record<string, unknown>>;

/** What is not chosen in the legend fades to this. */
const FAINT = 0.08;
/** Pixels between what can be moved and the edges of its panel. */
export const MARGIN = 6;
/** Marks that Vega-Lite draws a little transparent where nobody says otherwise. */
const TRANSPARENT = ['point', 'circle', 'square', 'tick'];

/**
 * The figure with what a reader may do in it, in the page itself and without a kernel; its picture stays as it is.
 *
 * - `legend`: a click on an entry of the legend of this field fades all others (with shift several), in all panels
 * - `zoom`: the wheel with Ctrl (or two fingers on a touchpad) enlarges a panel, dragging moves it, a double click resets it. The wheel
 *   alone still scrolls the page
 */
export function explorable(
  figure: Figure,
  { legend, zoom = false }: { legend?: string; zoom?: boolean },
): Figure {
  const panels = { count: 0 };
  const chosen = { placed: false };
  return mapPanels(figure, (panel) => {
    const inherited = encodingOf(panel);
    let units = Array.isArray(panel.layer) ? (panel.layer as Part[]) : [panel];
    if (legend !== undefined) units = units.map((unit) => withChoice(unit, inherited, legend, chosen));
    if (zoom) units = withZoom(units, inherited, `zoom${panels.count++}`);
    units = units.map(withTooltip);
    return Array.isArray(panel.layer) ? { ...panel, layer: units } : units[0];
  }) as Figure;
}

/** The figure with another in place of every panel, however they are put together. */
function mapPanels(part: Part, change: (panel: Part) => Part): Part {
  for (const several of ['hconcat', 'vconcat', 'concat'] as const) {
    if (Array.isArray(part[several])) {
      return { ...part, [several]: (part[several] as Part[]).map((one) => mapPanels(one, change)) };
    }
  }
  return isPart(part.spec) ? { ...part, spec: mapPanels(part.spec, change) } : change(part);
}

/** Marks that fade where their entry of the legend is not chosen; the first of them brings the choice. */
function withChoice(unit: Part, inherited: Part, field: string, chosen: { placed: boolean }): Part {
  const encoding = { ...inherited, ...encodingOf(unit) };
  const named = Object.values(encoding).some((channel) => isPart(channel) && channel.field === field);
  if (!named || encoding.opacity !== undefined) return unit;
  const opacity = { condition: { param: 'chosen', value: opacityOf(unit.mark) }, value: FAINT };
  const faded = { ...unit, encoding: { ...encodingOf(unit), opacity } };
  if (chosen.placed) return faded;
  chosen.placed = true;
  return withParam(faded, { name: 'chosen', select: { type: 'point', fields: [field] }, bind: 'legend' });
}

/** The scales of a panel follow wheel and drag; the first unit with two axes of numbers brings that. */
function withZoom(units: readonly Part[], inherited: Part, name: string): Part[] {
  const first = units.findIndex((unit) => {
    const { x, y } = { ...inherited, ...encodingOf(unit) };
    return [x, y].every((axis) => isPart(axis) && axis.type === 'quantitative' && axis.field !== undefined);
  });
  const select = { type: 'interval', zoom: 'wheel![event.ctrlKey]' };
  return units.map((unit, k) => {
    if (k !== first) return unit;
    const { x, y } = { ...inherited, ...encodingOf(unit) } as Record<'x' | 'y', Part>;
    const encoding = { ...encodingOf(unit), x: withMargin(x), y: withMargin(y) };
    return withParam({ ...unit, encoding }, { name, select, bind: 'scales' });
  });
}

/** What can be moved is cut off at the panel's edges: marks that stand at an end of the scale need room. */
const withMargin = (axis: Part): Part => ({
  ...axis,
  scale: { nice: false, ...(isPart(axis.scale) && axis.scale), padding: MARGIN },
});

/** Beside a unit with a parameter Vega-Lite takes tooltips from all that do not ask for one themselves. */
function withTooltip(unit: Part): Part {
  const { mark } = unit;
  if (encodingOf(unit).tooltip !== undefined || (isPart(mark) && mark.tooltip !== undefined)) return unit;
  return { ...unit, mark: { ...(isPart(mark) ? mark : { type: mark }), tooltip: true } };
}

const withParam = (unit: Part, param: Part): Part => ({
  ...unit,
  params: [...((unit.params as Part[] | undefined) ?? []), param],
});

function opacityOf(mark: unknown): number {
  if (isPart(mark) && typeof mark.opacity === 'number') return mark.opacity;
  return TRANSPARENT.includes(String(isPart(mark) ? mark.type : mark)) ? 0.7 : 1;
}

const encodingOf = ({ encoding }: Part): Part => (isPart(encoding) ? encoding : {});

const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
