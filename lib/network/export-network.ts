import { csvCell } from '../files/csv';
import { writeWhole } from '../files/write-file';
import type { NetworkEdge } from './network';

/** The first line of an edge list: the names of its columns. */
export const EDGE_LIST_HEADER = 'regulator,target,effect,scaled_effect,in_prior';

/** What a weighed edge has beside that: see `weighedEdges`. */
interface Weight {
  readonly probability: number;
  readonly sign: number;
  readonly priorSign: number;
}
type Edge = NetworkEdge & Partial<Weight>;

const isWeighed = (edge: Edge | undefined): edge is NetworkEdge & Weight => edge?.probability !== undefined;

const WEIGHT_KEYS = `  <key id="probability" for="edge" attr.name="probability" attr.type="double"/>
  <key id="sign" for="edge" attr.name="sign" attr.type="int"/>
  <key id="prior_sign" for="edge" attr.name="prior_sign" attr.type="int"/>
`;

/** Lines are written in pieces of about so many characters. */
const PIECE = 2 ** 20;

/**
 * Writes edges as csv, whole or not at all: the header, then one line an edge in the order given (`Network.edges`: strongest
 * first). Effects have nine digits, which single precision needs to come back exactly; `in_prior` is true or false; a name
 * with a comma, a quote or a line break stands in quotes (RFC 4180). Weighed edges have three columns more: `probability`, `sign`
 * and `prior_sign` (1, -1 or 0).
 *
 * @returns how many edges were written
 * @throws Error that names the file when it cannot be written
 */
export function writeEdgeList(file: string, edges: Iterable<Edge>): number {
  let written = 0;
  const cells = new Map<string, string>();
  const cell = (name: string): string => {
    const known = cells.get(name);
    if (known !== undefined) return known;
    const quoted = csvCell(name);
    cells.set(name, quoted);
    return quoted;
  };
  function* lines(): Generator<string> {
    const header = (edge?: Edge): string =>
      `${EDGE_LIST_HEADER}${isWeighed(edge) ? ',probability,sign,prior_sign' : ''}\n`;
    for (const edge of edges) {
      if (written++ === 0) yield header(edge);
      const { regulator, target, effect, scaledEffect, inPrior } = edge;
      yield `${cell(regulator)},${cell(target)},${digits(effect)},${digits(scaledEffect)},${inPrior}`;
      yield isWeighed(edge) ? `,${share(edge.probability)},${edge.sign},${edge.priorSign}\n` : '\n';
    }
    if (written === 0) yield header();
  }
  writeWhole(file, inPieces(lines()));
  return written;
}

/**
 * Writes edges as GraphML (a directed graph), whole or not at all, as Cytoscape and networkx open it. A node's id is its gene's
 * name, which is also its attribute `name`; an edge's attributes are `effect`, `scaled_effect` (double) and `in_prior`
 * (boolean), of weighed edges also `probability` (double), `sign` and `prior_sign` (int). Only genes with an edge are nodes, in the order in which the edges name them.
 *
 * @param edges gone through twice: an array, or what `Network.edges` gives, not a generator
 * @param description what network this is, kept as the graph's `desc`
 * @returns how many nodes and edges were written
 * @throws RangeError for edges that can be gone through only once; Error that names the file when it cannot be written
 */
export function writeGraphMl(
  file: string,
  edges: Iterable<Edge>,
  description = '',
): { nodes: number; edges: number } {
  if ((edges[Symbol.iterator]() as unknown) === edges) {
    throw new RangeError(
      'GraphML lists the nodes before the edges: give edges that can be gone through twice',
    );
  }
  const nodes = new Set<string>();
  let written = 0;
  function* lines(): Generator<string> {
    let weighed = false;
    for (const edge of edges) {
      nodes.add(edge.regulator).add(edge.target);
      weighed ||= isWeighed(edge);
    }
    yield `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
  <key id="name" for="node" attr.name="name" attr.type="string"/>
  <key id="effect" for="edge" attr.name="effect" attr.type="double"/>
  <key id="scaled_effect" for="edge" attr.name="scaled_effect" attr.type="double"/>
  <key id="in_prior" for="edge" attr.name="in_prior" attr.type="boolean"/>
${weighed ? WEIGHT_KEYS : ''}  <graph id="network" edgedefault="directed">
`;
    if (description !== '') yield `    <desc>${xmlText(description)}</desc>\n`;
    for (const name of nodes) {
      const text = xmlText(name);
      yield `    <node id="${text}"><data key="name">${text}</data></node>\n`;
    }
    for (const edge of edges) {
      const { regulator, target, effect, scaledEffect, inPrior } = edge;
      written++;
      yield (
        `    <edge source="${xmlText(regulator)}" target="${xmlText(target)}">` +
        `<data key="effect">${digits(effect)}</data>` +
        `<data key="scaled_effect">${digits(scaledEffect)}</data>` +
        `<data key="in_prior">${inPrior}</data>`
      );
      if (isWeighed(edge)) {
        yield (
          `<data key="probability">${share(edge.probability)}</data>` +
          `<data key="sign">${edge.sign}</data><data key="prior_sign">${edge.priorSign}</data>`
        );
      }
      yield '</edge>\n';
    }
    yield '  </graph>\n</graphml>\n';
  }
  writeWhole(file, inPieces(lines()));
  return { nodes: nodes.size, edges: written };
}

/** The shortest decimal of at most nine digits: single precision comes back bit by bit. */
function digits(value: number): string {
  return String(Number(value.toPrecision(9)));
}

/** A probability, to four digits: no more of them mean anything. */
const share = (value: number): string => String(Number(value.toPrecision(4)));

/** A name as text or attribute; characters that XML 1.0 cannot hold become U+FFFD, line breaks stay. */
function xmlText(name: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  };
  return (
    name
      .replace(/[&<>"']/g, (character) => entities[character])
      .replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
  );
}

function* inPieces(lines: Iterable<string>): Generator<Uint8Array> {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (piece.length < PIECE) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  yield Buffer.from(piece);
}
