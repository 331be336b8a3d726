import type { GeneNeighbourhood, NetworkEdge } from '../network/network';
import type { Figure } from './figure';
import { graphLayers, type GraphEdge, type GraphNode } from './marks/graph-layers';
import { layer, quantity } from './marks/marks';
import { QUIET, themed } from './marks/theme';

const SIZE = { width: 560, side: 150, row: 21, top: 34 };

/** Edges meet the gene at this share of the height at which their other ends stand. */
const SQUEEZE = 0.42;

/**
 * The learned network around one gene: its strongest regulators on the left, its strongest targets on the right, in the order given, so
 * the strongest on top. A gene that both regulates it and is regulated by it stands on both sides. Width is the scaled effect (the share
 * of all effects on the target).
 *
 * @param neighbourhood as `Network.neighbourhood` finds it
 * @param most how many regulators, and how many targets, are drawn
 * @throws RangeError if the gene has no edge
 */
export function geneNeighbourhoodFigure(
  { gene, inDegree, outDegree, regulators, targets, itself }: GeneNeighbourhood,
  { title, most = 15 }: { title: string; most?: number },
): Figure {
  if (inDegree + outDegree === 0 && itself === null) {
    throw new RangeError(`${gene} has no edge in this network`);
  }
  const [left, right] = [regulators.slice(0, most), targets.slice(0, most)];
  const rows = Math.max(left.length, right.length, 3);
  const height = SIZE.top + SIZE.row * rows;
  const nodes = nodesOf(
    gene,
    left.map((edge) => edge.regulator),
    right.map((edge) => edge.target),
    rows,
  );
  const graph = [
    ...left.map((edge, k) => drawn(edge, 1 + k, 0)),
    ...right.map((edge, k) => drawn(edge, 0, 1 + left.length + k)),
    ...(itself === null ? [] : [drawn(itself, 0, 0)]),
  ];
  const strongest = graph.reduce((largest, { effect }) => Math.max(largest, Math.abs(effect)), 0);
  const headings = [
    { words: heading('regulator', left.length, inDegree), at: SIZE.side },
    { words: heading('target', right.length, outDegree), at: SIZE.width - SIZE.side },
  ];
  const across = quantity('at', { scale: { domain: [0, SIZE.width], nice: false }, axis: null });
  return themed({
    title: {
      text: title,
      subtitle: `red arrow: activates, blue bar: represses${itself !== null ? '; ring: regulates itself' : ''}; strongest on top`,
    },
    width: SIZE.width,
    height,
    view: { stroke: null },
    layer: [
      layer(
        headings,
        { type: 'text', color: QUIET, fontSize: 12, baseline: 'top' },
        { x: across, y: { value: 0 }, text: { field: 'words' } },
      ),
      ...graphLayers(nodes, graph, {
        size: { width: SIZE.width, height },
        strongest,
        effectName: '|scaled effect|',
      }),
    ],
  });
}

/** The gene as a pill in the middle, then its regulators on the left and its targets on the right. */
function nodesOf(
  gene: string,
  regulators: readonly string[],
  targets: readonly string[],
  rows: number,
): GraphNode[] {
  const middle = SIZE.top + (SIZE.row * (rows - 1)) / 2;
  const halfHeight = (SQUEEZE * SIZE.row * (rows - 1)) / 2;
  const column = (names: readonly string[], x: number, align: 'left' | 'right'): GraphNode[] =>
    names.map((name, k) => ({
      name,
      x,
      y: middle + SIZE.row * (k - (names.length - 1) / 2),
      label: { dx: align === 'left' ? 12 : -12, dy: 0, align },
    }));
  return [
    {
      name: gene,
      x: SIZE.width / 2,
      y: middle,
      label: { dx: 0, dy: -halfHeight - 20, align: 'center' },
      central: { halfHeight, squeeze: SQUEEZE },
    },
    ...column(regulators, SIZE.side, 'right'),
    ...column(targets, SIZE.width - SIZE.side, 'left'),
  ];
}

const drawn = ({ effect, scaledEffect, inPrior }: NetworkEdge, from: number, to: number): GraphEdge => ({
  from,
  to,
  effect: Math.sign(effect) * Math.abs(scaledEffect),
  known: inPrior,
});

function heading(what: string, drawn: number, all: number): string {
  if (all === 0) return `no ${what}`;
  const plural = all === 1 ? what : `${what}s`;
  return drawn < all ? `${drawn} strongest of ${all} ${plural}` : `${all} ${plural}`;
}
