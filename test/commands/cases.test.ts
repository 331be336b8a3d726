import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { EXPERIMENT_OPTIONS } from '../../lib/commands/experiment-options';
import { inOptions, readWords } from '../../lib/commands/options';
import { openOwnData } from '../../lib/datasets/own-data';
import { reportText } from '../../lib/studies/own/report';
import { temporaryFolder } from '../files/temporary-folder';

const GENES = ['GATA1', 'SPI1', 'KLF1', 'TAL1', 'RUNX1', 'MYB', 'CEBPA', 'JUN'];
const TIMES = [0, 1, 2, 4, 6, 9];
const EDGES = ['CEBPA,GATA1', 'TAL1,GATA1', 'GATA1,SPI1', 'KLF1,SPI1', 'GATA1,TAL1', 'SPI1,RUNX1', 'JUN,MYB'];
const PAIRS = EDGES.map((edge) => edge.split(','));

/** A level in (0, 1), another one for every gene, time and series. */
const level = (gene: number, time: number, series = 0): string =>
  (0.5 + 0.4 * Math.sin(1 + gene + time / 3 + series / 5)).toFixed(4);
const lines = (...rows: readonly (string | readonly (string | number)[])[]): string =>
  `${rows.map((row) => (typeof row === 'string' ? row : row.join(','))).join('\n')}\n`;
const wide = (
  genes: readonly string[] = GENES,
  titles: readonly (string | number)[] = TIMES,
  first = 'gene',
): string =>
  lines([first, ...titles], ...genes.map((gene, g) => [gene, ...titles.map((_, t) => level(g, t))]));
const long = (titles = 'gene,time,value,series', scale = 1): string =>
  lines(
    titles,
    ...[1, 2, 3, 4].flatMap((s) =>
      GENES.flatMap((gene, g) => TIMES.map((time) => [gene, time * scale, level(g, time, s), `rep${s}`])),
    ),
  );
const prior = (header: string, write: (from: string, to: string, k: number) => string): string =>
  `${lines(...(header === '' ? [] : [header]), ...PAIRS.map(([from, to], k) => write(from, to, k)))}`;
const PRIOR = prior('regulator,target,sign', (from, to, k) => `${from},${to},${k % 3 === 0 ? '-' : '+'}`);

type Content = string | Buffer;
/** Files by name (`expression` and `prior` begin the names of these two), further words, and what is said. */
type Case = readonly [what: string, files: Readonly<Record<string, Content>>, words: string, says: RegExp];

const ofPrior = (what: string, file: string, content: Content, says: RegExp, words = ''): Case => [
  what,
  { 'expression.csv': long(), [file]: content },
  words,
  says,
];
const ofExpression = (
  what: string,
  content: Content,
  says: RegExp,
  words = '',
  file = 'expression.csv',
): Case => [what, { [file]: content, 'prior.csv': PRIOR }, words, says];
const KEPT = 'Prior: \\S+: 7 of 7 edges kept';
const kept = (and: string): RegExp => new RegExp(`${KEPT}.*${and}`);

