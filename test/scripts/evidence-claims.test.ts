import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { readResults, resultsOf } from '../../lib/experiments/result-store';
import {
  evidenceMeans,
  evidencePoints,
  type EvidenceMeasure,
  PRIOR_ALONE,
  SCALE_MATCHED_DASH,
} from '../../lib/reproduction/tables/evidence-curve';
import { meanAndSd } from '../../lib/math/mean-and-sd';
import { gridOf } from '../../lib/reproduction/grids/grids';
import { lambdaChoices } from '../../lib/reproduction/tables/lambda-table';
import { PAPER_TABLES } from '../../lib/reproduction/paper/paper';
import { byRow } from '../../lib/reproduction/grids/table-row';
import { markdownOf } from './pages';

const UNPRUNED = 'unpruned';
const project = path.resolve(__dirname, '..', '..');
const [section, larger] = gridOf('evidence');
const results = readResults();
const stored = resultsOf(section.experiments, results);
const points = evidencePoints(stored);
const means = evidenceMeans(points);

function mean(answer: string, share: number, measure: EvidenceMeasure): number {
  const cell = means.find((one) => one.answer === answer && one.corruption === share);
  return cell?.means[measure]?.mean ?? NaN;
}
const auprc = (answer: string, share: number): string => mean(answer, share, 'auprc').toFixed(2);
const accuracy = (answer: string, share: number): string =>
  (100 * mean(answer, share, 'balancedAccuracy')).toFixed(1);
const rollOut = (answer: string, share: number): string =>
  `${(1000 * mean(answer, share, 'rollOut')).toFixed(2)}e-3`;
const seeds = means.find(({ answer, corruption }) => answer === 'evidence' && corruption === 0)?.seeds ?? 0;
const reliability = (share: number): string => {
  const there = points.flatMap((point) => (point.corruption === share ? (point.reliability ?? []) : []));
  return `${((100 * there.reduce((sum, one) => sum + one.share, 0)) / there.length).toFixed(0)} %`;
};
/** Of the pairs whose probability is said to lie in the bin from there on, those that are edges, in per cent. */
const trueFrom = (from: number): string => {
  const bins = stored
    .flatMap(({ evidence }) => evidence?.calibration ?? [])
    .filter((bin) => bin.from === from);
  const sum = (of: (bin: (typeof bins)[number]) => number): number =>
    bins.reduce((total, bin) => total + of(bin), 0);
  return ((100 * sum((bin) => bin.true)) / sum((bin) => bin.pairs)).toFixed(0);
};

/** The mean AUPRC of a row of a table of the paper, at 5 % noise. */
const inTable = (table: '1' | '6', row: string): string => {
  const its = gridOf(table).find(({ experiments: [first] }) => first.noise === 0.05)!;
  const values = byRow(resultsOf(its.experiments, results))
    .get(row)!
    .map((result) => result.auprc!);
  return meanAndSd(values).mean.toFixed(2);
};

