import type { ExperimentResult, Measures } from './result';
import type { KeptEpoch } from './save-models';

/** One of the two models of a result: "the model of the last epoch (500), 95.1 % sparse"; a linear one has no epochs. */
export function modelInWords(result: ExperimentResult, kept: KeptEpoch): string {
  const { sparsity } = measuresOf(result, kept);
  return `${nameOf(result, kept)}, ${(100 * sparsity).toFixed(1)} % sparse`;
}

/**
 * What a result says of one of its models in words: how well it predicts beside "nothing changes" and how dense its network is.
 * @param saved which of the two models
 */
export function verdict(result: ExperimentResult, saved: KeptEpoch): string {
  const measures = measuresOf(result, saved);
  const error = measures.testMse.noisyPairs;
  const nothing = result.baselines.nothingChanges.noisyPairs;
  const of = `that of "nothing changes" (${nothing.toExponential(2)})`;
  const beside = (100 * Math.abs(1 - error / nothing)).toFixed(0);
  const above =
    error < 2 * nothing ? `${beside} % ABOVE ${of}` : `${(error / nothing).toFixed(0)} TIMES ${of}`;
  const judged =
    error < nothing ? `${beside} % below ${of}` : `${above}: it predicts nothing that was worth training for`;
  const end = result.stoppedBy === 'request' ? `finished early, after epoch ${result.stopEpoch}: ` : '';
  return (
    `${end}${nameOf(result, saved)}: error over the next time of the ` +
    `test series ${error.toExponential(2)}, ${judged}; ${(100 * measures.sparsity).toFixed(1)} % sparse, and a ` +
    `gene regulates ${measures.averageOutDegree.toFixed(1)} others on average`
  );
}

function nameOf(result: ExperimentResult, kept: KeptEpoch): string {
  if (result.lasso) return 'the linear model';
  return kept === 'best'
    ? `the model of the best validation epoch (${result.bestEpoch})`
    : `the model of the last epoch (${result.last.epoch})`;
}

const measuresOf = (result: ExperimentResult, kept: KeptEpoch): Omit<Measures, 'epoch'> =>
  kept === 'best' ? result : result.last;
