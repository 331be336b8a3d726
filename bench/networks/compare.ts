import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type NetworkScore, scoreNetwork } from '../../lib/evaluation/network-score';
import { type MatrixRows, rowsOf } from '../../lib/math/matrix-rows';
import { fromEntries } from '../../lib/math/sparse-matrix';
import type { Case } from './benchmark';
import { METHODS, type Method } from './methods';
import type { PeerOptions } from './python';
import { writePrior, writeSeries } from './study-files';

/** One line of the table: one method on one study with one prior. */
export interface Row {
  readonly study: string;
  /** Of a method that reads none: null. */
  readonly prior: string | null;
  readonly moved: number | null;
  readonly method: string;
  readonly auroc: number | null;
  readonly auprc: number | null;
  /** Share of true edges among the first pairs, as many as there are true edges. */
  readonly earlyPrecision: number | null;
  /** Of the wall clock. */
  readonly seconds: number | null;
  /** Why there is nothing to be told of it. */
  readonly failed?: string;
}

/** What the rows of a study are about. */
export interface StudyRecord {
  readonly name: string;
  readonly source: string;
  readonly hash: string;
  readonly genes: number;
  /** Ordered pairs that count, and the true edges among them. */
  readonly pairs: number;
  readonly edges: number;
  /** Their share: AUPRC and early precision of an order by chance. */
  readonly prevalence: number;
}

export interface CompareOptions {
  readonly name: string;
  readonly scratch: string;
  readonly peer: Pick<PeerOptions, 'python' | 'trees' | 'seed'> | null;
  readonly onRow: (row: Row) => unknown;
  readonly onVersions: (versions: Readonly<Record<string, string>>) => unknown;
}

/** All methods on all cases of one study, which share its data: a method that reads no prior runs once. */
export async function compare(cases: readonly Case[], options: CompareOptions): Promise<void> {
  const { name, scratch, peer, onRow, onVersions } = options;
  for (const [k, one] of cases.entries()) {
    const { genes, training, validation, prior } = one.study;
    const folder = join(scratch, `${name} ${one.prior}`);
    mkdirSync(folder, { recursive: true });
    const series = writeSeries(folder, genes, [...training, ...validation]);
    writePrior(folder, genes, prior);
    for (const method of METHODS) {
      if ((!method.readsPrior && k > 0) || method.suits?.(one) === false) continue;
      process.stderr.write(`${name}, ${method.readsPrior ? one.prior : 'no prior'}: ${method.name} ...\n`);
      onRow(await rowOf(name, one, method, peer && { ...peer, series, genes }, onVersions));
    }
  }
}

async function rowOf(
  study: string,
  one: Case,
  { name, readsPrior, run }: Method,
  peer: PeerOptions | null,
  onVersions: CompareOptions['onVersions'],
): Promise<Row> {
  const what = {
    study,
    prior: readsPrior ? one.prior : null,
    moved: readsPrior ? one.moved : null,
    method: name,
  };
  const started = performance.now();
  try {
    const { scores, versions, ...measured } = await run(one, peer);
    const seconds = measured.seconds ?? (performance.now() - started) / 1000;
    if (versions) onVersions(versions);
    return { ...what, ...qualityOf(scores, one), seconds: Number(seconds.toPrecision(3)) };
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    process.stderr.write(`  ${failed}\n`);
    return { ...what, auroc: null, auprc: null, earlyPrecision: null, seconds: null, failed };
  }
}

/** Against the truth, over the pairs of two different genes that it knows. */
export function qualityOf(
  scores: MatrixRows,
  known: Pick<Case, 'truth' | 'assayed'>,
): Pick<Row, 'auroc' | 'auprc' | 'earlyPrecision'> {
  const { auroc, auprc, prevalence, earlyPrecisionRatio } = scoreOf(scores, known);
  const [a, b, c] = [auroc, auprc, earlyPrecisionRatio * prevalence].map((value) => Number(value.toFixed(4)));
  return { auroc: a, auprc: b, earlyPrecision: c };
}

function scoreOf(scores: MatrixRows, { truth, assayed }: Pick<Case, 'truth' | 'assayed'>): NetworkScore {
  const n = truth.rows;
  const itself = Array.from({ length: n }, (_, gene) => [gene, gene, 1] as const);
  const region = { regulators: assayed, outside: fromEntries(n, n, itself) };
  const [score] = scoreNetwork(scores, truth, [region]);
  if (score === null) throw new RangeError('the truth holds no edge between two different genes');
  return score;
}

export function recordOf(name: string, [one]: readonly Case[]): StudyRecord {
  const { source, hash, genes } = one.study;
  const { pairs, prevalence } = scoreOf(rowsOf(one.truth), one);
  return {
    ...{ name, source, hash, genes: genes.length, pairs },
    ...{ edges: Math.round(prevalence * pairs), prevalence: Number(prevalence.toFixed(4)) },
  };
}