test('what notebook 06 says of the stored runs is what they say', () => {
  const { cells } = JSON.parse(
    readFileSync(path.join(project, 'notebooks', '06-how-far-to-trust-a-prior.ipynb'), 'utf8'),
  ) as { cells: { cell_type: string; source: string | string[] }[] };
  const prose = cells
    .filter(({ cell_type }) => cell_type === 'markdown')
    .map(({ source }) => [source].flat().join(''))
    .join(' ');
  const edges = mean('DASH', 0.05, 'edges');
  const printed = PAPER_TABLES.flatMap(({ table, rows }) => (table === 'Table 1' ? [...rows] : []))
    .filter(({ strategy }) => strategy === 'dash')
    .map((row) => ('balancedAccuracyPercent' in row ? row.balancedAccuracyPercent : null));
  const fewest = Math.min(...means.map((one) => one.seeds));
  const effects = 350 ** 2;
  const intervals = points.filter((point) => point.reliability !== null);
  const holding = intervals.filter(({ reliability, corruption }) => {
    const right = 1 - corruption;
    return reliability!.low <= right && right <= reliability!.high;
  });
  const said = [
    `Here are ${seeds} seeds`,
    ...(fewest < seeds ? [`The ${UNPRUNED} PHOENIX, which takes longest, has ${fewest} of them`] : []),
    `${auprc(UNPRUNED, 0.05)} at 5 % moved, ${auprc(UNPRUNED, 0.4)} at 40 %, ${auprc(UNPRUNED, 0.8)} at 80 %`,
    `${10 * Math.round(mean(UNPRUNED, 0.05, 'edges') / 10)} of the ${effects} pairs have an effect, and by what is exactly 0 it ` +
      `scores ${accuracy(UNPRUNED, 0.05)} %`,
    `its AUPRC at 5 % noise and 5 % moved is ${inTable('6', 'dash')} for ${inTable('1', 'dash')}; from there to the ` +
      `${inTable('1', 'none')} of the unpruned model`,
    `Of the ${intervals.length} intervals ${holding.length} hold the share that is right`,
    `the prior alone has ${auprc(PRIOR_ALONE, 0.4)}, the data alone (lasso) ${auprc('lasso', 0.4)}, DASH ` +
      `${auprc('DASH', 0.4)}, scale-matched DASH ${auprc(SCALE_MATCHED_DASH, 0.4)}, and evidence **${auprc('evidence', 0.4)}**`,
    `wrong throughout it has ${auprc('evidence', 1)}`,
    `at 100 % it has ${auprc('DASH', 1)}`,
    `${[0.05, 0.4].map((share) => accuracy('evidence', share)).join(', ')} and ${accuracy('evidence', 0.8)} % at 5, 40 and 80 %`,
    `where the prior has ${accuracy(PRIOR_ALONE, 0.05)}, ${accuracy(PRIOR_ALONE, 0.4)} and ${accuracy(PRIOR_ALONE, 0.8)}`,
    `and DASH ${accuracy('DASH', 0.05)}, ${accuracy('DASH', 0.4)} and ${accuracy('DASH', 0.8)}`,
    `${mean('evidence', 0.05, 'edges').toFixed(0)} edges on average, ` +
      `${(100 * mean('evidence', 0.05, 'precision')).toFixed(0)} % of them true, and a roll-out error of ${rollOut('evidence', 0.05)}`,
    `DASH has ${100 * Math.round(edges / 100)} edges, ${(100 * mean('DASH', 0.05, 'precision')).toFixed(1)} % true, and ` +
      `${rollOut('DASH', 0.05)}, the lasso ${rollOut('lasso', 0.05)}`,
    `predicts ${(mean('DASH', 0.05, 'rollOut') / mean('evidence', 0.05, 'rollOut')).toFixed(0)} times better`,
    `the data alone, with ${rollOut('evidence', 1)}`,
    `on average ${reliability(0.05)} where 95 % is right, ${reliability(0.4)} where 60 % is, ${reliability(0.8)} where 20 % is`,
    `(The paper prints ${printed} % for DASH with a prior of which 5 % is wrong`,
    `Of a prior without an error ${reliability(0)} is supported`,
    `${mean('evidence', 1, 'edges').toFixed(0)} pairs are plausible all the same, ` +
      `${(100 * mean('evidence', 1, 'precision')).toFixed(0)} % of them true`,
    `where 80 % is said, about ${trueFrom(0.7)} % is true; above 0.9 it is ${trueFrom(0.9)} %`,
  ];
  for (const sentence of said) assert.ok(prose.includes(sentence), sentence);
  // Once all answers have as many seeds, nothing is to be said of fewer.
  if (fewest === seeds) assert.doesNotMatch(prose, /which takes longest, has/);
  for (const other of new Set(means.map(({ answer }) => answer))) {
    if (['evidence', UNPRUNED].includes(other)) continue;
    for (const share of [0.05, 0.1, 0.2, 0.4]) {
      assert.ok(mean(UNPRUNED, share, 'auprc') > mean(other, share, 'auprc'), `${other} ${share}`);
    }
  }
});

test('evidence is above prior, data and DASH where it is said to be, in the means and by seed', () => {
  assert.ok(seeds >= 5);
  for (const share of [0.05, 0.1, 0.2, 0.4, 0.8]) {
    for (const other of [
      PRIOR_ALONE,
      'lasso',
      'lasso with prior',
      'DASH',
      SCALE_MATCHED_DASH,
      'IMP',
      UNPRUNED,
    ]) {
      assert.ok(mean('evidence', share, 'auprc') > mean(other, share, 'auprc'), `${other} ${share}`);
      assert.ok(
        mean('evidence', share, 'balancedAccuracy') > mean(other, share, 'balancedAccuracy') - 0.01,
        `${other} ${share}`,
      );
    }
    const of = (answer: string) =>
      new Map(
        points
          .filter((point) => point.answer === answer && point.corruption === share)
          .map((point) => [point.seed, point.auprc]),
      );
    const [evidence, dash, prior] = ['evidence', 'DASH', PRIOR_ALONE].map(of);
    for (const [seed, value] of evidence) {
      assert.ok(value > (dash.get(seed) ?? 0) && value > (prior.get(seed) ?? 0), `${share} ${seed}`);
    }
  }
  assert.ok(mean('evidence', 1, 'auprc') >= mean('lasso', 1, 'auprc'));
});

