import type { ExperimentResult, Measures } from './result';

/**
 * What a result says of one of its models in words: how well it predicts beside "nothing changes" and how dense its network is.
 * @param saved which of the two models
 */
export function verdict(result: ExperimentResult, saved: 'best' | 'last'): string {
  const measures: Omit<Measures, 'epoch'> = saved === 'best' ? result : result.last;
  const epoch = saved === 'best' ? result.bestEpoch : result.last.epoch;
  const error = measures.testMse.noisyPairs;
  const nothing = result.baselines.nothingChanges.noisyPairs;
  const beside = (100 * Math.abs(1 - error / nothing)).toFixed(0);
  const judged =
    error < nothing
      ? `${beside} % below that of "nothing changes" (${nothing.toExponential(2)})`
      : `${beside} % ABOVE that of "nothing changes" (${nothing.toExponential(2)}): it predicts nothing that was worth training for`;
  return (
    `the model of ${saved === 'best' ? 'the best validation epoch' : 'the last epoch'} (${epoch}): error over the next time of the ` +
    `test series ${error.toExponential(2)}, ${judged}; ${(100 * measures.sparsity).toFixed(1)} % sparse, and a ` +
    `gene regulates ${measures.averageOutDegree.toFixed(1)} others on average`
  );
}
