import type { Figure } from './figure';
import { graphLayers } from './graph-layers';
import type { GraphEdge, GraphNode } from './graph-lines';
import { QUIET, themed } from './theme';

/** An edge of a network by the names of its genes. */
export interface NeighbourEdge {
  readonly regulator: string;
  readonly target: string;
  /** Its sign colours the edge. */
  readonly effect: number;
  /** The effect as a share of all effects on the target: the width of the edge. Absent = the effect itself is taken. */
  readonly scaledEffect?: number;
  readonly inPrior?: boolean;
}

const SIZE = { width: 560, side: 150, row: 21, top: 34 };

/** Edges meet the gene at this share of the height at which their other ends stand. */
const SQUEEZE = 0.42;

/**
 * The network around one gene: its strongest regulators on the left, its strongest targets on the right, the strongest on top. A gene
 * that both regulates it and is regulated by it stands on both sides. Width is the scaled effect (the share of all effects on the target).
 *
 * @param edges of the whole network, in any order
 * @param most how many regulators, and how many targets, are drawn
 * @throws RangeError if the gene has no edge
 */
export function geneNeighbourhoodFigure(
  edges: Iterable<NeighbourEdge>,
  gene: string,
  { title, most = 15 }: { title: string; most?: number },
): Figure {
  const touching: NeighbourEdge[] = [];
  for (const edge of edges) {
    if (edge.effect !== 0 && (edge.regulator === gene || edge.target === gene)) touching.push(edge);
  }
  if (touching.length === 0) throw new RangeError(`${gene} has no edge in this network`);
  const strength = ({ scaledEffect, effect }: NeighbourEdge): number => Math.abs(scaledEffect ?? effect);
  const strongestFirst = (side: (edge: NeighbourEdge) => boolean): NeighbourEdge[] =>
    touching.filter(side).sort((a, b) => strength(b) - strength(a));
  const regulators = strongestFirst((edge) => edge.target === gene && edge.regulator !== gene);
  const targets = strongestFirst((edge) => edge.regulator === gene && edge.target !== gene);
  const itself = touching.filter((edge) => edge.regulator === edge.target);
  const [left, right] = [regulators.slice(0, most), targets.slice(0, most)];
  const rows = Math.max(left.length, right.length, 3);
  const height = SIZE.top + SIZE.row * rows;
  const middle = SIZE.top + (SIZE.row * (rows - 1)) / 2;
  const halfHeight = (SQUEEZE * SIZE.row * (rows - 1)) / 2;
  const column = (names: readonly string[], x: number, align: 'left' | 'right'): GraphNode[] =>
    names.map((name, k) => ({
      name,
      x,
      y: middle + SIZE.row * (k - (names.length - 1) / 2),
      label: { dx: align === 'left' ? 12 : -12, dy: 0, align },
    }));
  const nodes: GraphNode[] = [
    {
      name: gene,
      x: SIZE.width / 2,
      y: middle,
      label: { dx: 0, dy: -halfHeight - 20, align: 'center' },
      central: { halfHeight, squeeze: SQUEEZE },
    },
    ...column(
      left.map((edge) => edge.regulator),
      SIZE.side,
      'right',
    ),
    ...column(
      right.map((edge) => edge.target),
      SIZE.width - SIZE.side,
      'left',
    ),
  ];
  const drawn = (edge: NeighbourEdge, from: number, to: number): GraphEdge => ({
    from,
    to,
    effect: Math.sign(edge.effect) * strength(edge),
    ...(edge.inPrior !== undefined && { inPrior: edge.inPrior }),
  });
  const graph = [
    ...left.map((edge, k) => drawn(edge, 1 + k, 0)),
    ...right.map((edge, k) => drawn(edge, 0, 1 + left.length + k)),
    ...itself.map((edge) => drawn(edge, 0, 0)),
  ];
  const strongest = graph.reduce((largest, { effect }) => Math.max(largest, Math.abs(effect)), 0);
  const headings = [
    { words: heading('regulator', left.length, regulators.length), at: SIZE.side },
    { words: heading('target', right.length, targets.length), at: SIZE.width - SIZE.side },
  ];
  const scaled = touching.some(({ scaledEffect }) => scaledEffect !== undefined);
  return themed({
    title: {
      text: title,
      subtitle: `red arrow: activates, blue bar: represses${itself.length > 0 ? '; ring: regulates itself' : ''}; strongest on top`,
    },
    width: SIZE.width,
    height,
    view: { stroke: null },
    layer: [
      {
        data: { values: headings },
        mark: { type: 'text', color: QUIET, fontSize: 12, baseline: 'top' },
        encoding: {
          x: {
            field: 'at',
            type: 'quantitative',
            scale: { domain: [0, SIZE.width], nice: false },
            axis: null,
          },
          y: { value: 0 },
          text: { field: 'words' },
        },
      },
      ...graphLayers(nodes, graph, {
        size: { width: SIZE.width, height },
        strongest,
        effectName: scaled ? '|scaled effect|' : '|effect|',
      }),
    ],
  });
}

function heading(what: string, drawn: number, all: number): string {
  if (all === 0) return `no ${what}`;
  const plural = all === 1 ? what : `${what}s`;
  return drawn < all ? `${drawn} strongest of ${all} ${plural}` : `${all} ${plural}`;
}
