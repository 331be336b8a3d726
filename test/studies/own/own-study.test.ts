import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { DataFrame, readCSV } from 'danfojs-node';
import { foldStudy } from '../../../lib/studies/fold-study';
import { loadStudy, type OwnStudyOptions } from '../../../lib/studies/own/own-study';
import { writeExampleStudy } from '../../../lib/studies/own/example';
import { gigabytes, reportMarkdown } from '../../../lib/studies/own/report';
import { checkMemory, memoryLimit, trainingBytes } from '../../../lib/studies/own/memory';
import { suggestedHidden } from '../../../lib/studies/own/expression/series';
import { pairsOf } from '../../../lib/studies/pairs';
import { projectFolder } from '../../../lib/downloads/sources';
import { entriesOf, toDense } from '../../../lib/math/sparse-matrix';
import { someoneElsesStudy, TIMES } from './someone-elses-study';
import { temporaryFile, temporaryFolder } from '../../files/temporary-folder';

describe('a study of one’s own', () => {
  it('is read from another layout, with a prior of partly other names, and says what it matched', async (t) => {
    const { genes, truth, trajectories, expression, prior } = someoneElsesStudy(t);
    const { study, report } = await loadStudy({
      expression,
      prior,
      split: { validation: ['mouse-2'], test: ['mouse-5'] },
    });
    assert.deepEqual(study.genes, genes);
    assert.deepEqual(
      [study.training, study.validation, study.test].map((part) => part.length),
      [4, 1, 1],
    );
    assert.deepEqual(study.validation[0].recorded, trajectories[1], 'rows in another order are put in order');
    assert.deepEqual([...study.test[0].times], TIMES);
    assert.equal(study.truth, null);
    const kept = [...entriesOf(truth)].filter((_, k) => k % 3 !== 0);
    assert.deepEqual(
      [...entriesOf(study.prior)],
      kept.map(([from, to, sign]) => [from, to, sign * 0.5]),
    );
    const match = report.prior;
    assert.ok(match);
    assert.deepEqual([match.edges, match.kept], [41, kept.length]);
    assert.equal(match.kept, match.activating + match.repressing);
    assert.ok(
      match.unknownNames.includes('Foxp3') && match.unknownNames.some((name) => /^[IRG]NA\d/.test(name)),
    );
    assert.deepEqual(
      match.regulators,
      study.regulators?.map((gene) => genes[gene]),
    );
    assert.deepEqual(report.split.test, { series: ['mouse-5'], pairs: 4 });
    assert.ok(
      study.remarks?.some((remark) => /but for upper and lower case .*\{ rename: 'upper' \}/.test(remark)),
    );
    const text = reportMarkdown(report);
    assert.match(
      text,
      /mouse-1.tsv, mouse-2.tsv, mouse-3.tsv and 3 more \(wide\): 30 genes; 6 series of 5 times, 0 to 6/,
    );
    assert.match(
      text,
      new RegExp(`motifs.csv: ${kept.length} of 41 edges kept \\(${41 - kept.length} dropped;`),
    );
    assert.match(
      text,
      /training 16 pairs \(mouse-1, mouse-3, mouse-4 and 1 more\), validation 4 pairs \(mouse-2\)/,
    );

    const renamed = await loadStudy({ expression, prior, rename: 'upper' });
    assert.equal(renamed.report.prior?.kept, 40, 'the way out that the report names works');
    const byFunction = await loadStudy({ expression, prior, rename: (name) => name.toUpperCase() });
    assert.equal(byFunction.study.hash, renamed.study.hash);
    assert.notEqual(renamed.study.hash, study.hash);
  });

  it('is cross-validated like any other study', async (t) => {
    const { expression, prior } = someoneElsesStudy(t);
    const { study } = await loadStudy({ expression, prior });
    const folds = [0, 1].map((index) => foldStudy(study, { index, of: 2 }));
    assert.deepEqual(
      folds.map(({ training, validation }) => [training.length, validation.length]),
      [
        [2, 2],
        [2, 2],
      ],
    );
    assert.deepEqual(folds[0].prior, study.prior);
  });

  const wide = (t: TestContext, text: string): string => temporaryFile(t, 'mine.csv', text);
  const single = ['gene,0,0.01,0.02,0.03,0.04,0.05', 'A,1,2,3,4,5,6', 'B,0,0,0,0,0,9', 'C,5,5,5,5,5,5'].join(
    '\n',
  );

  it('of a single pseudotime series is split by pairs; odd scales are reported', async (t) => {
    const { study, report } = await loadStudy({ expression: wide(t, single) });
    assert.deepEqual(report.split, {
      by: 'blocks',
      training: { series: ['mine'], pairs: 3 },
      validation: { series: ['mine'], pairs: 1 },
      test: { series: ['mine'], pairs: 1 },
      unusedPairs: 0,
    });
    assert.equal(pairsOf(study.training).count, 3);
    assert.ok(Math.abs(report.timeScale - 100) < 1e-9);
    assert.deepEqual(report.constantGenes, ['C']);
    assert.deepEqual(report.range, [0, 9]);
    const expected = [/values run from 0 to 9/, /without a prior/, /1 genes never change \(C\)/, /3 pairs/];
    assert.equal(report.warnings.length, expected.length);
    expected.forEach((pattern, k) => assert.match(report.warnings[k], pattern));
    assert.deepEqual(study.remarks, report.warnings);
    const text = reportMarkdown(report);
    assert.match(
      text,
      /- \*\*Prior\*\*: none\n- \*\*Co-regulation\*\*: none\n- \*\*Constant genes\*\*: 1 \(C\)/,
    );
    assert.match(
      text,
      /- \*\*Time\*\*: a typical interval is 0.01; unless another time scale is asked for, training multiplies times by 100/,
    );
    assert.equal(text.split('**Mind**').length, 5);
  });

  it('without a prior has empty knowledge and no known regulators', async (t) => {
    const { study, report } = await loadStudy({ expression: wide(t, single) });
    for (const matrix of [study.prior, study.coregulation]) {
      assert.deepEqual([matrix.rows, matrix.cols, matrix.values.length], [3, 3, 0]);
    }
    assert.deepEqual([report.prior, report.coregulation, study.regulators], [null, null, undefined]);
  });

  it('normalises by its training values', async (t) => {
    const { study } = await loadStudy({ expression: wide(t, single), normalise: 'each-gene' });
    const training = study.training.flatMap(({ recorded, times }) => [...recorded.subarray(0, times.length)]);
    assert.deepEqual([Math.min(...training), Math.max(...training)], [0, 1]);
    const { report } = await loadStudy({ expression: wide(t, single), normalise: 'together' });
    assert.ok(!report.warnings.some((warning) => warning.startsWith('values run')));
  });

  it('takes co-regulation from its file, else from the targets shared in the prior', async (t) => {
    const expression = wide(t, single);
    const prior = temporaryFile(t, 'prior.csv', 'regulator,target\nA,C\nB,C\n');
    const shared = await loadStudy({ expression, prior });
    // |A||A|^T: A and B have one target each, the same.
    assert.deepEqual([...toDense(shared.study.coregulation)], [0.25, 0.25, 0, 0.25, 0.25, 0, 0, 0, 0]);
    assert.equal(shared.report.coregulation, 'prior');
    const coregulation = temporaryFile(t, 'ppi.csv', 'gene,gene,score\nA,B,400\nB,C,400\nC,Z,9\n');
    const given = await loadStudy({ expression, prior, coregulation });
    assert.deepEqual([...toDense(given.study.coregulation)], [0, 0.25, 0, 0.25, 0, 0.25, 0, 0.25, 0]);
    assert.match(
      reportMarkdown(given.report),
      /ppi.csv: 2 of 3 edges kept \(1 dropped; not in the expression: Z\)/,
    );
    assert.match(given.study.source, /^own data: mine.csv; prior prior.csv, co-regulation ppi.csv$/);
  });

  it('reports what was left out for gaps, and long intervals', async (t) => {
    const text = 'gene,0,1,2,3,30\nA,1,,3,4,5\nB,0,0,0,0,1\nC,0,1,0,1,0\n';
    const { study, report } = await loadStudy({ expression: wide(t, text), missing: 'drop-genes' });
    assert.deepEqual(study.genes, ['B', 'C']);
    assert.match(
      reportMarkdown(report),
      /left out for missing values: 1 \(A\); mine from 3 to 30, 27 times its median/,
    );
  });

  const bad: [what: string, options: (t: TestContext) => OwnStudyOptions, message: RegExp][] = [
    ['no file at all', () => ({ expression: [] }), /no expression file is named/],
    [
      'a missing value',
      (t) => ({ expression: wide(t, 'gene,0,1,2,3\nA,1,,1,1\nB,1,1,1,1\n') }),
      /mine.csv, line 2, column 3 \(gene A\): an empty cell. Fill/,
    ],
    [
      'no gene in common',
      (t) => ({
        expression: wide(t, single),
        prior: temporaryFile(t, 'p.csv', 'regulator,target\nFBgn0039044,FBgn0000490\n'),
      }),
      /FlyBase ids \(fruit fly\)/,
    ],
    [
      'more genes than fit',
      (t) => ({ expression: wide(t, single), memory: 3e8 }),
      /mine.csv: 3 genes with 3 hidden neurons a branch take about 0.3 GB to train, and 0.3 GB are there/,
    ],
    [
      'a file larger than memory',
      (t) => ({ expression: wide(t, single), memory: 1000 }),
      /reading it takes about/,
    ],
    [
      'an unknown way to normalise',
      (t) => ({ expression: wide(t, single), normalise: 'log' as 'none' }),
      /normalise is one of none, together, each-gene, not "log"/,
    ],
    [
      'too few times to split',
      (t) => ({ expression: wide(t, 'gene,0,1,2\nA,1,2,1\nB,1,1,2\n') }),
      /no series has 4 times/,
    ],
  ];
  for (const [what, options, message] of bad) {
    it(`refuses ${what}`, (t) => assert.rejects(loadStudy(options(t)), message));
  }

  it('loads the worked examples of the documentation', async (t) => {
    const folder = temporaryFolder(t);
    const text = readFileSync(join(projectFolder(), 'data', 'README.md'), 'utf8');
    const blocks = [...text.matchAll(/```csv\n([^`]*)```/g)].map(([, block]) => block);
    assert.equal(blocks.length, 4);
    const [wide, long, prior, coregulation] = blocks.map((block, k) => {
      const path = join(folder, `example-${k}.csv`);
      writeFileSync(path, block);
      return path;
    });
    const one = await loadStudy({ expression: wide, prior, coregulation });
    assert.deepEqual([one.report.genes, one.report.prior?.kept, one.report.split.by], [3, 2, 'blocks']);
    const other = await loadStudy({ expression: long, prior });
    assert.deepEqual([other.report.genes, other.report.prior?.kept, other.report.split.by], [2, 1, 'series']);
  });

  it('is the same from danfo DataFrames, long, with prior and co-regulation', async (t) => {
    const { expression, prior, genes } = writeExampleStudy(temporaryFolder(t));
    const pairs = temporaryFile(
      t,
      'pairs.csv',
      `gene,gene 2,score\n${genes[0]},${genes[1]},3\n${genes[2]},${genes[0]},0.25\n`,
    );
    const fromFiles = await loadStudy({ expression, prior, coregulation: pairs });
    const [levels, edges, scores] = await Promise.all(
      [expression, prior, pairs].map((file) => readCSV(file)),
    );
    const fromFrames = await loadStudy({ expression: levels, prior: edges, coregulation: scores });
    assert.equal(fromFrames.study.hash, fromFiles.study.hash);
    assert.match(
      reportMarkdown(fromFrames.report),
      /expression DataFrame \(long\): 60 genes; .*\n.*prior DataFrame: 90 of 92/,
    );
  });

  it('is the same from danfo DataFrames, wide, whose whole times danfo moves to the front', async (t) => {
    const text = 'gene,0,2.5,5,10\nTP53,0.1,0.2,,1\nMYC,1,NA,3e-1,0.7\nA1,0,0.25,0.5,1\nB1,1,0.5,0.25,0\n';
    const file = temporaryFile(t, 'wide.csv', text);
    const frame = await readCSV(file);
    assert.deepEqual(frame.columns, ['0', '5', '10', 'gene', '2.5']);
    const wanted = await loadStudy({ expression: file, missing: 'drop-genes' });
    for (const expression of [
      frame,
      frame.setIndex({ column: 'gene', drop: true }),
      await readCSV(file, { dynamicTyping: false }),
    ]) {
      const { study, report } = await loadStudy({ expression, missing: 'drop-genes' });
      assert.equal(study.hash, wanted.study.hash);
      assert.deepEqual([study.name, report.withGaps], ['expression DataFrame', ['TP53', 'MYC']]);
    }
    await assert.rejects(
      loadStudy({ expression: frame }),
      /^Error: 2 missing values in 2 genes: expression DataFrame, row 1, column "5" \(gene TP53\): an empty cell; /,
    );
    const three = await loadStudy({ expression: [frame, file, frame], missing: 'drop-genes' });
    assert.deepEqual(
      three.report.series.map(({ name }) => name),
      ['expression DataFrame', 'wide', 'expression 3 DataFrame'],
    );
  });

  it('says what is wrong with a DataFrame', async () => {
    const fails = (rows: unknown[][], columns: string[], message: RegExp): Promise<void> =>
      assert.rejects(loadStudy({ expression: new DataFrame(rows as number[][], { columns }) }), message);
    await fails(
      [[1, 2]],
      ['0', '1'],
      /DataFrame: all columns are times. Its genes must be a column, or texts/,
    );
    await fails(
      [['A', 1, 2], ['A', 3, 4]], // prettier-ignore
      ['gene', '0', '1'],
      /expression DataFrame: 1 gene is given more than once: gene A in row 1, row 2/,
    );
    await fails(
      [[2310009e13, 1, 2]],
      ['gene', '0', '1'],
      /a gene became 23100090000000000000: read .*Typing/,
    );
    await fails([[true, 1, 2]], ['gene', '0', '1'], /the name of a gene became true/);
    await fails([['A', 1, undefined]], ['gene', '0', '1'], /row 1, column "1" \(gene A\): an empty cell/);
    await fails(
      [['A', 0, 1]],
      ['gene', '0', '-1'],
      /DataFrame, header, column "-1" \(times\): the time -1 is/,
    );
    await assert.rejects(
      loadStudy({ expression: { columns: ['0'], index: [0, 1], values: [1, 2] } }),
      /expression DataFrame has a single dimension: give a DataFrame, not a Series/,
    );
  });

  it('comes with an example, the same for the same seed', async (t) => {
    const folder = temporaryFolder(t);
    const { expression, prior, truth, genes } = writeExampleStudy(join(folder, 'one'));
    const { study, report } = await loadStudy({ expression, prior });
    assert.deepEqual(study.genes, genes);
    assert.equal(report.prior?.kept, 90);
    assert.deepEqual(report.prior.unknownNames, ['UNMEASURED']);
    // A tenth of the edges was moved: at least nine tenths agree with the truth, signs included.
    const dense = toDense(truth);
    const agreeing = [...entriesOf(study.prior)].filter(
      ([i, j, sign]) => dense[i * genes.length + j] === sign,
    );
    assert.equal(agreeing.length, 81);
    const again = writeExampleStudy(join(folder, 'two'));
    assert.equal((await loadStudy(again)).study.hash, study.hash);
    const other = writeExampleStudy(join(folder, 'three'), 2);
    assert.notEqual((await loadStudy(other)).study.hash, study.hash);
  });
});

describe('memory for a study', () => {
  it('suggests about the hidden neurons that the paper took', () => {
    const paper: [genes: number, hidden: number][] = [
      [350, 40],
      [529, 50],
      [11165, 300],
    ];
    for (const [genes, hidden] of paper) {
      assert.ok(Math.abs(suggestedHidden(genes) / hidden - 1) < 0.03, `${genes}: ${suggestedHidden(genes)}`);
    }
    assert.equal(suggestedHidden(8), 8);
  });

  it('says both numbers and how many genes there is room for', () => {
    const limit = 2e9;
    assert.equal(checkMemory('a.csv', 350, 40, 100, limit), trainingBytes(350, 40, 100));
    let message = '';
    try {
      checkMemory('a.csv', 30000, suggestedHidden(30000), 100, limit);
    } catch (error) {
      message = (error as Error).message;
    }
    assert.match(
      message,
      /^a.csv: 30000 genes with 529 hidden neurons a branch take about \d+\.\d GB to train, and 2.0 GB/,
    );
    const room = Number(/room for about (\d+) genes/.exec(message)?.[1]);
    assert.ok(trainingBytes(room, suggestedHidden(room), 100) <= limit, 'what is said to fit fits');
    assert.ok(trainingBytes(room + 50, suggestedHidden(room + 50), 100) > limit, 'and little more would');
  });

  it('offers fewer hidden neurons where too many were asked for, and knows the kernel’s limit', () => {
    assert.throws(
      () => checkMemory('a.csv', 2000, 2000, 10, 1e9),
      /or ask for fewer hidden neurons \(110 would do\)/,
    );
    assert.throws(
      () => checkMemory('a.csv', 100000, 1000, 10, 1e15),
      /more than the 4 GB that its kernel can address. There is room for/,
    );
  });

  it('takes what the machine or its container has', () => {
    assert.ok(memoryLimit() > 1e8 && memoryLimit() <= totalmem());
    assert.equal(gigabytes(20.4e6), '20 MB');
    assert.equal(gigabytes(1.26e9), '1.3 GB');
  });
});
