import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confusion } from '../../lib/evaluation/confusion';
import { networkAudit } from '../../lib/evaluation/network-audit';
import { regulateAll } from '../../lib/evaluation/baselines';
import { persistenceError } from '../../lib/evaluation/prediction-baselines';
import { smoothnessOf } from '../../lib/evaluation/smoothness';
import { yardsticks } from '../../lib/evaluation/yardsticks';
import { pseudotimeMatrix } from '../../lib/figures/pseudotime-heat-map';
import type { PathPoint } from '../../lib/experiments/result';
import { meanAndSd } from '../../lib/math/mean-and-sd';
import { BREAST_CANCER_TABLE } from '../../lib/reproduction/paper/paper-measured';
import { gridOf } from '../../lib/reproduction/grids/grids';
import { pairsOf } from '../../lib/studies/pairs';
import { loadBreastCancerStudy } from '../../lib/studies/published/breast-cancer';
import { loadBreastCancerReference } from '../../lib/studies/published/breast-cancer-reference';
import { range, says, spreadPercent, storedOf } from './claims';

const NOTEBOOK = '02-brca';
const NEEDS = 'needs the breast cancer files: npm run data -- breast-cancer';
const [with500, with2000] = gridOf('2');

test('what notebook 02 says of the data is what the published files say', async (t) => {
  const study = await loadBreastCancerStudy({ genes: 500, seed: 1 });
  if (!study.source.startsWith('published')) return t.skip(NEEDS);
  const { intervals } = pairsOf(study.training);
  assert.ok(Math.max(...intervals) - Math.min(...intervals) < 1e-4, 'all pairs are as far apart');
  const { correlationLength, secondDifference, lags } = smoothnessOf(pseudotimeMatrix(study));
  // "Over a few steps nearly as on a smooth curve, levels off beyond ten".
  assert.ok(lags[1].overOneStep > 3.5 && lags[29].overOneStep < 1.5 * lags[9].overOneStep);
  const [still, , , , line] = yardsticks(study, [...study.training, ...study.validation]);
  says(
    NOTEBOOK,
    `${intervals[0].toPrecision(2)} of pseudotime apart`,
    `squared second difference is ${secondDifference.toFixed(2)} of the first`,
    `falls below $1/e$ at **${correlationLength} times**`,
    `a straight line has ${((100 * line.testMse) / still.testMse).toFixed(1)} % of the error`,
  );
});

test('what notebook 02 says of answers without training, with 500 genes and in the setting of the paper', async (t) => {
  const study = await loadBreastCancerStudy({ genes: 500, seed: 1 });
  const whole = await loadBreastCancerReference();
  if (!study.source.startsWith('published') || !whole) return t.skip(NEEDS);
  const [prior, known, , motifs] = networkAudit(study, {}).rows;
  const all = (list: readonly number[]): string => {
    const { balancedAccuracy } = confusion(regulateAll(list, whole.genes.length), whole.truth);
    return (100 * balancedAccuracy).toFixed(2);
  };
  const share = (part: number, of: number): string => `${((100 * part) / of).toFixed(1)} %`;
  const errors = BREAST_CANCER_TABLE.rows.map(({ testMse }) => (1e5 * testMse).toFixed(2)).sort();
  const stillOfAll = (1e5 * persistenceError([whole.test], 'recorded')).toFixed(2);
  const [genes, allGenes] = [study.genes.length, whole.genes.length];
  says(
    NOTEBOOK,
    `between ${errors[0]} and ${errors[errors.length - 1]}e-5; on the same test times "nothing changes" has **${stillOfAll}e-5**`,
    `${study.regulators!.length} of ${genes} genes (${share(study.regulators!.length, genes)}) are known factors`,
    `${whole.regulators.length} of ${allGenes} (${share(whole.regulators.length, allGenes)})`,
    `the list of known factors alone scores **${known[1]} %**`,
    `the prior has ${prior[3]} % and an AUROC of ${prior[4]}, and the number of a target's motifs has **${motifs[4]}**`,
    `(An AUPRC of ${known[5]} is that of chance.)`,
    `${allGenes} genes, ${whole.assayed.length} assayed factors, ${whole.truth.values.length} edges`,
    `scores **${all(whole.regulators)} %** there, the assayed ones alone ${all(whole.assayed)} %`,
  );
});