test('what cross-validation chooses where the prior gets worse is what notebook 06 says', () => {
  const sections = gridOf('lambda-corruption');
  const { rows } = lambdaChoices(sections, results);
  const seedsThere = new Set(rows.map(([title]) => String(title).split(' ').at(-1)));
  const prose = markdownOf('notebooks/06-how-far-to-trust-a-prior.ipynb').replace(/\s+/g, ' ');
  assert.ok(prose.includes(`on the data of seeds ${[...seedsThere].join(' and ')};`), [...seedsThere].join());
  /** The shares that are chosen at a share of moved edges, one a seed. */
  const chosenAt = (moved: number): string[] =>
    rows.filter(([title]) => String(title).startsWith(`${moved} %`)).map(([, pair]) => String(pair));
  for (const [moved, share] of [
    [0, 0.75],
    [5, 0.75],
    [10, 0.5],
    [40, 0.25],
    [80, 0.25],
    [100, 0],
  ]) {
    assert.deepEqual(
      chosenAt(moved),
      Array.from(seedsThere, () => `(${share}, ${share})`),
    );
  }
  const number = (text: unknown): number => Number.parseFloat(String(text).replace(/.*: /, ''));
  const below = rows.map((row) => number(row[6]) - number(row[4]));
  const means = [0.25, 0.5].map((share) => {
    const folds = resultsOf(
      sections.flatMap(({ experiments }) => experiments),
      results,
    ).flatMap(({ configuration: { priorCorruption, lambda1 }, balancedAccuracy }) =>
      priorCorruption === 0.4 && lambda1 === share ? [100 * balancedAccuracy!] : [],
    );
    return meanAndSd(folds).mean.toFixed(1);
  });
  for (const sentence of [
    `its choice lies ${Math.min(...below).toFixed(1)} to ${Math.max(...below).toFixed(1)} points below the best of the five`,
    `At 40 % it comes to ${means[0]} % (half and half to ${means[1]}), where evidence has ${accuracy('evidence', 0.4)}`,
  ])
    assert.ok(prose.includes(sentence), sentence);
});

test('on SIM690, too, evidence is above prior, data, DASH and IMP', () => {
  const there = evidenceMeans(evidencePoints(resultsOf(larger.experiments, results)));
  const of = (answer: string, share: number, measure: EvidenceMeasure): number =>
    there.find((one) => one.answer === answer && one.corruption === share)?.means[measure]?.mean ?? NaN;
  const slow = ['DASH', SCALE_MATCHED_DASH, 'IMP'];
  for (const share of [0.05, 0.1, 0.2, 0.4, 0.8]) {
    for (const other of [PRIOR_ALONE, 'lasso', 'lasso with prior', ...slow]) {
      assert.ok(of('evidence', share, 'auprc') > of(other, share, 'auprc'), `${other} ${share}`);
      const ahead = of('evidence', share, 'balancedAccuracy') - of(other, share, 'balancedAccuracy');
      assert.ok(ahead > -0.01, `${other} ${share} ${ahead}`);
    }
  }
  const seedsOf = (isSlow: boolean) =>
    new Set(there.filter(({ answer }) => slow.includes(answer) === isSlow).map((one) => one.seeds));
  const [most, fewest] = [false, true].map((isSlow) => [...seedsOf(isSlow)].join());
  const percent = (answer: string): string => (100 * of(answer, 0.4, 'balancedAccuracy')).toFixed(1);
  const error = (answer: string, share: number): string =>
    `${(1000 * of(answer, share, 'rollOut')).toFixed(2)}e-3`;
  const prose = markdownOf('notebooks/06-how-far-to-trust-a-prior.ipynb').replace(/\s+/g, ' ');
  for (const sentence of [
    `(${most} seeds; of DASH and IMP, the slowest, ${fewest})`,
    `With 40 % moved evidence scores ${percent('evidence')} %, scale-matched DASH ${percent(SCALE_MATCHED_DASH)}, ` +
      `DASH ${percent('DASH')} and IMP ${percent('IMP')}`,
    `predicts worse (${error('DASH', 0.4)} for ${error('IMP', 0.4)})`,
    `about as well with any prior (${error('evidence', 0)} to ${error('evidence', 1)})`,
  ])
    assert.ok(prose.includes(sentence), sentence);
});

test('what the README says of the evidence is what the stored runs say', () => {
  const prose = readFileSync(path.join(project, 'README.md'), 'utf8').replace(/\s+/g, ' ');
  const said = [
    `AUPRC ${auprc(PRIOR_ALONE, 0.4)}, the data alone ${auprc('lasso', 0.4)}, DASH ${auprc('DASH', 0.4)}, and the two weighed ` +
      `against each other ${auprc('evidence', 0.4)} (SIM350, ${seeds} seeds)`,
    `${mean('evidence', 0.05, 'edges').toFixed(0)} edges where 550 are true, ` +
      `${(100 * mean('evidence', 0.05, 'precision')).toFixed(0)} % of them right, and predicts ` +
      `${(mean('DASH', 0.05, 'rollOut') / mean('evidence', 0.05, 'rollOut')).toFixed(0)} times better than DASH`,
  ];
  for (const sentence of said) assert.ok(prose.includes(sentence), sentence);
});
