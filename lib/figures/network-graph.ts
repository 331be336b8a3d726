import type { MatrixRows } from '../math/matrix-rows';
import { entriesOf, type SparseMatrix } from '../math/sparse-matrix';
import type { Figure } from './figure';
import { graphLayers, movedThrough, TRUTH, type GraphEdge, type GraphNode } from './marks/graph-layers';
import { withRowsAsCsv } from './marks/marks';
import { asMatrices, type EdgesPanel } from './edges-panel';
import type { NetworkPanel } from './effects-heat-map';
import { themed } from './marks/theme';

/** More would be a ball of wool. */
const MOST_GENES = 60;
/** Of a network given by its edges: of more genes, only those that an edge joins. */
const MOST_WITHOUT_EDGES = 30;

/** Around the circle of genes, in pixels: their names, beside it no wider than they are. */
const NAMES = { above: 26, gap: 20, letter: 7, widest: 66 };

/**
 * A small network drawn whole, once a panel (before and after pruning, say), every gene at one and the same place on a circle: arrows for
 * activation, bars for repression, wider the larger the effect. Edges that `truth` (n x n) lacks, or has with the other sign where it
 * has signs, are dashed, and the others counted. With `slider`, what one of them is called ("picture"), there is one panel in
 * place of all, which a slider moves through, the last one first; no kernel is needed for it. Above stands which one it is, by its title.
 *
 * @param given networks n x n, row = regulator, as for the effects heat map, or all of them by their edges
 * @param names of the n genes, clockwise from the top; of networks by their edges, where there are more than 30, those that are joined
 * @param options.radius of the circle in pixels; by default neighbours on it keep the height of a line of text between them
 * @throws RangeError if there is no network, one is not n x n, or there are more than 60 genes; Error for an edge of another gene
 */
export function networkGraphFigure(
  given: readonly NetworkPanel[] | readonly EdgesPanel[],
  names: readonly string[],
  options: { title: string; columns?: number; radius?: number; truth?: SparseMatrix; slider?: string },
): Figure {
  if (given.length === 0) throw new RangeError('a graph needs at least one network');
  const byEdges = given.every((panel) => 'edges' in panel);
  const { panels, genes } = byEdges
    ? asMatrices(given, names, MOST_WITHOUT_EDGES)
    : { panels: given as readonly NetworkPanel[], genes: names };
  requireSmall(panels, genes.length);
  const { title, columns = 2, truth, slider } = options;
  const { size, nodes } = aroundCircle(genes, options.radius);
  const right = truth && edgesAmong(truth, names, genes);
  const drawn = panels.map(({ network, signsOnly }) => edgesOf(network, signsOnly ?? false, right));
  const bySize = drawn.filter((_, k) => !panels[k].signsOnly).flat();
  const strongest = bySize.reduce((most, { effect }) => Math.max(most, Math.abs(effect)), 0) || 1;
  const sizeName = byEdges && areWeighed(given) ? 'probability' : '|effect|';
  const layersOf = ({ signsOnly }: NetworkPanel, k: number) =>
    graphLayers(nodes, signsOnly ? halfWidth(drawn[k], strongest) : drawn[k], {
      size,
      strongest,
      effectName: bySize.length > 0 ? sizeName : '',
      knownAs: TRUTH,
    });
  const shared = { ...size, view: { stroke: null } };
  const words = {
    text: title,
    subtitle: 'from regulator to target; red arrow: activates, blue bar: represses',
  };
  if (slider !== undefined) {
    const captions = panels.map((panel, k) => `${panel.title}, ${counted(drawn[k])}`);
    const { params, layer } = movedThrough(panels.map(layersOf), captions, slider);
    return themed({ title: words, ...shared, params, layer: layer.map(withRowsAsCsv) });
  }
  return themed({
    title: words,
    columns,
    concat: panels.map((panel, k) => ({
      title: { text: panel.title, subtitle: counted(drawn[k]), anchor: 'middle' as const },
      ...shared,
      layer: layersOf(panel, k).map(withRowsAsCsv),
    })),
  });
}