const highest = (path: readonly PathPoint[]): PathPoint =>
  path.reduce((a, b) => (b.balancedAccuracy! > a.balancedAccuracy! ? b : a));

test('what notebook 02 says of balanced accuracy along pruning is what the stored runs say', () => {
  const peaks = (section: typeof with500, strategy: string): PathPoint[] => {
    const own = storedOf(section, strategy);
    assert.equal(own.length, 3);
    return own.map(({ path }) => highest(path!));
  };
  const accuracy = (points: PathPoint[]): string =>
    spreadPercent(points.map(({ balancedAccuracy }) => balancedAccuracy!));
  const within = (points: PathPoint[]): string =>
    spreadPercent(points.map(({ assayedBalancedAccuracy }) => assayedBalancedAccuracy!));
  const mean = (values: number[]): string => (100 * meanAndSd(values).mean).toFixed(1);
  const sparsity = (points: PathPoint[]): string => mean(points.map((point) => point.sparsity));
  const [dash500, dash2000] = [with500, with2000].map((section) => peaks(section, 'dash'));
  const [imp500, imp2000] = [with500, with2000].map((section) => peaks(section, 'imp'));
  const ends = storedOf(with500, 'dash').map(({ last }) => last);
  assert.ok(dash500.every(({ epoch }) => epoch === 39));
  says(
    NOTEBOOK,
    `balanced accuracy of **${accuracy(dash500)}** with 500 genes, at ${sparsity(dash500)} % sparsity, and of **${accuracy(dash2000)}** with 2000, at ${sparsity(dash2000)} %`,
    `IMP never comes above ${accuracy(imp500)} and ${accuracy(imp2000)}`,
    `Within the assayed rows DASH has ${within(dash500)} and ${within(dash2000)} there`,
    `DASH rises to ${mean(dash500.map((p) => p.balancedAccuracy!))} % at ${sparsity(dash500)} % sparsity (epoch 39) and falls to ` +
      `${mean(ends.map((end) => end.balancedAccuracy!))} % at ${mean(ends.map((end) => end.sparsity))} %, the last epoch`,
  );
  const unpruned = storedOf(with500, 'none').map(({ last }) => last.assayed!.auroc);
  says(NOTEBOOK, `(its stored seeds have an AUROC of ${range(unpruned, 3)} there)`);
  // "Where a prior prunes ...; everything else is at 50 %".
  for (const section of [with500, with2000])
    for (const { configuration, last } of storedOf(section))
      if (configuration.strategy !== 'dash') assert.ok(Math.abs(last.balancedAccuracy! - 0.5) < 0.02);
});

test('what notebook 02 says of the best epoch is what the stored runs say', () => {
  const own = storedOf(with500, 'dash');
  const epochs = own.map(({ bestEpoch }) => bestEpoch);
  const percent = (of: (result: (typeof own)[number]) => number): number[] => own.map((one) => 100 * of(one));
  says(
    NOTEBOOK,
    `in the stored runs at ${epochs[0]}, ${epochs[1]} and ${epochs[2]}, with balanced accuracies from ` +
      `${range(percent((one) => one.balancedAccuracy!))} %; at the last epoch they are ${range(percent(({ last }) => last.balancedAccuracy!))} %`,
  );
  for (const { history } of own) {
    const losses = history.filter(({ epoch }) => epoch >= 10).map(({ validationLoss }) => validationLoss);
    assert.ok(Math.max(...losses) / Math.min(...losses) < 1.01, 'by less than a hundredth');
  }
});

test('the share of draws that find a hardly trained gate closed: what the hard concrete distribution gives', () => {
  // A draw u of (0, 1) closes a gate where sigmoid((logit u + log alpha) / T), stretched to (-0.1, 1.1), is not above 0.
  const closed = (temperature: number, dropRate: number): number =>
    1 / (1 + Math.exp(temperature * Math.log(11) + Math.log((1 - dropRate) / dropRate)));
  const mean = (temperature: number): string =>
    (50 * (closed(temperature, 0.2) + closed(temperature, 0.5))).toFixed(1);
  says(
    NOTEBOOK,
    `in ${mean(2 / 3)} % of draws at PathReg's temperature (2/3) and in ${mean(1 / 50)} % at that`,
  );
});
