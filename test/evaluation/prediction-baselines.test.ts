import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadBoneMarrowStudy } from '../../lib/studies/published/bone-marrow';
import { readBreastCancerStudy } from '../../lib/studies/published/breast-cancer';
import { breastCancerFiles } from '../../lib/studies/published/breast-cancer-files';
import { locate } from '../../lib/downloads/locate';
import type { Series } from '../../lib/studies/study';
import {
  linearExtrapolationError,
  persistenceError,
  persistenceRollOutError,
  ar1Error,
  trainingMeanError,
} from '../../lib/evaluation/prediction-baselines';

// two genes; first series three times, second series two
const series: Series[] = [
  {
    times: Float64Array.of(0, 1, 5),
    recorded: Float64Array.of(1, 2, 4, 0, 0, 1),
    clean: Float64Array.of(1, 1, 3, 0, 0, 2),
  },
  {
    times: Float64Array.of(0, 2),
    recorded: Float64Array.of(1, 4, 2, 2),
    clean: Float64Array.of(1, 2, 2, 3),
  },
];

test('nothing changes: squared steps pooled over pairs, genes and series', () => {
  // recorded steps 1, 2; 0, 1; 3; 0: squares 1 + 4 + 0 + 1 + 9 + 0 = 15 over 6
  assert.equal(persistenceError(series, 'recorded'), 15 / 6);
  // clean steps 0, 2; 0, 2; 1; 1: 0 + 4 + 0 + 4 + 1 + 1 = 10 over 6
  assert.equal(persistenceError(series, 'clean'), 10 / 6);
});

test('nothing ever changes: every later clean value against the clean start', () => {
  // 0, 2; 0, 2; 1; 1
  assert.equal(persistenceRollOutError(series), 10 / 6);
  const later: Series = {
    times: Float64Array.of(0, 1, 2),
    recorded: new Float64Array(3),
    clean: Float64Array.of(0, 1, 2),
  };
  assert.equal(persistenceRollOutError([later]), (1 + 4) / 2);
});

test('the training mean of each gene, against every test value but the first', () => {
  // means: gene 0 (1+2+4+1+4)/5 = 2.4, gene 1 (0+0+1+2+2)/5 = 1; tested on the second series: (4, 2)
  assert.ok(Math.abs(trainingMeanError(series, [series[1]], 'recorded') - (1.6 ** 2 + 1) / 2) < 1e-12);
  assert.ok(Math.abs(trainingMeanError(series, [series[1]], 'clean') - (0.4 ** 2 + 4) / 2) < 1e-12);
});

test('nothing to predict is refused', () => {
  assert.throws(() => persistenceError([], 'clean'), RangeError);
  assert.throws(() => trainingMeanError([], series, 'clean'), RangeError);
  assert.throws(() => ar1Error([], series, 'clean'), RangeError);
  assert.throws(() => linearExtrapolationError([], 'clean'), RangeError);
});

/** A series of the genes' rows. */
function rows(times: number[], ...genes: number[][]): Series {
  const recorded = Float64Array.from(genes.flat());
  return { times: Float64Array.from(times), recorded, clean: recorded };
}

test('autoregression: the least-squares line of each gene, over the pairs within the segments', () => {
  // gene 0: pairs (0,1) (1,2) in the first segment, (4,2) in the second; 2 -> 4 lies between them and is no pair.
  // means 5/3, 5/3; xy: (-5/3)(-2/3) + (-2/3)(1/3) + (7/3)(1/3) = 15/9; xx: 78/9: b = 15/78, a = 5/3 (1 - b)
  // gene 1 never varies: it is predicted to stay at 3, wherever the test starts
  const training = [rows([0, 1, 2], [0, 1, 2], [3, 3, 3]), rows([5, 6], [4, 2], [3, 3])];
  const tested = [rows([0, 1], [2, 2], [5, 4])];
  const b = 15 / 78;
  const off = (5 / 3) * (1 - b) + b * 2 - 2;
  const error = ar1Error(training, tested, 'recorded');
  assert.ok(Math.abs(error - (off ** 2 + 1) / 2) < 1e-12, `${error}`);
});

