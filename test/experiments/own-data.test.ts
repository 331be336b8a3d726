import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { medianOf } from '../../lib/studies/own/expression/series';
import { writeExampleStudy } from '../../lib/studies/own/example';
import {
  completeExperiment,
  experimentName,
  onOwnData,
  type ExperimentRequest,
} from '../../lib/experiments/experiment';
import { EXPERIMENT_OPTIONS } from '../../lib/commands/experiment-options';
import { readWords } from '../../lib/commands/options';
import { loadStudyOf } from '../../lib/experiments/load-study';
import { openOwnData, type OwnData, type OwnFiles } from '../../lib/datasets/own-data';
import { planOf } from '../../lib/experiments/plan-of';
import { readResult } from '../../lib/experiments/result-store';
import { runExperiment } from '../../lib/experiments/run-experiment';
import { loadModel } from '../../lib/phoenix/model';
import { paperPace, planFor } from '../../lib/training/plan-for';
import { TrainingAborted } from '../../lib/training/train';
import { someoneElsesStudy } from '../studies/own/someone-elses-study';
import { temporaryFile, temporaryFolder } from '../files/temporary-folder';

const COMMAND = join(__dirname, '..', '..', 'lib', 'commands', 'experiment.ts');
const command = (...words: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', COMMAND, ...words], { encoding: 'utf8' });

/** The experiment that the command line makes of these files. */
async function experimentOn(files: OwnFiles, request: ExperimentRequest = {}) {
  return completeExperiment(onOwnData(request, await openOwnData(files)));
}

const WITHOUT_PRIOR: OwnData = { expression: ['/data/levels.csv'], hash: 'abc' };
const FILES: OwnData = { ...WITHOUT_PRIOR, prior: '/data/prior.csv' };

test('a long file and a prior of partly other names by the command line: report, result, model, network', (t) => {
  const folder = temporaryFolder(t);
  const { expression, prior, genes } = writeExampleStudy(folder);
  const [out, model, network, checkpoint] = ['r.json', 'm.model', 'n.csv', 'c'].map((name) =>
    join(folder, name),
  );
  const { status, stdout, stderr } = command(
    ...['--expression', expression, '--prior', prior, '--epochs', '11', '--out', out],
    ...['--save-model', model, '--network', network, '--checkpoint', checkpoint],
  );
  assert.equal(status, 0, stderr);
  const [before] = stderr.split('epoch 1:');
  assert.match(before, /^Expression: expression.csv \(long\): 60 genes; 40 series of 5 times/m);
  assert.match(
    before,
    /^Prior: prior.csv: 90 of 92 edges kept \(2 dropped; not in the expression: UNMEASURED\)/m,
  );
  assert.match(
    before,
    /^Training: at most 11 epochs; 20 hidden .* lambda \(0.05, 0.01\); 70 % pruned at epoch 10/m,
  );

  assert.equal(stdout.trim().split('\n').length, 1);
  const printed = JSON.parse(stdout) as Record<string, unknown>;
  const result = readResult(out);
  assert.deepEqual([printed.balancedAccuracy, result.baselines.network], [null, null]);
  assert.deepEqual(result.configuration.own?.expression, [expression]);
  assert.deepEqual([result.study.name, result.study.hash], ['expression', result.configuration.own?.hash]);
  assert.ok((result.baselines.autoregression ?? 0) > 0);
  // 4 x 60 x 20 entries, of which 70 % are pruned.
  assert.ok(Math.abs(result.sparsity - 0.7) < 1e-3);
  assert.deepEqual(loadModel(model).model.genes, genes);

  const [header, ...edges] = readFileSync(network, 'utf8').trim().split('\n');
  assert.equal(header, 'regulator,target,effect,scaled_effect,in_prior,probability,sign,prior_sign');
  const probabilities = edges.map((edge) => Number(edge.split(',')[5]));
  assert.ok(edges.length > 40 && Math.min(...probabilities) >= 0.1);
  assert.deepEqual(
    probabilities,
    [...probabilities].sort((one, other) => other - one),
  );
  assert.match(stderr, /the data support \d+ % of the prior's edges \(95 % interval \d+ % to \d+ %/);
  const known = new Set(
    readFileSync(prior, 'utf8')
      .split('\n')
      .map((line) => line.replace(/,[+-]$/, '')),
  );
  for (const edge of edges) {
    const [regulator, target, , , inPrior, , sign, priorSign] = edge.split(',');
    assert.equal(inPrior, `${known.has(`${regulator},${target}`)}`, edge);
    assert.equal(priorSign !== '0', known.has(`${regulator},${target}`), edge);
    assert.ok(['-1', '1'].includes(sign), edge);
  }
});

test('the network is that of the sparse model where pruning went on after the best epoch, and its file and words say so', (t) => {
  const folder = temporaryFolder(t);
  const { expression, prior, genes } = writeExampleStudy(folder);
  const [out, graph] = ['r.json', 'n.graphml'].map((name) => join(folder, name));
  const { status, stderr } = command(
    ...['--expression', expression, '--prior', prior, '--epochs', '44', '--network', graph, '--out', out],
    ...['--checkpoint', join(folder, 'c'), '--edges', 'model'],
  );
  assert.equal(status, 0, stderr);
  // Pruned at epoch 10, to 70 %, and at epoch 44, to 73 %, which makes no new best at once.
  const result = readResult(out);
  assert.ok(result.bestEpoch < 44 && Math.abs(result.last.sparsity - 0.73) < 1e-3);
  const edges = Math.round(result.last.averageOutDegree * genes.length);
  const share = ((100 * edges) / genes.length ** 2).toFixed(1);
  const text = readFileSync(graph, 'utf8');
  assert.match(text, /<desc>the model of the last epoch \(44\), 73\.0 % sparse<\/desc>/);
  assert.equal(text.match(/<edge /g)?.length, edges);
  assert.match(stderr, /the model of the last epoch \(44\): error over/);
  assert.ok(
    stderr.includes(
      `${graph}: ${edges} edges (${share} % of all pairs) of the model of the last epoch (44), 73.0 % sparse`,
    ),
    stderr,
  );
  const best = `(${result.bestEpoch}), ${(100 * result.sparsity).toFixed(1)} % sparse`;
  assert.ok(
    stderr.includes(`--save-epoch best takes the model of the best validation epoch ${best}`),
    stderr,
  );
});

test('what weighs a prior asks for one before anything is trained', (t) => {
  const folder = temporaryFolder(t);
  const { expression } = writeExampleStudy(folder);
  const place = ['--expression', expression, '--checkpoint', join(folder, 'c')];
  for (const [words, says] of [
    [
      ['--strategy', 'evidence'],
      /^evidence weighs a prior, and none is named: .*--prior FILE, or take strategy lasso/m,
    ],
    [['--strategy', 'lasso-prior'], /^lasso-prior weighs a prior, and none is named/m],
    [
      ['--strategy', 'imp', '--network', join(folder, 'n.csv'), '--edges', 'plausible'],
      /^--edges plausible weighs a prior, and none is named: name one \(--prior FILE\)/m,
    ],
  ] as const) {
    const { status, stdout, stderr } = command(...place, ...words);
    assert.deepEqual([status, stdout], [2, ''], stderr);
    assert.match(stderr, says);
  }
});

test('wide files without a prior: IMP, its strongest edges as a graph', (t) => {
  const { expression } = someoneElsesStudy(t);
  const folder = temporaryFolder(t);
  const graph = join(folder, 'n.graphml');
  const { status, stdout, stderr } = command(
    ...expression.flatMap((file) => ['--expression', file]),
    ...['--strategy', 'imp', '--epochs', '3', '--network', graph, '--strongest', '5', '--save-epoch', 'last'],
    ...['--checkpoint', join(folder, 'c')],
  );
  assert.equal(status, 0, stderr);
  assert.match(stderr, /^Expression: .* \(wide\): 30 genes; 6 series/m);
  assert.match(stderr, /^Prior: none$/m);
  assert.equal((JSON.parse(stdout) as { outsidePrior: unknown }).outsidePrior, null);
  const text = readFileSync(graph, 'utf8');
  assert.equal(text.match(/<edge /g)?.length, 5);
  assert.equal(text.match(/<data key="in_prior">false/g)?.length, 5);
});

test('a fault in a file is told with its line and without a list of words', (t) => {
  const file = temporaryFile(t, 'levels.csv', 'gene,0,1,2,3\nA,0.1,0.2,0.3,0.4\nB,0.1,?,0.3,0.4\n');
  const { status, stdout, stderr } = command('--expression', file, '--strategy', 'imp');
  assert.equal(status, 1);
  assert.equal(stdout, '');
  assert.match(stderr, /levels.csv, line 3.*gene B/);
  assert.doesNotMatch(stderr, /--dataset/);
});

test('the plan is that of the notebook: planFor at the paper’s pace, v held above 0', async (t) => {
  const { expression, prior } = writeExampleStudy(temporaryFolder(t));
  const experiment = await experimentOn({ expression: [expression], prior });
  const study = await loadStudyOf(experiment);
  const lambdas = { lambda1: 0.05, lambda2: 0.01 };
  const plan = planFor(study, lambdas, { ...paperPace(study), multiplierFloor: 1e-3 });
  assert.deepEqual(planOf(experiment, study), {
    ...plan,
    pruning: { ...plan.pruning, mixing: 'as-published' },
  });
  assert.throws(() => planOf(experiment), /follows from their study/);
});

test('times far from 1 are stretched, unless another scale is asked for', async (t) => {
  const rows = ['A', 'B', 'C'].map((gene, k) => [gene, ...[0.1, 0.4, 0.5, 0.2, 0.3].map((x) => x + k / 10)]);
  const text = [['gene', 0, 0.004, 0.009, 0.013, 0.018], ...rows].map((row) => row.join(',')).join('\n');
  const expression = [temporaryFile(t, 'pseudotime.csv', text)];
  const [own, asked] = await Promise.all(
    [undefined, 7].map((timeScale) => experimentOn({ expression }, { strategy: 'imp', timeScale })),
  );
  const { training } = await loadStudyOf(own);
  const intervals = training.flatMap(({ times }) => [...times.subarray(1)].map((time, k) => time - times[k]));
  assert.equal(own.timeScale, 1 / medianOf(intervals));
  assert.equal(asked.timeScale, 7);
  assert.equal(planOf(own, await loadStudyOf(own)).timeScale, own.timeScale);
});

test('a changed file is another experiment, and the old one does not take it for its own', async (t) => {
  const folder = temporaryFolder(t);
  const { expression, prior } = writeExampleStudy(folder);
  const files = { expression: [expression], prior };
  const request: ExperimentRequest = { epochs: 12 };
  const before = await experimentOn(files, request);
  assert.match(experimentName(before), /^own-dash-seed1-[0-9a-f]{8}$/);
  const whole = await runExperiment(before);

  // Stopped behind the first pruning event (epoch 10), then resumed: to the bit.
  const checkpoint = { file: join(folder, 'checkpoint'), everySeconds: 0 };
  const abort = new AbortController();
  const stop = ({ epoch }: { epoch: number }): void => void (epoch === 11 && abort.abort());
  await assert.rejects(
    runExperiment(before, { checkpoint, signal: abort.signal, onEpoch: stop }),
    TrainingAborted,
  );
  const resumed = await runExperiment(before, { checkpoint });
  assert.deepEqual(resumed.best.model, whole.best.model);
  assert.deepEqual({ ...resumed.result, seconds: 0 }, { ...whole.result, seconds: 0 });

  // The first value, and nothing else.
  const text = readFileSync(expression, 'utf8');
  writeFileSync(expression, text.replace(/^(I001,0),[^,]+/m, '$1,0.987'));
  const after = await experimentOn(files, request);
  assert.notEqual(after.own?.hash, before.own?.hash);
  assert.notEqual(experimentName(after), experimentName(before));
  await assert.rejects(loadStudyOf(before), /expression.csv.*a file has changed since/);
  await assert.rejects(runExperiment(after, { checkpoint }), (error: Error) =>
    error.message.includes(checkpoint.file),
  );
});

test('one study has one name, however its files are named; other ways to read it have others', () => {
  const name = (own: OwnData): string => experimentName(completeExperiment({ dataset: 'own', own }));
  const { hash, expression, prior } = FILES;
  assert.equal(name({ hash, prior, normalise: 'none', missing: 'error', expression }), name(FILES));
  assert.equal(name({ ...FILES, expression: [relative(process.cwd(), '/data/levels.csv')] }), name(FILES));
  assert.notEqual(name({ ...FILES, normalise: 'each-gene' }), name(FILES));
  assert.notEqual(name({ ...FILES, hash: 'abd' }), name(FILES));
});

test('without a prior nothing prunes by one, and the unpruned model has no prior term', () => {
  const tau = (own: OwnData): number => completeExperiment({ dataset: 'own', strategy: 'none', own }).tau;
  assert.deepEqual([tau(FILES), tau(WITHOUT_PRIOR)], [0.99, 1]);
  const own = WITHOUT_PRIOR;
  for (const strategy of ['dash', 'bio'] as const) {
    assert.throws(
      () => completeExperiment({ dataset: 'own', strategy, own }),
      new RegExp(`${strategy} prunes by a prior, and none is named: .*\\{ prior: 'FILE' \\}.*strategy imp`),
    );
  }
  for (const strategy of ['imp', 'post-hoc', 'l0', 'c-node', 'path-reg'] as const) {
    assert.equal(completeExperiment({ dataset: 'own', strategy, own }).own?.prior, undefined);
  }
  assert.throws(
    () => completeExperiment({ dataset: 'own', strategy: 'imp', tau: 0.9, own }),
    /tau 0.9 weighs a prior term, and no prior is named/,
  );
});

test('settings of other data are refused by name', () => {
  const on = (request: ExperimentRequest) => () =>
    completeExperiment({ dataset: 'own', own: FILES, ...request });
  assert.throws(on({ noise: 0.05 }), /belong to simulated data; own is taken as it was measured/);
  assert.throws(on({ priorCorruption: 0.1 }), /belong to simulated data/);
  assert.throws(on({ generated: true }), /own data have no stand-in/);
  assert.throws(on({ validation: 'block' }), /validation belongs to breast cancer/);
  assert.throws(on({ dataset: 'brca500' }), /dataset own, not brca500/);
  assert.throws(() => completeExperiment({ dataset: 'own' }), /name them, \{ expression: 'FILE' \}/);
});

test('words that belong together are asked for together', () => {
  const words = (text: string) => () => readWords(EXPERIMENT_OPTIONS, text.split(' '))?.values;
  assert.throws(words('--prior p.csv'), /--prior goes with --expression/);
  assert.throws(words('--normalise together'), /--normalise goes with --expression/);
  assert.throws(words('--expression e.csv --normalise log'), /none, together, each-gene, not "log"/);
  assert.throws(words('--network n.txt'), /FILE.csv\) or a graph \(FILE.graphml\).*"n.txt"/);
  assert.throws(words('--strongest 5'), /goes with --network/);
  assert.throws(words('--network n.csv --strongest 0'), /from 1 on, not 0/);
  assert.throws(words('--save-epoch last'), /goes with --save-model or --network/);
  const asked = words('--expression a.csv --expression b.csv --missing drop-genes')();
  assert.deepEqual(asked?.expression, ['a.csv', 'b.csv']);
  assert.equal(asked?.missing, 'drop-genes');
});

test('cells and their pseudotimes by the command line, from two files of expression', (t) => {
  const folder = temporaryFolder(t);
  const cells = Array.from({ length: 60 }, (_, k) => `c${k}`);
  const level = (gene: number, k: number): string => (0.5 + 0.4 * Math.sin(k / 20 + gene)).toFixed(4);
  const levels = (file: string): string => {
    const rows = ['A', 'B', 'C'].map((gene, g) => [gene, ...cells.map((_, k) => level(g, k))].join(','));
    const path = join(folder, file);
    writeFileSync(path, [['', ...cells].join(','), ...rows].join('\n'));
    return path;
  };
  const pseudotime = join(folder, 'PseudoTime.csv');
  writeFileSync(pseudotime, ['PseudoTime1', ...cells.map((cell, k) => `${cell},${k / 30}`)].join('\n'));
  const [out, checkpoint] = [join(folder, 'r.json'), join(folder, 'c')];
  const { status, stderr } = command(
    ...['--expression', levels('one.csv'), levels('two.csv'), '--pseudotime', pseudotime, '--bins', '5'],
    ...['--strategy', 'imp', '--epochs', '2', '--out', out, '--checkpoint', checkpoint],
  );
  assert.equal(status, 0, stderr);
  assert.match(stderr, /^Expression: one.csv, two.csv \(cells\): 3 genes; 2 series of 5 times/m);
  assert.match(stderr, /^Read as: two.csv: 60 cells averaged into 5 bins$/m);
  const { own } = readResult(out).configuration;
  assert.deepEqual([own?.bins, own?.pseudotime], [5, pseudotime]);
});

test('the ways out of an error are options on the command line', (t) => {
  const expression = temporaryFile(t, 'mine.csv', 'gene\t0\t1\nA\t1,234\t2,345\n');
  const { status, stderr } = command('--expression', expression);
  assert.equal(status, 1);
  assert.match(stderr, /say it with --comma thousands or --comma decimal/);
});
