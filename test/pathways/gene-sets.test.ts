import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { locate } from '../../lib/downloads/locate';
import { generateGeneSets, loadCollection } from '../../lib/pathways/collections';
import { readGeneSets } from '../../lib/pathways/gene-sets';
import { describeNames, symbolsIn } from '../../lib/pathways/gene-symbols';

const folder = mkdtempSync(join(tmpdir(), 'dash-pathways-'));
after(() => rmSync(folder, { recursive: true }));

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('gmt: byte order mark, CRLF, comments, blank lines, trailing tabs, repeated genes, several symbols in a cell', () => {
  const path = written(
    'odd.gmt',
    '\uFEFF# made by hand\r\nFIRST\thttp://one\tTP53\tMDM2\ttp53\t\t\r\n\r\n  SECOND \t\tACY1 /// ABHD14A\tACY1\r\nTHIRD\tx\tC1orf35',
  );
  assert.deepEqual(readGeneSets(path), [
    { name: 'FIRST', description: 'http://one', genes: ['TP53', 'MDM2'] },
    { name: 'SECOND', description: '', genes: ['ACY1', 'ABHD14A'] },
    { name: 'THIRD', description: 'x', genes: ['C1orf35'] },
  ]);
});

test('gmt: what is wrong is named by file and line', () => {
  const wrong =
    (text: string): (() => unknown) =>
    () =>
      readGeneSets(written('wrong.gmt', text));
  assert.throws(
    wrong('A\tx\tTP53\nB\tx\n'),
    /^Error: wrong\.gmt, line 2 \(set B\): expected name, description/,
  );
  assert.throws(wrong('A\tx\tTP53\nB x TP53\n'), /line 2 .*there is no tab in it/);
  assert.throws(wrong('A\tx\t\t\n'), /line 1 \(set A\)/);
  assert.throws(wrong('A\tx\tTP53\n\tx\tTP53\n'), /line 2: the set has no name/);
  assert.throws(wrong('A\tx\tTP53\nB\tx\tTP53\nA\tx\tMDM2\n'), /line 3: set A was already given in line 1/);
  assert.throws(wrong('# nothing\n'), /holds no gene set/);
  assert.throws(() => readGeneSets(join(folder, 'absent.gmt')), /absent\.gmt cannot be read/);
});

test('json: lists of genes by name', () => {
  assert.deepEqual(readGeneSets(written('sets.json', '{"A": ["TP53", "Tp53"], "B": ["MDM2"]}')), [
    { name: 'A', description: '', genes: ['TP53'] },
    { name: 'B', description: '', genes: ['MDM2'] },
  ]);
  assert.throws(() => readGeneSets(written('broken.json', '{"A": [')), /broken\.json is not JSON/);
  assert.throws(() => readGeneSets(written('list.json', '["TP53"]')), /object of lists/);
  assert.throws(() => readGeneSets(written('text.json', '{"A": "TP53"}')), /set A is not a list/);
});

test('symbols and kinds of names', () => {
  assert.deepEqual(symbolsIn('AARSD1 /// PTGES3L///PTGES3L /// '), ['AARSD1', 'PTGES3L']);
  assert.match(describeNames(['ENSG00000141510.18', 'ENSG00000135679']), /^Ensembl gene/);
  assert.match(
    describeNames(['Trp53', 'Mdm2', 'Gata1', 'H19']),
    /mouse or rat .*\(Trp53, Mdm2, Gata1, \.\.\.\)$/,
  );
  assert.match(describeNames(['TP53', 'MDM2', 'C1orf35']), /human/);
  assert.match(describeNames(['7157', '4193']), /^Entrez/);
  assert.match(describeNames(['?', '%']), /no kind/);
});

test('the generated collection depends on its seed alone and holds only genes that it was given', () => {
  const genes = Array.from({ length: 60 }, (_, k) => `GENE${k}`).concat('ONE /// OTHER');
  const sets = generateGeneSets(genes, 3);
  assert.deepEqual(generateGeneSets(genes, 3), sets);
  assert.notDeepEqual(generateGeneSets(genes, 4), sets);
  assert.equal(sets.length, 100);
  const known = new Set(genes.flatMap(symbolsIn));
  for (const set of sets) {
    assert.ok(set.genes.length >= 5 && set.genes.length <= 62);
    assert.equal(new Set(set.genes).size, set.genes.length);
    assert.ok(set.genes.every((gene) => known.has(gene)));
  }
});

test('a collection that is not at hand is generated and says so', async () => {
  const places = { downloads: join(folder, 'empty'), mirror: null };
  const { source, sets } = await loadCollection('reactome', { genes: ['A', 'B', 'C'], seed: 1, ...places });
  assert.match(source, /^generated stand-in for Reactome .*npm run data -- reactome/);
  assert.equal(sets.length, 100);
});

test('Reactome as published: 1654 sets', async (t) => {
  if ((await locate('reactome')) === null) return t.skip('the Reactome file is not at hand');
  const { source, sets } = await loadCollection('reactome', { genes: [], seed: 1 });
  assert.equal(source, 'Reactome (MSigDB 2023.1)');
  assert.equal(sets.length, 1654);
  assert.equal(new Set(sets.flatMap((set) => set.genes)).size, 11065);
  const il6 = sets.find(({ name }) => name === 'REACTOME_INTERLEUKIN_6_SIGNALING');
  assert.deepEqual([il6?.genes.length, il6?.genes[0]], [11, 'JAK2']);
});
