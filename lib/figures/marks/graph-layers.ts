import { isDeepStrictEqual } from 'node:util';
import { category, layer, quantity, type Layer, type Quantity } from './marks';
import { DIVERGING } from './matrix-image';

/** A gene of a drawn network: where its circle stands, in pixels from the upper left corner, and its name beside. */
export interface GraphNode {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** Where the name stands, in pixels from the circle's centre. */
  readonly label: { readonly dx: number; readonly dy: number; readonly align: 'left' | 'center' | 'right' };
  /**
   * The gene that the figure is about: drawn as a tall pill, so that its edges do not all end in one point. `squeeze` maps the height at
   * which a neighbour stands to the height at which its edge meets the pill, both from the pill's middle.
   */
  readonly central?: { readonly halfHeight: number; readonly squeeze: number };
}

/** An edge between two nodes, by their indices; the effect's sign colours it, its size widens it. */
export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  readonly effect: number;
  /** Drawn dashed where it is false: not in the prior, or not in the truth; absent = nothing is known of either. */
  readonly known?: boolean;
}

/** What an edge does, by the sign of its effect. */
const SIGNS = ['activates', 'represses'];
/** Whether an edge is one of the prior's, and the same of the truth. */
const PRIOR = ['in the prior', 'not in the prior'] as const;
export const TRUTH = ['right', 'wrong'] as const;
const DASHES = [
  [1, 0],
  [4, 3],
];
/** Of circles, in pixels. */
const RADIUS = 6;
/** Of the ends of a pill. */
const CENTRAL_RADIUS = 9;
/** Between an edge and the circle that it points to: room for its head. */
const HEAD = 7;
/** Edges there and back run this far from the line between their genes. */
const APART = 3.5;

/**
 * A network as layers of marks, by the places its genes were given: edges from regulator to target, red with an arrow's head where they
 * activate, blue with a bar where they repress, wider the larger |effect| is; a gene that regulates itself wears a ring. Circles and names
 * on top.
 *
 * - `size`: of the panel in pixels
 * - `strongest`: the |effect| drawn at full width
 * - `effectName`: what the width shows, for the legend; none is drawn for an empty name
 * - `knownAs`: what an edge is called that is known, and one that is not
 */
export function graphLayers(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  {
    size,
    strongest,
    effectName,
    knownAs = PRIOR,
  }: {
    size: { width: number; height: number };
    strongest: number;
    effectName: string;
    knownAs?: readonly [string, string];
  },
): Layer[] {
  const pixels = { nice: false, zero: false };
  const x = quantity('x', { axis: null, scale: { domain: [0, size.width], ...pixels } });
  const y = quantity('y', { axis: null, scale: { domain: [0, size.height], ...pixels, reverse: true } });
  const channels = edgeChannels(strongest, effectName);
  return [...edgeLayers(nodes, edges, x, y, channels, knownAs), ...geneLayers(nodes, x, y)];
}

/**
 * Several networks on the same nodes as one, which a slider moves through, the last one first: of every layer the rows of all, of
 * which the slider's number lets one network's through. It counts from 1 and says up to where; what it stands for is the caption's to say.
 *
 * @param frames what `graphLayers` gave of each
 * @param captions of each, above them
 * @param name of one of them ("picture"), before the slider and the captions
 */
export function movedThrough(frames: readonly Layer[][], captions: readonly string[], name: string) {
  const last = frames.length;
  const caption = (text: string, k: number) =>
    layer(
      [{ text: `${name} ${k + 1} of ${last}: ${text}` }],
      { type: 'text', align: 'left', baseline: 'bottom', fontSize: 13, fontWeight: 'bold' },
      { x: { value: 0 }, y: { value: 0 }, text: category('text') },
    );
  const all = [...frames[0].keys()].map((index) => joined(frames.map((layers) => layers[index])));
  const range = { input: 'range' as const, min: 1, max: last, step: 1, name: `${name}, 1 to ${last}: ` };
  return {
    params: [{ name: 'frame', value: last, bind: range }],
    layer: [...all, joined(captions.map(caption))],
  };
}

