import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { locate } from '../../lib/downloads/locate';
import { generateGeneSets, loadCollection } from '../../lib/pathways/collections';
import { readGeneSets } from '../../lib/pathways/gene-sets';
import { describeNames, symbolsIn } from '../../lib/pathways/gene-symbols';

const folder = mkdtempSync(join(tmpdir(), 'dash-pathways-'));
after(() => rmSync(folder, { recursive: true }));

function written(name: string, text: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('gmt: byte order mark, CRLF, comments, blank lines, trailing tabs, repeated genes, several symbols in a cell', async () => {
  const path = written(
    'odd.gmt',
    '\uFEFF# made by hand\r\nFIRST\thttp://one\tTP53\tMDM2\ttp53\t\t\r\n\r\n  SECOND \t\tACY1 /// ABHD14A\tACY1\r\nTHIRD\tx\tC1orf35',
  );
  assert.deepEqual((await readGeneSets(path)).sets, [
    { name: 'FIRST', description: 'http://one', genes: ['TP53', 'MDM2'] },
    { name: 'SECOND', description: '', genes: ['ACY1', 'ABHD14A'] },
    { name: 'THIRD', description: 'x', genes: ['C1orf35'] },
  ]);
});

/** The sets of a file, and the sentences about it. */
const read = async (name: string, text: string | Buffer) => {
  const { sets, remarks } = await readGeneSets(written(name, text));
  return { sets: sets.map((set) => [set.name, ...set.genes].join(' ')), remarks };
};

test('gmt: what is wrong is named by file and line, all of a kind at once', async () => {
  const wrong = (text: string, message: RegExp): Promise<void> =>
    assert.rejects(readGeneSets(written('wrong.gmt', text)), message);
  await wrong('A\tx\tTP53\nB\tx\n', /^Error: wrong\.gmt, line 2 \(set B\): expected name, description/);
  await wrong('A\tx\tTP53\nB x TP53\n', /line 2 .*there is no tab in it/);
  await wrong(
    'A\tx\t\t\nB\tx\tTP53\nC\tx\n',
    /line 1 \(set A\); wrong\.gmt, line 3 \(set C\): expected name/,
  );
  await wrong('A\tx\tTP53\n\tx\tTP53\n\ty\tMDM2\n', /line 2; wrong\.gmt, line 3: the set has no name/);
  await wrong('# nothing\n', /holds no gene set/);
  await assert.rejects(readGeneSets(join(folder, 'absent.gmt')), /absent\.gmt cannot be read/);
});

test('sets of one name: the same counts once, others are numbered, and all of them are said', async () => {
  const text =
    'WNT\tx\tWNT1\tWNT2\nSOX\tx\tSOX1\nWNT\ty\tWNT3\nSOX\tx\tsox1\nWNT\ty\tWNT4\nWNT (2)\ty\tWNT5\n';
  const { sets, remarks } = await read('twice.gmt', text);
  assert.deepEqual(sets, ['WNT WNT1 WNT2', 'WNT (3) WNT3', 'WNT (4) WNT4', 'SOX SOX1', 'WNT (2) WNT5']);
  assert.deepEqual(remarks, [
    '1 names of twice.gmt are given to different sets, which are numbered: WNT',
    '1 sets of twice.gmt repeat another and were left out',
  ]);
});

test('gmt in gzip, in UTF-16, as Enrichr writes it; names that Excel made are said', async () => {
  const text = 'A\t\tTP53,1.0\tMDM2,0.5\nB\tx\tGATA1\t2-Sep\n';
  for (const [name, content] of [
    ['sets.gmt.gz', gzipSync(text)],
    ['sets.gmt', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['library.txt', Buffer.from(text)],
  ] as const) {
    const { sets, remarks } = await read(name, content);
    assert.deepEqual(sets, ['A TP53 MDM2', 'B GATA1 2-Sep']);
    assert.match(remarks.join(), /1 names of .* Excel made of them: 2-Sep/);
  }
});

test('gmx: a set a column, of different lengths', async () => {
  const { sets } = await read('sets.gmx', 'A\tB\nfirst\tsecond\nTP53\tGATA1\nMDM2\t\n');
  assert.deepEqual(sets, ['A TP53 MDM2', 'B GATA1']);
  await assert.rejects(
    read('empty.gmx', 'A\tB\nx\ty\nTP53\t\n'),
    /empty\.gmx, line 1, column 2 \(set B\): expected/,
  );
});

test('json: lists of genes by name, and as MSigDB has them', async () => {
  assert.deepEqual(
    (await readGeneSets(written('sets.json', '{"A": ["TP53", "Tp53"], "B": ["MDM2"]}'))).sets,
    [
      { name: 'A', description: '', genes: ['TP53'] },
      { name: 'B', description: '', genes: ['MDM2'] },
    ],
  );
  const msigdb = {
    HALLMARK_X: { systematicName: 'M1', pmid: '1', exactSource: 'Table 1', geneSymbols: ['TP53', 'MDM2'] },
  };
  assert.deepEqual((await readGeneSets(written('h.all.json', JSON.stringify(msigdb)))).sets, [
    { name: 'HALLMARK_X', description: 'Table 1', genes: ['TP53', 'MDM2'] },
  ]);
  const wrong = (name: string, text: string, message: RegExp): Promise<void> =>
    assert.rejects(readGeneSets(written(name, text)), message);
  await wrong('broken.json', '{"A": [', /broken\.json is not JSON/);
  await wrong('list.json', '["TP53"]', /object of lists/);
  await wrong('text.json', '{"A": "TP53"}', /set A is not a list/);
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

test('a collection that is none is told the names of those that are', async () => {
  const name = 'reactom' as unknown as 'reactome';
  for (const generated of [true, false]) {
    await assert.rejects(loadCollection(name, { genes: ['A'], seed: 1, generated }), {
      name: 'RangeError',
      message: /^a collection of gene sets is one of reactome, go-process, .*, not "reactom"$/,
    });
  }
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