test('autoregression without an intercept: each gene decays at its own rate', () => {
  // sum xy / sum xx = (0 + 2 + 8) / (0 + 1 + 16); gene 1 is always 0: it stays as it is
  const training = [rows([0, 1, 2], [0, 1, 2], [0, 0, 0]), rows([5, 6], [4, 2], [0, 0])];
  const tested = [rows([0, 1], [2, 1], [5, 4])];
  const error = ar1Error(training, tested, 'recorded', false);
  assert.ok(Math.abs(error - ((20 / 17 - 1) ** 2 + 1) / 2) < 1e-12, `${error}`);
});

test('autoregression recovers a gene that is one, and clean values are tested as they are', () => {
  const path = [0.9];
  for (let t = 1; t < 6; t++) path.push(0.2 + 0.5 * path[t - 1]);
  const one = rows([0, 1, 2, 3, 4, 5], path);
  assert.ok(ar1Error([one], [one], 'recorded') < 1e-28);
  const offset = { ...one, clean: one.recorded.map((value, k) => (k === 0 ? value : value + 1)) };
  // the first pair is off by 1, each later one by 1 - 0.5
  const error = ar1Error([one], [offset], 'clean');
  assert.ok(Math.abs(error - (1 + 4 * 0.25) / 5) < 1e-12, `${error}`);
});

test('linear extrapolation: over uneven intervals, its first pair by what came before', () => {
  // from (0, 1) (1, 2) to time 3: 4; from (1, 2) (3, 5) to time 4: 6.5; the first pair 1 -> 2 as nothing changes
  const one = rows([0, 1, 3, 4], [1, 2, 5, 6]);
  assert.equal(linearExtrapolationError([one], 'recorded'), (1 + 1 + 0.25) / 3);
  // with (-2, 0) before it: from (-2, 0) (0, 1) to time 1: 1.5; the later time 9 is not before
  const before = [rows([8, 9], [7, 7]), rows([-3, -2], [5, 0])];
  assert.equal(linearExtrapolationError([one], 'recorded', before), (0.25 + 1 + 0.25) / 3);
});

test('straight lines are extrapolated without an error', () => {
  const one = rows([0, 0.5, 3], [1, 2, 7], [4, 3.5, 1]);
  const before = rows([-1], [-1], [5]);
  assert.ok(linearExtrapolationError([one], 'clean', [before]) < 1e-28);
});

test('breast cancer: the baselines of the published files', async (t) => {
  for (const [genes, naive, line] of [
    [500, 3.288e-4, 0.935e-4],
    [2000, 2.034e-4, 0.6325e-4],
  ] as const) {
    const files = await breastCancerFiles(genes);
    if ('missing' in files) return t.skip('the breast cancer files are not at hand: npm run data');
    const { training, validation, test: tested } = await readBreastCancerStudy(files, { seed: 1 });
    near(persistenceError(tested, 'recorded'), naive);
    near(linearExtrapolationError(tested, 'recorded', [...training, ...validation]), line);
  }
});

test('bone marrow: the baselines of the published files', async (t) => {
  for (const [lineage, naive, mean, autoregression, decay] of [
    ['bcell', 6.458e-5, 6.22e-5, 4.985e-5, 4.641e-5],
    ['monocyte', 1.0988e-4, 8.194e-5, 7.792e-5, 7.094e-5],
    ['erythroid', 5.048e-5, 1.1742e-4, 5.055e-5, 3.9e-5],
  ] as const) {
    const missing = !(await locate('marrow-genes'));
    const study = missing ? null : await loadBoneMarrowStudy({ lineage, seed: 1 });
    if (!study || study.source.startsWith('generated')) {
      return t.skip('the bone marrow files are not at hand: npm run data');
    }
    const { training, test: tested } = study;
    near(persistenceError(tested, 'recorded'), naive);
    near(trainingMeanError(training, tested, 'recorded'), mean);
    near(ar1Error(training, tested, 'recorded'), autoregression);
    near(ar1Error(training, tested, 'recorded', false), decay);
  }
});

/** Within the last digit of what another program (Python, on the same files) gave. */
function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual / expected - 1) < 5e-4, `${actual} is not ${expected}`);
}