/** One layer of the rows of many like it, by number of the frame from 1 on; one that is the same in all stays as it is. */
function joined(layers: readonly Layer[]): Layer {
  const [first, ...others] = layers;
  if (others.every((one) => isDeepStrictEqual(one, first))) return first;
  const rows = layers.flatMap(({ data }, frame) =>
    data && 'values' in data ? (data.values as object[]).map((row) => ({ ...row, frame: frame + 1 })) : [],
  );
  return { ...first, data: { values: rows }, transform: [{ filter: 'datum.frame === frame' }] };
}

/** How edges show what they do. */
function edgeChannels(strongest: number, effectName: string) {
  const widths = { symbolType: 'stroke', values: [strongest / 4, strongest / 2, strongest], format: '.2~g' };
  const range = [DIVERGING.positive, DIVERGING.negative];
  return {
    color: category('sign', { title: 'effect', scale: { domain: SIGNS, range } }),
    strokeWidth: quantity('strength', {
      title: effectName,
      scale: { domain: [0, strongest], range: [0.5, 5], clamp: true },
      legend: effectName === '' ? null : widths,
    }),
    // faint edges are pale, so that a dense network shows its strong ones
    opacity: quantity('strength', {
      scale: { domain: [0, strongest / 3], range: [0.35, 0.85], clamp: true },
      legend: null,
    }),
  };
}

const dashOf = (knownAs: readonly [string, string]) =>
  category('known', {
    title: 'edge',
    scale: { domain: [...knownAs], range: DASHES },
    legend: { symbolType: 'stroke' },
  });

/** The edges: lines, rings, and the heads of either sign. */
function edgeLayers(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  x: Quantity,
  y: Quantity,
  channels: ReturnType<typeof edgeChannels>,
  knownAs: readonly [string, string],
): Layer[] {
  const both = new Set(edges.map(({ from, to }) => `${from} ${to}`));
  // The strongest are drawn last, over the others.
  const ordered = [...edges].sort((a, b) => Math.abs(a.effect) - Math.abs(b.effect));
  const lines = ordered
    .filter(({ from, to }) => from !== to)
    .map((edge) => ({
      ...lineOf(nodes, edge, both.has(`${edge.to} ${edge.from}`)),
      ...(edge.known !== undefined && { known: knownAs[edge.known ? 0 : 1] }),
    }));
  const rings = ordered
    .filter(({ from, to }) => from === to)
    .map(({ from, effect, known }) => ({
      ...ringOf(nodes[from]),
      sign: signOf(effect),
      strength: strengthOf(effect),
      ...(known !== undefined && { known: knownAs[known ? 0 : 1] }),
    }));
  const isKnown = edges.some(({ known }) => known !== undefined);
  const strokeDash = dashOf(knownAs);
  const tooltip = [
    ...['regulator', 'target', 'sign'].map((field) => ({ field })),
    quantity('strength', { title: channels.strokeWidth.title || '|effect|', format: '.3g' }),
    ...(isKnown ? [{ field: 'known', title: 'edge' }] : []),
  ];
  const { color, opacity } = channels;
  const head = (sign: string, shape: string, filled: boolean, size: number) =>
    layer(
      lines.filter((line) => line.sign === sign),
      { type: 'point', shape, filled, size, strokeWidth: 2 },
      {
        x: { ...x, field: 'headX' },
        y: { ...y, field: 'headY' },
        angle: quantity('angle', { scale: null }),
        color,
        opacity,
      },
    );
  const ends = { x, y, x2: { field: 'x2' }, y2: { field: 'y2' } };
  return [
    layer(lines, { type: 'rule' }, { ...ends, ...channels, ...(isKnown && { strokeDash }), tooltip }),
    layer(
      rings,
      { type: 'point', shape: 'circle', filled: false },
      { x, y, ...channels, ...(isKnown && { strokeDash }), size: quantity('area', { scale: null }) },
    ),
    head(SIGNS[0], 'triangle', true, 70),
    head(SIGNS[1], 'stroke', false, 110),
  ];
}

