import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evidenceCurveFigure } from '../../../lib/figures/evidence-curve';
import { reliabilityFigure } from '../../../lib/figures/reliability';
import {
  evidenceMeans,
  evidencePoints,
  evidenceTable,
} from '../../../lib/reproduction/tables/evidence-curve';
import { madeResult } from '../../experiments/made-result';
import { drawn, placesOf, wordsOf } from '../../figures/drawing';

const grid = { dataset: 'sim350', priorDraw: 'seed' } as const;
const made = (strategy: string, seed: number, priorCorruption: number, balancedAccuracy: number) =>
  madeResult({ ...grid, strategy: strategy as 'dash', seed, priorCorruption }, { balancedAccuracy });
const results = [
  made('dash', 1, 0, 0.9),
  made('dash', 2, 0, 0.8),
  made('dash', 1, 1, 0.6),
  made('imp', 1, 0.05, 0.7),
  madeResult({ ...grid, strategy: 'dash', mixing: 'scale-matched', lambda1: 0.5, lambda2: 0.5 }, {}),
  {
    ...madeResult({ ...grid, strategy: 'evidence', priorCorruption: 0.2 }, {}),
    ...{ edges: 10, precision: 0.9, priorReliability: { share: 0.7, low: 0.6, high: 0.8 } },
    evidence: { network: { balancedAccuracy: 0.95, auprc: 0.97 } },
  },
] as unknown as Parameters<typeof evidencePoints>[0];

test('who answers what: the prior once a seed and share, IMP at every share, evidence by its probabilities', () => {
  const points = evidencePoints(results);
  const of = (answer: string) => points.filter((point) => point.answer === answer);
  assert.deepEqual(
    of('IMP').map(({ corruption }) => corruption),
    [0, 0.05, 0.1, 0.2, 0.4, 0.8, 1],
  );
  assert.equal(of('the prior itself').length, 5);
  // The made prior: 1 true and 2 false positives, 3 and 4 negatives; TPR 0.2; 5 of 10 pairs are edges.
  assert.ok(Math.abs(of('the prior itself')[0].auprc - (0.2 / 3 + 0.8 * 0.5)) < 1e-12);
  const [evidence] = of('evidence');
  assert.deepEqual([evidence.balancedAccuracy, evidence.auprc, evidence.edges], [0.95, 0.97, 10]);
  assert.equal(of('DASH, scale-matched').length, 1);
});

test('means over seeds with their intervals, in the table and in the figures', async (t) => {
  const points = evidencePoints(results);
  const dash = evidenceMeans(points).find(({ answer, corruption }) => answer === 'DASH' && corruption === 0);
  // Two seeds, 0.9 and 0.8: 0.05 sqrt(2) / sqrt(2) x 12.706; with one degree of freedom, Cauchy, the quantile is tan(0.475 pi).
  const { mean, high } = dash?.means.balancedAccuracy ?? { mean: NaN, high: NaN };
  assert.ok(Math.abs(mean - 0.85) < 1e-12 && Math.abs(high - mean - 0.05 * Math.tan(0.475 * Math.PI)) < 1e-9);
  const { columns, rows } = evidenceTable(points, 'balancedAccuracy');
  assert.deepEqual(columns.slice(1), ['0', '5', '10', '20', '40', '80', '100']);
  assert.equal(rows.find(([answer]) => answer === 'DASH')?.[7], '60.0');
  const svg = await drawn(evidenceCurveFigure(points, { title: 'worse' }), t);
  for (const word of ['evidence', 'the prior itself', 'DASH, scale-matched', 'AUPRC']) {
    assert.ok(wordsOf(svg).includes(word), word);
  }
  const reliability = await drawn(reliabilityFigure(points, { title: 'read off' }), t);
  // 80 % right, 70 % supported, on 250 x 280 pixels, a margin of 6 around them, of 0 to 100 %.
  const [{ x, y }] = placesOf(reliability, 'point');
  assert.ok(Math.abs(x - (6 + 0.8 * 238)) < 1e-6 && Math.abs(y - (6 + 0.3 * 268)) < 1e-6);
  assert.throws(() => evidenceCurveFigure([], { title: '' }), /at least one answer/);
  assert.throws(() => reliabilityFigure([], { title: '' }), /strategy evidence/);
});

test('all measures of the answers to one prior side by side; of several priors one has to be named', () => {
  const one = [made('dash', 1, 0.3, 0.9), made('imp', 1, 0.05, 0.7)] as unknown as typeof results;
  const { columns, rows } = evidenceTable(evidencePoints(one));
  assert.deepEqual(columns, [
    ...['', 'AUPRC', 'balanced accuracy (%)', 'roll-out MSE (1e-3)', 'edges', 'precision (%)'],
  ]);
  assert.deepEqual(
    rows.map((row) => [row[0], row[2]]),
    [
      ['IMP', '70.0'],
      ['DASH', '90.0'],
      ['the prior itself', '97.0'],
    ],
  );
  assert.throws(() => evidenceTable(evidencePoints(results)), /name one measure/);
  assert.throws(
    () =>
      evidenceTable(evidencePoints([made('dash', 1, 0.3, 0.9), made('dash', 1, 0.5, 0.9)] as typeof results)),
    /2 shares/,
  );
});

test('bins of probabilities: of several results together, each pair counted once', async (t) => {
  const binned = (calibration: object[]) => ({
    ...evidencePoints(results).find(({ answer }) => answer === 'evidence')!,
    calibration,
  });
  const points = [
    binned([
      { from: 0, to: 0.5, pairs: 30, said: 0.1, true: 6 },
      { from: 0.5, to: 1, pairs: 0, said: 0, true: 0 },
    ]),
    binned([
      { from: 0, to: 0.5, pairs: 10, said: 0.3, true: 2 },
      { from: 0.5, to: 1, pairs: 4, said: 0.9, true: 3 },
    ]),
  ] as Parameters<typeof reliabilityFigure>[0];
  const svg = await drawn(reliabilityFigure(points, { title: 'read off' }), t);
  const [first, second] = placesOf(svg, 'point').slice(2);
  // (30 x 10 + 10 x 30) / 40 = 15 % said, 8 / 40 = 20 % true; then 90 and 75 %.
  assert.deepEqual(
    [first, second].map(({ x, y }) => [Math.round(x), Math.round(y)]),
    [
      [Math.round(6 + 238 * 0.15), Math.round(6 + 268 * 0.8)],
      [Math.round(6 + 238 * 0.9), Math.round(6 + 268 * 0.25)],
    ],
  );
});
