import {
  areaOf,
  CENTRAL_RADIUS,
  lineOf,
  place,
  PRIOR,
  RADIUS,
  ringOf,
  signOf,
  SIGNS,
  strengthOf,
  type GraphEdge,
  type GraphNode,
} from './graph-lines';
import { DIVERGING } from './matrix-image';

/**
 * A network as layers of marks, by the places its genes were given: edges from regulator to target, red with an arrow's head where they
 * activate, blue with a bar where they repress, wider the larger |effect| is; a gene that regulates itself wears a ring. Circles and names
 * on top.
 *
 * @param size of the panel in pixels
 * @param strongest the |effect| drawn at full width
 * @param effectName what the width shows, for the legend; none is drawn for an empty name
 */
export function graphLayers(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  {
    size,
    strongest,
    effectName,
  }: { size: { width: number; height: number }; strongest: number; effectName: string },
) {
  const both = new Set(edges.map(({ from, to }) => `${from} ${to}`));
  // The strongest are drawn last, over the others.
  const ordered = [...edges].sort((a, b) => Math.abs(a.effect) - Math.abs(b.effect));
  const lines = ordered
    .filter(({ from, to }) => from !== to)
    .map((edge) => lineOf(nodes, edge, both.has(`${edge.to} ${edge.from}`)));
  const rings = ordered
    .filter(({ from, to }) => from === to)
    .map(({ from, effect }) => ({
      ...ringOf(nodes[from]),
      sign: signOf(effect),
      strength: strengthOf(effect),
    }));
  const knownPrior = edges.some(({ inPrior }) => inPrior !== undefined);
  const pixels = (field: string, extent: number, channel: 'x' | 'y') => ({
    field,
    type: 'quantitative' as const,
    axis: null,
    scale: { domain: [0, extent], nice: false, zero: false, ...(channel === 'y' && { reverse: true }) },
  });
  const x = pixels('x', size.width, 'x');
  const y = pixels('y', size.height, 'y');
  const color = {
    field: 'sign',
    type: 'nominal' as const,
    title: 'effect',
    scale: { domain: SIGNS, range: [DIVERGING.positive, DIVERGING.negative] },
  };
  const strokeWidth = {
    field: 'strength',
    type: 'quantitative' as const,
    title: effectName,
    scale: { domain: [0, strongest], range: [0.5, 5], clamp: true },
    legend: effectName === '' ? null : { tickCount: 3, format: '.2~g' },
  };
  // faint edges are pale, so that a dense network shows its strong ones
  const opacity = {
    field: 'strength',
    type: 'quantitative' as const,
    scale: { domain: [0, strongest / 3], range: [0.35, 0.85], clamp: true },
    legend: null,
  };
  const angle = { field: 'angle', type: 'quantitative' as const, scale: null };
  const tooltip = [
    { field: 'regulator' },
    { field: 'target' },
    { field: 'sign' },
    { field: 'strength', type: 'quantitative' as const, title: '|effect|', format: '.3g' },
    ...(knownPrior ? [{ field: 'prior' }] : []),
  ];
  const head = (sign: string, shape: string, filled: boolean, area: number) => ({
    data: { values: lines.filter((line) => line.sign === sign) },
    mark: { type: 'point' as const, shape, filled, size: area, strokeWidth: 2 },
    encoding: {
      x: { ...x, field: 'headX' },
      y: { ...y, field: 'headY' },
      angle,
      color,
      opacity,
    },
  });
  const names = (align: GraphNode['label']['align']) => ({
    data: {
      values: nodes
        .filter(({ label }) => label.align === align)
        .map(({ name, x: left, y: top, label, central }) => ({
          name,
          ...place(left + label.dx, top + label.dy),
          weight: central === undefined ? 'normal' : 'bold',
        })),
    },
    mark: {
      type: 'text' as const,
      align,
      baseline: 'middle' as const,
      fontSize: 11,
      fontWeight: { expr: 'datum.weight' },
    },
    encoding: { x, y, text: { field: 'name', type: 'nominal' as const } },
  });
  const aligned = (['left', 'center', 'right'] as const).filter((align) =>
    nodes.some(({ label }) => label.align === align),
  );
  return [
    {
      data: { values: lines },
      mark: { type: 'rule' as const },
      encoding: {
        x,
        y,
        x2: { field: 'x2' },
        y2: { field: 'y2' },
        color,
        strokeWidth,
        opacity,
        ...(knownPrior && {
          strokeDash: {
            field: 'prior',
            type: 'nominal' as const,
            title: 'edge',
            scale: {
              domain: PRIOR,
              range: [
                [1, 0],
                [4, 3],
              ],
            },
          },
        }),
        tooltip,
      },
    },
    {
      data: { values: rings },
      mark: { type: 'point' as const, shape: 'circle', filled: false },
      encoding: {
        x,
        y,
        color,
        strokeWidth,
        opacity,
        size: { field: 'area', type: 'quantitative' as const, scale: null },
      },
    },
    head(SIGNS[0], 'triangle', true, 70),
    head(SIGNS[1], 'stroke', false, 110),
    {
      data: {
        values: nodes.flatMap(({ name, x: at, y: middle, central }) =>
          central ? { name, ...place(at, middle - central.halfHeight), y2: middle + central.halfHeight } : [],
        ),
      },
      mark: {
        type: 'rule' as const,
        strokeCap: 'round' as const,
        strokeWidth: 2 * CENTRAL_RADIUS,
        color: '#555555',
      },
      encoding: { x, y, y2: { field: 'y2' } },
    },
    {
      data: {
        values: nodes
          .filter(({ central }) => !central)
          .map((node) => ({ name: node.name, ...place(node.x, node.y) })),
      },
      mark: {
        type: 'point' as const,
        shape: 'circle',
        size: areaOf(RADIUS),
        filled: true,
        color: '#dddddd',
        stroke: '#444444',
        strokeWidth: 1,
        opacity: 1,
      },
      encoding: { x, y, tooltip: { field: 'name' } },
    },
    ...aligned.map(names),
  ];
}
