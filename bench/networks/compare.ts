import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { scoreNetwork } from '../../lib/evaluation/network-score';
import type { MatrixRows } from '../../lib/math/matrix-rows';
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
  readonly edges: number;
}

export interface CompareOptions {
  readonly name: string;
  readonly scratch: string;
  readonly peer: Pick<PeerOptions, 'python' | 'trees' | 'seed'> | null;
  readonly onRow: (row: Row) => void;
  readonly onVersions: (versions: Readonly<Record<string, string>>) => void;
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
  { truth, assayed }: Pick<Case, 'truth' | 'assayed'>,
): Pick<Row, 'auroc' | 'auprc' | 'earlyPrecision'> {
  const n = truth.rows;
  const diagonal = fromEntries(
    n,
    n,
    Array.from({ length: n }, (_, gene) => [gene, gene, 1] as const),
  );
  const [score] = scoreNetwork(scores, truth, [{ regulators: assayed, outside: diagonal }]);
  if (score === null) throw new RangeError('the truth holds no edge between two different genes');
  const { auroc, auprc, prevalence, earlyPrecisionRatio } = score;
  const [a, b, c] = [auroc, auprc, earlyPrecisionRatio * prevalence].map((value) => Number(value.toFixed(4)));
  return { auroc: a, auprc: b, earlyPrecision: c };
}

export function recordOf(name: string, [{ study, truth }]: readonly Case[]): StudyRecord {
  const edges = truth.values.filter((value) => value !== 0).length;
  return { name, source: study.source, hash: study.hash, genes: study.genes.length, edges };
}