const areWeighed = (panels: readonly EdgesPanel[]): boolean =>
  panels.some(({ edges }) => edges.some(({ probability }) => probability !== undefined));

function requireSmall(panels: readonly NetworkPanel[], n: number): void {
  if (n > MOST_GENES) {
    throw new RangeError(`${n} genes cannot be drawn readably: draw one gene's neighbourhood, or a heat map`);
  }
  for (const { network } of panels) {
    if (network.rows !== n || network.cols !== n)
      throw new RangeError(`${network.rows * network.cols} effects are not a ${n} x ${n} network`);
  }
}

/** "26 edges", and beside a truth "26 edges, 17 right". */
function counted(edges: readonly GraphEdge[]): string {
  const right = edges.filter(({ known }) => known).length;
  return `${edges.length} edges${edges.some(({ known }) => known !== undefined) ? `, ${right} right` : ''}`;
}

/** The genes on a circle, and the size of a panel that holds it with their names. */
function aroundCircle(
  genes: readonly string[],
  radius = Math.max(110, (15 * genes.length) / (2 * Math.PI)),
): { size: { width: number; height: number }; nodes: GraphNode[] } {
  const longest = Math.max(...genes.map(({ length }) => length));
  const beside = Math.min(NAMES.widest, NAMES.gap + NAMES.letter * longest);
  const size = { width: 2 * (radius + beside), height: 2 * (radius + NAMES.above) };
  const centre = { x: size.width / 2, y: size.height / 2 };
  return { size, nodes: genes.map((name, k) => onCircle(name, k / genes.length, radius, centre)) };
}

/** Of the true edges those among the drawn genes, as `edgesOf` asks for them: with their signs, where the truth has signs. */
function edgesAmong(
  truth: SparseMatrix,
  names: readonly string[],
  genes: readonly string[],
): (from: number, to: number, effect: number) => boolean {
  const place = new Map(genes.map((name, k) => [name, k]));
  const signed = truth.values.some((value) => value < 0);
  const key = (from?: number, to?: number, effect = 1): string =>
    `${from} ${to} ${signed ? Math.sign(effect) : ''}`;
  const right = new Set(
    [...entriesOf(truth)]
      .filter(([, , sign]) => sign !== 0)
      .map(([from, to, sign]) => key(place.get(names[from]), place.get(names[to]), sign)),
  );
  return (from, to, effect) => right.has(key(from, to, effect));
}

/** The node at a share of the way round, its name outside the circle. */
function onCircle(name: string, turn: number, radius: number, centre: { x: number; y: number }): GraphNode {
  const [dx, dy] = [Math.sin(2 * Math.PI * turn), -Math.cos(2 * Math.PI * turn)];
  const align = Math.abs(dx) < 0.15 ? 'center' : dx > 0 ? 'left' : 'right';
  return {
    name,
    x: centre.x + radius * dx,
    y: centre.y + radius * dy,
    label: { dx: 13 * dx, dy: 16 * dy, align },
  };
}

function edgesOf(
  network: MatrixRows,
  signsOnly: boolean,
  isRight?: (from: number, to: number, effect: number) => boolean,
): GraphEdge[] {
  const edges: GraphEdge[] = [];
  network.forEach((from, effects) => {
    effects.forEach((effect, to) => {
      if (effect === 0) return;
      const known = isRight && { known: isRight(from, to, effect) };
      edges.push({ from, to, effect: signsOnly ? Math.sign(effect) : effect, ...known });
    });
  });
  return edges;
}

/** Edges without a size, at a third of the width of the widest. */
const halfWidth = (edges: readonly GraphEdge[], strongest: number): GraphEdge[] =>
  edges.map((edge) => ({ ...edge, effect: (edge.effect * strongest) / 3 }));
