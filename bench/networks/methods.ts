import { evidenceOf } from '../../lib/evidence/evidence';
import { lagCorrelation } from '../../lib/evidence/lag-correlation';
import { fitLasso } from '../../lib/evidence/lasso';
import { runExperiment } from '../../lib/experiments/run-experiment';
import { type MatrixRows, rowsOf } from '../../lib/math/matrix-rows';
import { Network } from '../../lib/network/network';
import { scaledEffects } from '../../lib/network/scaled-effects';
import { pairsOf } from '../../lib/studies/pairs';
import type { Case } from './benchmark';
import { type PeerMethod, peerNetwork, type PeerOptions } from './python';

/** What a method says of every pair, and what it took. */
export interface Found {
  /** n x n, row = regulator: the larger in size, the likelier an edge. */
  readonly scores: MatrixRows;
  /** Of the peers, without the start of Python. */
  readonly seconds?: number;
  readonly versions?: Readonly<Record<string, string>>;
}

/** A way to come by a network. */
export interface Method {
  readonly name: string;
  /** Where it does, it runs anew for each prior. */
  readonly readsPrior: boolean;
  /** Where it says nothing of a study, that study has no line of it. */
  readonly suits?: (one: Case) => boolean;
  /** What the peers read is written by then; null where they are not installed. */
  readonly run: (one: Case, peer: PeerOptions | null) => Promise<Found>;
}

const peer = (name: string, method: PeerMethod): Method => ({
  name,
  readsPrior: false,
  run: async (_, options) => {
    if (options === null) throw new Error('not installed: see .setup/bench.log');
    const { importances: scores, seconds, versions } = await peerNetwork(method, options);
    return { scores, seconds, versions };
  },
});

/** Effects of a network trained on the data alone: no prior in the loss, and none in what is pruned. */
export async function dataAlone(strategy: 'none' | 'imp', { study, experiment }: Case): Promise<MatrixRows> {
  const { best } = await runExperiment(
    { ...experiment, strategy, tau: 1, lambda1: 0, lambda2: 0 },
    { study },
  );
  return scaledEffects(new Network(best.model).effects);
}

const GENIE3 = peer('GENIE3', 'genie3');

/** In the order of the table: from the data alone, then with the prior. Every setting is the library's own. */
export const METHODS: readonly Method[] = [
  {
    name: 'lag-1 correlation',
    readsPrior: false,
    run: async ({ study }) => ({ scores: lagCorrelation(pairsOf(study.training)) }),
  },
  GENIE3,
  {
    ...GENIE3,
    name: 'GENIE3, every cell',
    suits: ({ cells }) => cells !== undefined,
    run: (one, options) => GENIE3.run(one, options && { ...options, series: one.cells ?? options.series }),
  },
  peer('dynGENIE3-like', 'dyngenie3'),
  { name: 'lasso', readsPrior: false, run: async ({ study }) => ({ scores: fitLasso(study).strengths }) },
  {
    name: 'PHOENIX, data alone',
    readsPrior: false,
    run: async (one) => ({ scores: await dataAlone('none', one) }),
  },
  { name: 'IMP', readsPrior: false, run: async (one) => ({ scores: await dataAlone('imp', one) }) },
  { name: 'prior alone', readsPrior: true, run: async ({ study }) => ({ scores: rowsOf(study.prior) }) },
  {
    name: 'lasso with prior',
    readsPrior: true,
    run: async ({ study }) => ({ scores: fitLasso(study, study.prior).strengths }),
  },
  {
    name: 'DASH',
    readsPrior: true,
    run: async ({ study, experiment }) => {
      const { best } = await runExperiment(experiment, { study });
      return { scores: new Network(best.model, study.prior).effects };
    },
  },
  {
    name: 'evidence',
    readsPrior: true,
    run: async ({ study }) => ({ scores: evidenceOf(study).probability }),
  },
  {
    name: 'evidence, PHOENIX a witness too',
    readsPrior: true,
    run: async (one) => {
      const phoenix = { name: 'PHOENIX', effects: await dataAlone('none', one) };
      return { scores: evidenceOf(one.study, { sources: [phoenix] }).probability };
    },
  },
];
