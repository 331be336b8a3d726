import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { readInfluence, writeInfluence, type ScoreChoices } from '../../lib/pathways/influence-file';
import { temporaryFile, temporaryFolder } from '../files/temporary-folder';

test('what is written is read back: every digit, names with commas and quotes, names like numbers', async (t) => {
  const path = join(temporaryFolder(t), 'scores.csv');
  const genes = ['TP53', 'HLA-A, "class 1"', '2310009E13', 'TRUE', 'A /// B'];
  const influence = Float64Array.of(0.1 + 0.2, 1e-12, 0, 5, 1 / 3);
  writeInfluence(path, { genes, influence });
  assert.match(readFileSync(path, 'utf8'), /^gene,influence\nTP53,0\.30000000000000004\n/);
  assert.deepEqual(await readInfluence(path), { genes, influence, remarks: [] });
  assert.throws(
    () => writeInfluence(path, { genes, influence: influence.subarray(1) }),
    /5 genes cannot have 4/,
  );
});

test('columns are found by name, in any order and among others; blank lines do not count', async (t) => {
  const path = temporaryFile(t, 'more.csv', 'rank,Influence,Gene\r\n1,0.5,TP53\r\n\r\n2,0.25,MDM2\r\n');
  assert.deepEqual(await readInfluence(path), {
    genes: ['TP53', 'MDM2'],
    influence: Float64Array.of(0.5, 0.25),
    remarks: [],
  });
});

const refused = (t: TestContext, text: string, message: RegExp): Promise<void> =>
  assert.rejects(readInfluence(temporaryFile(t, 'bad.csv', text)), message);

test('what is wrong is named by file, line and gene, all of a kind at once', async (t) => {
  await refused(
    t,
    'gene,p,q\nTP53,0.5,1\n',
    /bad\.csv, line 1: expected .* Which of p, q is the score\? .*\{ score: 'p' \}/,
  );
  await refused(t, 'x,y\nTP53,low\n', /columns gene and influence, found "x,y"/);
  await refused(
    t,
    'gene,influence\nTP53,0.5\nMDM2,high\nMYC,low\n',
    /line 3, column 2 \(gene MDM2\) "high"; .*line 4.*"low"/,
  );
  await refused(t, 'gene,influence\nTP53,Infinity\n', /line 2, column 2/);
  await refused(
    t,
    'gene,influence\nTP53,NA\nMYC,1\nMDM2,\n',
    /2 genes have no score: .*\(gene TP53\) "NA"; .*line 4.* an empty cell\. .*\{ missing: 'drop-genes' \}/,
  );
  await refused(
    t,
    'gene,influence\nTP53,1\nMDM2,2\nTP53,3\nMDM2,4\n',
    /2 genes are given several times: TP53 \(line 2, line 4\); MDM2 \(line 3, line 5\)\. .*\{ duplicates: 'mean' \}/,
  );
  await refused(t, 'gene,influence\n', /holds a header but no gene/);
  await assert.rejects(readInfluence('/absent/scores.csv'), /does not exist/);
});

/** Genes with their scores as a file gives them, and what is said. */
async function taken(t: TestContext, name: string, text: string, choices?: ScoreChoices) {
  const { genes, influence, remarks } = await readInfluence(temporaryFile(t, name, text), choices);
  return {
    scores: Object.fromEntries(genes.map((gene, k) => [gene, influence[k]])),
    said: remarks.join('\n'),
  };
}

test('scores come under the names that others give them, however they are separated', async (t) => {
  const expected = { TP53: 0.5, MDM2: -0.25 };
  for (const [name, text] of [
    ['ranked.rnk', '# from a test\nTP53\t0.5\nMDM2\t-0.25\n'],
    ['names.csv', 'symbol,score\nTP53,0.5\nMDM2,-0.25\n'],
    ['semicolon.csv', 'gene;influence\nTP53;0,5\nMDM2;-0,25\n'],
    ['tabs.tsv', 'gene\tinfluence\nTP53\t0.5\nMDM2\t-0.25\n'],
    ['index.csv', ',gene,influence\n0,TP53,0.5\n1,MDM2,-0.25\n'],
    ['deseq.csv', ',baseMean,log2FoldChange,padj\nTP53,10,0.5,0.1\nMDM2,20,-0.25,0.2\n'],
    ['only.csv', 'Gene name,betweenness\nTP53,0.5\nMDM2,-0.25\n'],
  ] as const) {
    const { scores, said } = await taken(t, name, text);
    assert.deepEqual(scores, expected, name);
    if (!/influence/.test(text)) assert.match(said, /ranked list|genes from .*, scores from/, name);
  }
  const two = 'gene,stat,logFC\nTP53,9,0.5\nMDM2,8,-0.25\n';
  assert.deepEqual((await taken(t, 'two.csv', two, { score: 'logFC' })).scores, expected);
  await assert.rejects(taken(t, 'two.csv', two), /Which of stat, logFC is the score\?/);
  await assert.rejects(
    taken(t, 'two.csv', two, { score: 'lfc' }),
    /there is no column lfc among gene, stat, logFC/,
  );
});

test('genes given twice and genes without a score are taken as the user chooses, and it is said', async (t) => {
  const text = 'gene,influence\nTP53,1\nMDM2,2\nTP53,4\nMYC,NaN\n';
  const mean = await taken(t, 'a.csv', text, { duplicates: 'mean', missing: 'drop-genes' });
  assert.deepEqual(mean.scores, { TP53: 2.5, MDM2: 2 });
  assert.match(
    mean.said,
    /1 genes without a score left out: .*MYC[^]*1 genes are given several times: the mean/,
  );
  const first = await taken(t, 'a.csv', text, { duplicates: 'first', missing: 'drop-genes' });
  assert.deepEqual(first.scores, { TP53: 1, MDM2: 2 });
  const renamed = await taken(t, 'v.csv', 'gene,influence\nENSG00000141510.8,1\n', {
    rename: (name) => name.split('.')[0],
  });
  assert.deepEqual(renamed.scores, { ENSG00000141510: 1 });
});

test('genes that Excel made one are never averaged', async (t) => {
  const text = 'gene,influence\nTP53,1\n1-Mar,2\n1-Mar,4\n';
  for (const duplicates of ['error', 'mean', 'first'] as const) {
    await assert.rejects(taken(t, 'x.csv', text, { duplicates }), (error: Error) => {
      assert.match(error.message, /became the same name when Excel .*: 1-Mar \(line 3, line 4\)/);
      assert.doesNotMatch(error.message, /mean/);
      return true;
    });
  }
  const once = await taken(t, 'x.csv', 'gene,influence\nTP53,1\n1-Mar,2\n');
  assert.match(once.said, /1 names of x.csv are no genes but what Excel made of them: 1-Mar/);
});