const PRIORS: readonly Case[] = [
  ofPrior(
    '01 motifs without a header',
    'prior.txt',
    prior('', (a, b) => `${a}\t${b}\t1`),
    kept('without header'),
  ),
  ofPrior(
    "02 PHOENIX's own",
    'prior.csv',
    prior('reg, aff,prior_weight', (a, b) => `${a},${b},1`),
    kept("PHOENIX's prior"),
  ),
  ofPrior(
    '03 CollecTRI',
    'prior.csv',
    prior(',source,target,weight,PMID', (a, b, k) => `${k},${a},${b},-1.0,1;2`),
    kept('CollecTRI.*0 positive, 7 negative'),
  ),
  ofPrior(
    '05 GRNBoost2',
    'prior.csv',
    prior('TF,target,importance', (a, b, k) => `${a},${b},${40 - k}.5`),
    kept('divided by the largest, 40.5,.*--top N takes'),
  ),
  ofPrior(
    '06 BEELINE, lines repeated, a gene to itself',
    'prior.csv',
    prior('Gene1,Gene2,Type', (a, b) => `${a},${b},+`) + 'JUN,MYB,+\nJUN,JUN,-\n',
    /8 of 8 edges kept.* 1 repeated lines, 1 edges from a gene to itself kept, read as BEELINE/,
  ),
  ofPrior(
    '07 TRRUST',
    'prior.tsv',
    prior('', (a, b, k) => `${a}\t${b}\t${['Activation', 'Repression', 'Unknown'][k % 3]}\t${k}`),
    kept('TRRUST.* 2 of unknown sign'),
  ),
  ofPrior(
    '08 a matrix',
    'prior.tsv',
    `\t${GENES.slice(0, 3).join('\t')}\n${GENES.map((gene, g) => `${gene}\t${[0, 1, 2].map((k) => ((g + k) % 3 === 0 ? 1 : 0)).join('\t')}`).join('\n')}\n`,
    /read as a matrix \(8 x 3\), regulators in columns/,
  ),
  ofPrior(
    '09 contradictions, all of them',
    'prior.csv',
    PRIOR + 'CEBPA,GATA1,+\nTAL1,GATA1,-\n',
    /2 edges are both activating and repressing: CEBPA -> GATA1 .*TAL1 -> GATA1 .*--conflicts drop, --conflicts unsigned/,
  ),
  ofPrior(
    '09 dropped',
    'prior.csv',
    PRIOR + 'CEBPA,GATA1,+\nTAL1,GATA1,-\n',
    /5 of 5 edges kept.* 2 edges of contradictory signs: left out/,
    '--conflicts drop',
  ),
  ofPrior(
    '13 mouse for man',
    'prior.csv',
    prior(
      'regulator,target',
      (a, b) => `${a[0]}${a.slice(1).toLowerCase()},${b[0]}${b.slice(1).toLowerCase()}`,
    ),
    /no gene in common: .*\(mouse, rat\).*load with --rename upper$/,
  ),
  ofPrior(
    '14 some of them',
    'prior.csv',
    PRIOR.replaceAll('SPI1', 'Spi1'),
    /Mind: .*but for upper and lower case.*load with --rename upper/,
  ),
  ofPrior('14 renamed', 'prior.csv', PRIOR.replaceAll('SPI1', 'Spi1'), kept('positive'), '--rename upper'),
  ofPrior(
    '65 the network of a run before',
    'prior.csv',
    prior(
      'regulator,target,effect,scaled_effect,in_prior',
      (a, b, k) => `${a},${b},${0.1 + k},${0.2 + k},true`,
    ),
    kept('a network that this project wrote'),
  ),
];
const ENSEMBL = GENES.map((_, k) => `ENSG0000014151${k}`);
const ids = (text: string): string => GENES.reduce((all, gene, k) => all.replaceAll(gene, ENSEMBL[k]), text);