/** The genes: the pill of the central one, circles, and names beside them. */
function geneLayers(nodes: readonly GraphNode[], x: Quantity, y: Quantity): Layer[] {
  const pills = nodes.flatMap(({ name, x: at, y: middle, central }) =>
    central ? { name, ...place(at, middle - central.halfHeight), y2: middle + central.halfHeight } : [],
  );
  const circles = nodes
    .filter(({ central }) => !central)
    .map((node) => ({ name: node.name, ...place(node.x, node.y) }));
  const circle = { shape: 'circle', size: areaOf(RADIUS), filled: true, color: '#dddddd', stroke: '#444444' };
  const names = (['left', 'center', 'right'] as const).flatMap((align) => {
    const aligned = nodes.filter(({ label }) => label.align === align);
    const values = aligned.map(({ name, x: left, y: top, label, central }) => ({
      name,
      ...place(left + label.dx, top + label.dy),
      weight: central === undefined ? 'normal' : 'bold',
    }));
    const weight = { fontWeight: { expr: 'datum.weight' } };
    return values.length === 0
      ? []
      : layer(
          values,
          { type: 'text', align, baseline: 'middle', fontSize: 11, ...weight },
          { x, y, text: category('name') },
        );
  });
  return [
    layer(
      pills,
      { type: 'rule', strokeCap: 'round', strokeWidth: 2 * CENTRAL_RADIUS, color: '#555555' },
      { x, y, y2: { field: 'y2' } },
    ),
    layer(
      circles,
      { type: 'point', ...circle, strokeWidth: 1, opacity: 1 },
      { x, y, tooltip: { field: 'name' } },
    ),
    ...names,
  ];
}

const radiusOf = (node: GraphNode): number => (node.central ? CENTRAL_RADIUS : RADIUS);
/** The size of a mark is its area, 4 r^2 where a circle of radius r fills it. */
const areaOf = (radius: number): number => (2 * radius) ** 2;
/** One of SIGNS. */
const signOf = (effect: number): string => SIGNS[effect > 0 ? 0 : 1];
/** Four digits: finer than a pixel of width. */
const strengthOf = (effect: number): number => Number(Math.abs(effect).toPrecision(4));
/** To a tenth of a pixel. */
const place = (x: number, y: number) => ({ x: Math.round(10 * x) / 10, y: Math.round(10 * y) / 10 });

/** Where an edge between two genes meets the first: its centre, or a height of its pill. */
const meeting = ({ x, y, central }: GraphNode, other: GraphNode) => ({
  x,
  y: y + (other.y - y) * (central?.squeeze ?? 0),
});

/** Around a circle; under a pill. */
function ringOf(node: GraphNode) {
  return node.central
    ? { ...place(node.x, node.y + node.central.halfHeight + CENTRAL_RADIUS + 6), area: areaOf(8) }
    : { ...place(node.x, node.y), area: areaOf(RADIUS + 4) };
}

/** The line of an edge from circle to head, and the head's place and direction in degrees from straight up. */
function lineOf(nodes: readonly GraphNode[], edge: GraphEdge, andBack: boolean) {
  const { effect } = edge;
  const [a, b] = [nodes[edge.from], nodes[edge.to]];
  const [start, end] = [meeting(a, b), meeting(b, a)];
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  const [ux, uy] = [(end.x - start.x) / length, (end.y - start.y) / length];
  // to the right of its own direction, so that the way back runs on the other side
  const [sx, sy] = andBack ? [-uy * APART, ux * APART] : [0, 0];
  const along = (point: { x: number; y: number }, distance: number) =>
    place(point.x + ux * distance + sx, point.y + uy * distance + sy);
  const from = along(start, radiusOf(a));
  const to = along(end, -(radiusOf(b) + (effect > 0 ? HEAD : HEAD / 2)));
  const head = along(end, -(radiusOf(b) + HEAD / 2));
  return {
    regulator: a.name,
    target: b.name,
    ...from,
    x2: to.x,
    y2: to.y,
    headX: head.x,
    headY: head.y,
    angle: Math.round((Math.atan2(ux, -uy) * 180) / Math.PI),
    sign: signOf(effect),
    strength: strengthOf(effect),
  };
}
