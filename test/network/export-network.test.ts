import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { NetworkEdge } from '../../lib/network/network';
import { writeEdgeList, writeGraphMl } from '../../lib/network/export-network';
import { temporaryFolder } from '../files/temporary-folder';
import { parseXml } from './xml';

const EDGES: NetworkEdge[] = [
  { regulator: 'TP53', target: 'MYC', effect: Math.fround(-0.1), scaledEffect: -1 / 3, inPrior: true },
  { regulator: 'A /// "B"', target: 'TP53', effect: 2 ** -149, scaledEffect: 1, inPrior: false },
  { regulator: "C, D & 'E' <1>", target: "C, D & 'E' <1>", effect: 8, scaledEffect: 0.8, inPrior: false },
];

test('an edge list: the header, then one line an edge; names with commas and quotes in quotes', (t) => {
  const file = join(temporaryFolder(t), 'deep', 'edges.csv');
  assert.equal(writeEdgeList(file, EDGES), 3);
  assert.equal(
    readFileSync(file, 'utf8'),
    [
      'regulator,target,effect,scaled_effect,in_prior',
      'TP53,MYC,-0.100000001,-0.333333333,true',
      '"A /// ""B""",TP53,1.40129846e-45,1,false',
      `"C, D & 'E' <1>","C, D & 'E' <1>",8,0.8,false`,
      '',
    ].join('\n'),
  );
  const effects = readFileSync(file, 'utf8')
    .split('\n')
    .slice(1, 3)
    .map((line) => Math.fround(Number(line.split(/,(?=[-\d])/)[1])));
  assert.deepEqual(
    effects,
    EDGES.slice(0, 2).map(({ effect }) => effect),
  );
});

test('GraphML: well formed, every edge between declared nodes, values of the declared types', (t) => {
  const file = join(temporaryFolder(t), 'network.graphml');
  assert.deepEqual(writeGraphMl(file, EDGES), { nodes: 4, edges: 3 });
  const document = parseXml(readFileSync(file, 'utf8'));
  assert.equal(document.name, 'graphml');
  assert.equal(document.attributes.xmlns, 'http://graphml.graphdrawing.org/xmlns');
  const keys = document.children.filter(({ name }) => name === 'key');
  const types = new Map(keys.map(({ attributes }) => [attributes.id, attributes]));
  const graph = document.children[document.children.length - 1];
  assert.equal(graph.attributes.edgedefault, 'directed');
  const nodes = graph.children.filter(({ name }) => name === 'node');
  const edges = graph.children.filter(({ name }) => name === 'edge');
  assert.deepEqual(
    nodes.map(({ attributes }) => attributes.id),
    ['TP53', 'MYC', 'A /// "B"', "C, D & 'E' <1>"],
  );
  for (const node of nodes) assert.equal(node.children[0].text, node.attributes.id);
  assert.equal(edges.length, EDGES.length);
  edges.forEach((edge, k) => {
    assert.equal(edge.attributes.source, EDGES[k].regulator);
    assert.equal(edge.attributes.target, EDGES[k].target);
    const data = new Map(edge.children.map(({ attributes, text }) => [attributes.key, text]));
    for (const [key] of data) assert.equal(types.get(key)?.for, 'edge');
    assert.equal(Math.fround(Number(data.get('effect'))), EDGES[k].effect);
    assert.ok(Math.abs(Number(data.get('scaled_effect')) - EDGES[k].scaledEffect) < 1e-9);
    assert.equal(data.get('in_prior'), String(EDGES[k].inPrior));
  });
  assert.equal(types.get('effect')?.['attr.type'], 'double');
  assert.equal(types.get('in_prior')?.['attr.type'], 'boolean');
});

test('characters that XML cannot hold are replaced, and many lines come through in pieces', (t) => {
  const file = join(temporaryFolder(t), 'network.graphml');
  const many = Array.from({ length: 20_000 }, (_, k) => ({
    ...EDGES[0],
    regulator: `gene\u0001${k}`,
    target: 'a\tb\ud800\ud83e\uddec',
  }));
  writeGraphMl(file, many);
  const graph = parseXml(readFileSync(file, 'utf8')).children[4];
  const edges = graph.children.filter(({ name }) => name === 'edge');
  assert.equal(edges.length, 20_000);
  assert.equal(edges[19_999].attributes.source, 'gene\ufffd19999');
  assert.equal(edges[0].attributes.target, 'a\tb\ufffd\ud83e\uddec');
});

test('what fails half way leaves the old file and no other', (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'edges.csv');
  writeFileSync(file, 'old');
  function* breaking(): Generator<NetworkEdge> {
    yield EDGES[0];
    throw new Error('no more edges');
  }
  assert.throws(() => writeEdgeList(file, breaking()), /edges\.csv could not be written \(no more edges\)/);
  assert.equal(readFileSync(file, 'utf8'), 'old');
  assert.deepEqual(readdirSync(folder), ['edges.csv']);
  const once = join(folder, 'once.graphml');
  assert.throws(() => writeGraphMl(once, breaking()), { name: 'RangeError', message: /twice/ });
  assert.equal(existsSync(once), false);
});

test('no edge at all is still a file', (t) => {
  const folder = temporaryFolder(t);
  assert.equal(writeEdgeList(join(folder, 'none.csv'), []), 0);
  assert.deepEqual(writeGraphMl(join(folder, 'none.graphml'), []), { nodes: 0, edges: 0 });
  assert.equal(parseXml(readFileSync(join(folder, 'none.graphml'), 'utf8')).children[4].children.length, 0);
});