const CELLS = Array.from({ length: 60 }, (_, k) => `cell_${(k * 37) % 60}`);
const EXPRESSION: readonly Case[] = [
  [
    '15 versions of Ensembl',
    { 'expression.csv': wide(ENSEMBL.map((id, k) => `${id}.${k + 1}`)), 'prior.csv': ids(PRIOR) },
    '',
    /no gene in common.*load with --rename strip-version$/,
  ],
  [
    '15 stripped',
    { 'expression.csv': wide(ENSEMBL.map((id, k) => `${id}.${k + 1}`)), 'prior.csv': ids(PRIOR) },
    '--rename strip-version',
    kept('positive'),
  ],
  ofExpression(
    '18 series in rows',
    lines(
      ['Time', ...GENES],
      ...[0, 1, 2].flatMap((s) =>
        [0, 50, 100, 150].map((t) => [t, ...GENES.map((_, g) => level(g, t / 50, s))]),
      ),
    ).replaceAll(',', '\t'),
    /\(times in rows\): 8 genes; 3 series of 4 times, 0 to 150/,
    '',
    'expression.tsv',
  ),
  ofExpression(
    '19 cells without their times',
    wide(GENES, CELLS, ''),
    /"cell_0" is no time, .*give their pseudotimes with --pseudotime FILE/,
  ),
  [
    '19 cells, of two lineages, one without a time',
    {
      'expression.csv': wide(GENES, CELLS, ''),
      'prior.csv': PRIOR,
      'times.csv': lines(
        ',PseudoTime1,PseudoTime2',
        ...CELLS.map((cell, k) =>
          k === 0 ? `${cell},,` : k % 2 ? `${cell},${k / 60},` : `${cell},,${k / 60}`,
        ),
      ),
    },
    '--pseudotime times.csv',
    /1 cells without a pseudotime left out \(cell_0\)/,
  ],
  ofExpression(
    '19 times that are NA',
    wide(GENES, [0, 1, 'NA', 2, 4, 6]),
    /1 columns? without a time \(NA\) left out: columns? 4/,
  ),
  ofExpression(
    '22 UTF-16',
    Buffer.from(wide().replaceAll(',', '\t'), 'utf16le'),
    kept('positive'),
    '',
    'expression.txt',
  ),
  ofExpression(
    '23 Latin-1',
    Buffer.from(wide([...GENES, 'TGFß1', 'TGFµ1']), 'latin1'),
    /10 genes;[^]*Latin-1 \(it is not UTF-8\)/,
  ),
  ofExpression(
    '24 semicolons and decimal commas',
    wide(GENES, [0, 0.5, 1, 2, 3, 4]).replaceAll(',', ';').replaceAll('.', ','),
    /times, 0 to 4, intervals 0\.5 to 1;[^]*separated by semicolons, decimal commas/,
  ),
  ofExpression(
    '25 thousands or decimals',
    wide()
      .replaceAll(',', '\t')
      .replace(/0\.(\d\d\d)\d/g, '1,$1'),
    /comma may part thousands or be the decimal sign.*--comma thousands or --comma decimal/,
  ),
  ofExpression(
    '25 quoted thousands',
    wide().replace(/0\.(\d\d\d)\d/g, '"1,$1.5"'),
    /commas between thousands left out[^]*--normalise together or --normalise each-gene/,
  ),
  ofExpression(
    '28 replicates that pandas numbered',
    wide(GENES, [0, 0.1, 0.2, 6, 6.1, 6.2, 12, 12.1, 12.2, 24, 24.1, 24.2]),
    /3 series of 4 times, 0 to 24[^]*pandas or R numbered, of the times 0, 6, 12, 24 \(--replicates none/,
  ),
  ofExpression(
    '28 replicates by their titles',
    wide(GENES, [
      '0h_rep1',
      '0h_rep2',
      '0h_rep3',
      '6h_rep1',
      '6h_rep2',
      '6h_rep3',
      '9h_rep1',
      '9h_rep2',
      '9h_rep3',
      '24h_rep1',
      '24h_rep2',
      '24h_rep3',
    ]),
    /3 series of 4 times, 0 to 24/,
  ),
  ofExpression(
    '29 dates of Excel',
    wide([...GENES, '1-Mar', '2-Sep', '44621']),
    /Mind: 3 names of expression\.csv are no genes but what Excel made of them: 1-Mar .*2-Sep .*44621/,
  ),
  ofExpression(
    '29 two genes that Excel made one',
    wide([...GENES, '1-Mar', '1-Mar']),
    /are different genes: gene 1-Mar in line 10, line 11\. Take the names from/,
    '--duplicates mean',
  ),
  ofExpression(
    '30 genes given twice, all of them',
    wide([...GENES, 'JUN', 'MYB']),
    /2 genes are given more than once: .*MYB.*--duplicates mean.*--duplicates first/,
  ),
  ofExpression(
    '30 averaged',
    wide([...GENES, 'JUN', 'MYB']),
    /8 genes; [^]*2 genes given more than once, averaged/,
    '--duplicates mean',
  ),
  ofExpression(
    '37 cells of one pseudotime',
    wide(GENES, [0, 0, 0.1, 0.2, 0.2, 0.3, 0.5]),
    /several samples of one time: time 0 2 times; time 0\.2 2 times\. --replicates mean averages .*, --bins N cells of near-equal time, too\.$/,
  ),
  ofExpression(
    '37 binned',
    wide(GENES, [0, 0, 0.1, 0.2, 0.2, 0.3, 0.5, 0.6]),
    /1 series of 4 times/,
    '--bins 4',
  ),
  ofExpression(
    '38 a sample of each individual',
    lines(
      'gene,time,value,series',
      ...TIMES.flatMap((time) =>
        [0, 1].flatMap((m) =>
          GENES.map((gene, g) => `${gene},${time},${level(g, time, m)},mouse${2 * time + m}`),
        ),
      ),
    ),
    /every series has a single time: mouse0 at time 0.*averaged time by time into one series with --replicates mean/,
  ),
  ofExpression(
    '38 averaged',
    lines(
      'gene,time,value,series',
      ...TIMES.flatMap((time) =>
        [0, 1].flatMap((m) =>
          GENES.map((gene, g) => `${gene},${time},${level(g, time, m)},mouse${2 * time + m}`),
        ),
      ),
    ),
    /1 series of 6 times, 0 to 9/,
    '--replicates mean',
  ),
  ofExpression(
    '39 other titles',
    long('symbol,pseudotime,expression,sample'),
    /\(long\): 8 genes; 4 series of 6 times/,
  ),
  ofExpression(
    '39 TPM by replicate',
    long('gene,time,TPM,replicate'),
    /\(long\): 8 genes; 4 series of 6 times/,
  ),
  ofExpression(
    '39 an index without a title',
    long().replace(/^/gm, '0,').replace('0,gene', ',gene').replace(/0,$/, ''),
    /\(long\): 8 genes; 4 series of 6 times/,
  ),
  ofExpression(
    '39 a comment and a title',
    `# log2\nTable 3. Expression${','.repeat(6)}\n${wide()}`,
    /1 comment line left out, 1 title line left out/,
  ),
  ofExpression(
    '39 empty columns at the end',
    wide().replace(/$/gm, ',,').replace(/,,$/, ''),
    /\(wide\): 8 genes; 1 series of 6 times/,
  ),
  ofExpression(
    '39 two annotations',
    wide(GENES, TIMES, 'gene_name')
      .replace(/^(?=.)/gm, 'ENSG00000000001,')
      .replace('ENSG00000000001,gene_name', 'gene_id,gene_name'),
    /genes named by the column gene_name \(--gene-names gene_id takes the other\)/,
  ),
  ...['1e8', '1e20', '1e39', '1e300'].map((far) =>
    ofExpression(
      `62 an outlier of ${far}`,
      wide().replace(/^(KLF1,[^,]*,)[^,]*/m, `$1${far}`),
      /1 value is far beyond all others.*line 4, column 3: gene KLF1 .*--missing drop-genes/,
    ),
  ),
  ofExpression(
    '68 TPM of very different levels',
    wide().replace(/^JUN.*$/m, 'JUN,30000,20000,10000,15000,12000,37000'),
    /Mind: 7 of 8 genes stay below 0\.01 .*--normalise each-gene/,
    '--normalise together',
  ),
  ...(['rds', 'loom', 'parquet', 'mtx'] as const).map((ending) =>
    ofExpression(
      `66 a file of another kind: ${ending}`,
      ending === 'mtx'
        ? '%%MatrixMarket matrix coordinate real general\n1 1 1\n'
        : Buffer.from({ rds: '1f8b08001234', loom: '894844460d0a1a0a', parquet: '50415231' }[ending], 'hex'),
      /which is not read: in (Python|R)/,
      '',
      `expression.${ending}`,
    ),
  ),
];

/** What the command says of these files before it trains: its report, or its error. */
async function saidOf(t: TestContext, [, files, words]: Case): Promise<string> {
  const folder = temporaryFolder(t);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const place = (start: string): string =>
    join(folder, Object.keys(files).find((name) => name.startsWith(start)) ?? '');
  const given =
    words === '' ? [] : words.split(' ').map((word) => (word in files ? join(folder, word) : word));
  const asked = readWords(EXPERIMENT_OPTIONS, [
    '--expression',
    place('expression'),
    '--prior',
    place('prior'),
    ...given,
  ]);
  assert.ok(asked);
  const { expression = [], ...others } = asked.values;
  try {
    return inOptions(reportText((await openOwnData({ ...others, expression })).report), EXPERIMENT_OPTIONS);
  } catch (error) {
    return inOptions((error as Error).message, EXPERIMENT_OPTIONS);
  }
}

/** Situations from public reports, each with what is right for the owner of such files. */
describe('files as they come: what the command says', () => {
  for (const one of [...PRIORS, ...EXPRESSION]) {
    it(one[0], async (t) => {
      const said = await saidOf(t, one);
      assert.match(said, one[3]);
      assert.doesNotMatch(said, /\{ \w+/, 'an argument of the library on the command line');
    });
  }

  it('41u days, hours, seconds, years: the same intervals for the training', async (t) => {
    for (const scale of [1, 24, 86400, 1 / 365.25]) {
      const said = await saidOf(t, ofExpression('', long(undefined, scale), /./));
      const [, typical] = /a typical interval is ([\d.e+-]+)/.exec(said) ?? [];
      assert.ok(Math.abs(Number(typical) / (2 * scale) - 1) < 1e-3, said);
    }
  });
});
