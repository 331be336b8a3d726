import type { StoredResult } from '../../experiments/result-store';
import { meanAndSd, meanAndSdOfKnown, meanAndSdText } from '../../math/mean-and-sd';
import { strategyLabel } from '../../strategies/strategies';
import type { Table } from './tables';

/** The test error over that of "nothing changes", minus 1. */
const offStill = (mse: number, { baselines }: StoredResult): number =>
  mse / baselines.nothingChanges.noisyPairs - 1;

/**
 * Breast cancer with a gap around its test times, a row a strategy and gap, at the last epoch, means ± sd over seeds: how far the test
 * error is from "nothing changes", and what the network is worth.
 */
export function gapTable(results: readonly StoredResult[]): Table {
  const byRow = new Map<string, StoredResult[]>();
  for (const result of results) {
    const { strategy, testGap = 0 } = result.configuration;
    byRow.set(`${strategy} ${testGap}`, [...(byRow.get(`${strategy} ${testGap}`) ?? []), result]);
  }
  const rows = [...byRow.values()].map((own) => {
    const { strategy, testGap = 0 } = own[0].configuration;
    const percent = (of: (result: StoredResult) => number): string =>
      meanAndSdText(meanAndSd(own.map(of)), 100, 1);
    const accuracy = (of: (result: StoredResult) => number | null): string =>
      meanAndSdText(meanAndSdOfKnown(own.map(of)), 100, 1);
    return [
      strategyLabel(strategy),
      testGap,
      own.length,
      percent((result) => offStill(result.last.testMse.noisyPairs, result)),
      percent((result) => offStill(result.baselines.autoregression ?? NaN, result)),
      accuracy(({ last }) => last.balancedAccuracy),
      accuracy(({ last }) => last.assayed?.balancedAccuracy ?? null),
    ];
  });
  return {
    columns: [
      ...['strategy', 'gap', 'seeds', 'test error, % off "nothing changes"', 'that of AR(1)'],
      ...['balanced accuracy %', 'within assayed rows %'],
    ],
    rows,
  };
}

/** DASH by the unit of time: what validation says, and what the test set would have said; the lowest validation error is marked. */
export function timeScaleTable(results: readonly StoredResult[]): Table {
  const mean = (own: readonly StoredResult[], of: (result: StoredResult) => number): number =>
    meanAndSd(own.map(of)).mean;
  const scales = [...new Set(results.map(({ configuration }) => configuration.timeScale ?? 1))];
  const byScale = scales
    .sort((a, b) => a - b)
    .map((scale) => {
      const own = results.filter(({ configuration }) => (configuration.timeScale ?? 1) === scale);
      return { scale, own, loss: mean(own, ({ validationLoss }) => validationLoss) };
    });
  const lowest = Math.min(...byScale.map(({ loss }) => loss));
  return {
    columns: ['time x', 'seeds', 'validation MSE', '', 'test error, % off "nothing changes"', 'out-degree'],
    rows: byScale.map(({ scale, own, loss }) => [
      scale,
      own.length,
      loss.toExponential(3),
      loss === lowest ? 'lowest' : '',
      (100 * mean(own, (result) => offStill(result.testMse.noisyPairs, result))).toFixed(1),
      mean(own, ({ averageOutDegree }) => averageOutDegree).toFixed(0),
    ]),
  };
}
