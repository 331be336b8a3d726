import type { StoredResult } from '../../experiments/result-store';
import type { Lineage } from '../../studies/published/bone-marrow-batches';
import type { Table } from './tables';
import { readClockTrials, type ClockChoice, type ClockTrial } from '../grids/tune-clock';

/** The choice that the stretched half of Tables 3, 8 and 9 has: its trials are their stored results. */
const PLAIN: ClockChoice = {
  clock: 'pseudotime',
  timeScale: 100,
  batches: 'trajectory',
  learningRate: 1e-2,
};

/** The trials of one lineage, and those of the choice that validates best with seed 1. */
export interface ClockTrials {
  readonly all: readonly ClockTrial[];
  readonly chosen: readonly ClockTrial[];
}

/** What was tried on a lineage, and before it DASH's runs among these results with time x 100. */
export function clockTrialsOf(lineage: Lineage, results: readonly StoredResult[]): ClockTrials {
  const plain = results
    .filter(({ configuration: c }) => c.dataset === `hema-${lineage}` && c.strategy === 'dash')
    .map(({ bestEpoch, last, study, seconds, configuration: { seed }, ...best }): ClockTrial => {
      const [ofBest, ofLast] = [{ ...best, epoch: bestEpoch }, last].map((one) => ({
        ...one,
        assayedBalancedAccuracy: null,
        testMse: one.testMse.noisyPairs,
      }));
      return { ...PLAIN, lineage, seed, best: ofBest, last: ofLast, seconds, study: study.hash };
    });
  const all = [...plain, ...readClockTrials().filter((trial) => trial.lineage === lineage)];
  const [lowest] = all
    .filter(({ seed }) => seed === 1)
    .sort((a, b) => a.best.validationLoss - b.best.validationLoss);
  return { all, chosen: all.filter((trial) => clockText(trial) === clockText(lowest)) };
}

/** The choices that were tried on one lineage, with seed 1: the errors by which they are chosen, and those that had no say in it. */
export function clockTable({ all, chosen }: ClockTrials): Table {
  return {
    columns: [
      ...['clock and steps', 'validation MSE 1e-4', '', 'test MSE 1e-5', 'at the last epoch', 'out-degree'],
    ],
    rows: all
      .filter(({ seed }) => seed === 1)
      .map((trial) => [
        clockText(trial),
        (1e4 * trial.best.validationLoss).toFixed(3),
        chosen.includes(trial) ? 'chosen' : '',
        ...[trial.best, trial.last].map(({ testMse }) => (1e5 * testMse).toFixed(2)),
        trial.best.averageOutDegree.toFixed(0),
      ]),
  };
}

/** A choice in words: "cells x 100, 16 pairs a step, rate 0.003". */
function clockText({ clock, timeScale, batches, learningRate }: ClockChoice): string {
  const pairs = batches === 'trajectory' ? 'all' : batches;
  return `${clock} x ${timeScale}, ${pairs} pairs a step, rate ${learningRate}`;
}
