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
  /** Drawn dashed where it is false; absent = nothing is known of a prior. */
  readonly inPrior?: boolean;
}

/** What an edge does, by the sign of its effect. */
export const SIGNS = ['activates', 'represses'];
/** Whether an edge is one of the prior's. */
export const PRIOR = ['in the prior', 'not in the prior'];
/** Of circles, in pixels. */
export const RADIUS = 6;
/** Of the ends of a pill. */
export const CENTRAL_RADIUS = 9;
/** Between an edge and the circle that it points to: room for its head. */
const HEAD = 7;
/** Edges there and back run this far from the line between their genes. */
const APART = 3.5;

const radiusOf = (node: GraphNode): number => (node.central ? CENTRAL_RADIUS : RADIUS);
/** The size of a mark is its area, 4 r^2 where a circle of radius r fills it. */
export const areaOf = (radius: number): number => (2 * radius) ** 2;
/** One of SIGNS. */
export const signOf = (effect: number): string => SIGNS[effect > 0 ? 0 : 1];
/** Four digits: finer than a pixel of width. */
export const strengthOf = (effect: number): number => Number(Math.abs(effect).toPrecision(4));
/** To a tenth of a pixel. */
export const place = (x: number, y: number) => ({ x: Math.round(10 * x) / 10, y: Math.round(10 * y) / 10 });

/** Where an edge between two genes meets the first: its centre, or a height of its pill. */
const meeting = ({ x, y, central }: GraphNode, other: GraphNode) => ({
  x,
  y: y + (other.y - y) * (central?.squeeze ?? 0),
});

/** Around a circle; under a pill. */
export function ringOf(node: GraphNode) {
  return node.central
    ? { ...place(node.x, node.y + node.central.halfHeight + CENTRAL_RADIUS + 6), area: areaOf(8) }
    : { ...place(node.x, node.y), area: areaOf(RADIUS + 4) };
}

/** The line of an edge from circle to head, and the head's place and direction in degrees from straight up. */
export function lineOf(nodes: readonly GraphNode[], edge: GraphEdge, andBack: boolean) {
  const { effect, inPrior } = edge;
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
    ...(inPrior !== undefined && { prior: PRIOR[inPrior ? 0 : 1] }),
  };
}
