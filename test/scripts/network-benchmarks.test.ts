import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { NotAtHand } from '../../bench/networks/benchmark';
import type { Row, StudyRecord } from '../../bench/networks/compare';
import { GSD } from '../../bench/networks/own-data';
import { tableOf } from '../../bench/networks/table';
import { Random } from '../../lib/math/random';
import { entriesOf } from '../../lib/math/sparse-matrix';

const GENES = ['A', 'B', 'C', 'D'];
const CELLS = 200;

describe("BEELINE's example as a benchmark of networks", () => {
  let folder: string;
  let gsd: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'dash-gsd-'));
    gsd = join(folder, 'Murali-group', 'Beeline', 'inputs', 'example', 'GSD');
    mkdirSync(join(gsd, 'ex1'), { recursive: true });
    const random = Random.fromSeed(1, 'cells');
    const cells = Array.from({ length: CELLS }, (_, k) => `E${k}`);
    const lines = [`,${cells.join(',')}`];
    for (const gene of GENES)
      lines.push([gene, ...cells.map(() => random.uniform(0, 1).toFixed(3))].join(','));
    writeFileSync(join(gsd, 'ex1', 'ExpressionData.csv'), `${lines.join('\n')}\n`);
    const times = cells.map((cell, k) => `${cell},${k}`);
    writeFileSync(join(gsd, 'ex1', 'PseudoTime.csv'), `,PseudoTime\n${times.join('\n')}\n`);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const network = (...edges: string[]): void =>
    writeFileSync(join(gsd, 'GroundTruthNetwork.csv'), `Gene1,Gene2,Type\n${edges.join('\n')}\n`);
  const cases = (at: string | null = folder) =>
    GSD.cases({ seed: 1, folder: at, scratch: join(folder, 'scratch') });

  it('moves a share of the edges of the truth, in which an edge counts once and one to itself does not', async () => {
    network('A,B,+', 'A,B,+', 'B,C,-', 'C,C,+', 'C,D,+', 'D,A,+', 'A,C,-');
    const found = await cases();
    assert.deepEqual(
      [...entriesOf(found[0].truth)],
      [
        [0, 1, 1],
        [0, 2, -1],
        [1, 2, -1],
        [2, 3, 1],
        [3, 0, 1],
      ],
    );
    const edges = (k: number): Set<string> =>
      new Set([...entriesOf(found[k].study.prior)].map(([from, to]) => `${from} ${to}`));
    const right = found.map((_, k) => [...edges(k)].filter((edge) => edges(0).has(edge)).length);
    // Of five edges none, two and four are moved.
    assert.deepEqual(right, [5, 3, 1]);
    assert.deepEqual(
      found.map(({ prior }) => prior),
      ['0 % moved', '40 % moved', '80 % moved'],
    );
    assert.deepEqual(
      found.map(({ study }) => study.training),
      Array(3).fill(found[0].study.training),
    );
  });

  it('names all genes of the truth that the expression lacks', async () => {
    network('A,X,+', 'Y,B,-');
    await assert.rejects(cases(), /GroundTruthNetwork\.csv: genes that the expression lacks: X, Y/);
  });

  it('is left out where its files are not at hand, and says where they are from', async () => {
    await assert.rejects(cases(null), (error: Error) => {
      assert.ok(error instanceof NotAtHand);
      assert.match(error.message, /github\.com\/Murali-group\/Beeline.*--folder/);
      return true;
    });
    await assert.rejects(cases(join(folder, 'elsewhere')), /ExpressionData\.csv.*PseudoTime\.csv/);
  });
});

it('the table in bench/README.md is that of the stored results, mean ± sd over their seeds', () => {
  const project = join(__dirname, '..', '..');
  const folder = join(project, 'data', 'results', 'peers');
  const files = readdirSync(folder).filter((name) => name.startsWith('networks-seed'));
  const stored = files.map(
    (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as { rows: Row[]; studies: StudyRecord[] },
  );
  const cellsOf = (line: string): string =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .join('|');
  const readme = readFileSync(join(project, 'bench', 'README.md'), 'utf8');
  const lines = new Set(readme.split('\n').map(cellsOf));
  const told = tableOf(
    stored.map(({ rows }) => rows),
    'markdown',
  )
    .split('\n')
    .filter((line) => /\d/.test(line));
  assert.equal(told.length, stored[0].rows.length);
  for (const line of told) assert.ok(lines.has(cellsOf(line)), line);
  for (const { name, prevalence } of stored[0].studies)
    assert.ok(readme.includes(prevalence.toFixed(3)), name);
});

it('several seeds are a mean and its spread, and a method that failed on one says so', () => {
  const row = (auroc: number | null, failed?: string): Row => ({
    ...{ study: 'A', prior: null, moved: null, method: 'm', auroc, auprc: 0.25, earlyPrecision: 0.5 },
    ...{ seconds: 2, ...(failed && { failed }) },
  });
  const table = tableOf([[row(0.8)], [row(0.9)], [row(null, 'not installed')]], 'markdown');
  const [line] = table.split('\n').filter((text) => text.includes('failed'));
  // 0.85, and half the difference times the root of 2
  assert.match(line, /m \(failed: 1\) .*0\.850 ± 0\.071 .*0\.250 ± 0\.000/);
});
