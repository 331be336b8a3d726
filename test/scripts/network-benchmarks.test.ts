import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { NotAtHand } from '../../bench/networks/benchmark';
import type { Row, StudyRecord } from '../../bench/networks/compare';
import { GSD } from '../../bench/networks/own-data';
import { tableOf } from '../../bench/networks/table';
import { type WitnessRow, witnessTable } from '../../bench/networks/witness';
import { Random } from '../../lib/math/random';
import { entriesOf } from '../../lib/math/sparse-matrix';

const PROJECT = join(__dirname, '..', '..');
const PEERS = join(PROJECT, 'data', 'results', 'peers');
const readme = readFileSync(join(PROJECT, 'bench', 'README.md'), 'utf8');
/** A line of a Markdown table, however wide its columns are set. */
const cellsOf = (line: string): string =>
  line
    .split('|')
    .map((cell) => cell.trim())
    .join('|');
const told = new Set(readme.split('\n').map(cellsOf));

/** What the bench of networks stored, a seed each. */
function storedNetworks(): { rows: Row[]; studies: StudyRecord[] }[] {
  const files = readdirSync(PEERS).filter((name) => name.startsWith('networks-seed'));
  return files.map(
    (name) =>
      JSON.parse(readFileSync(join(PEERS, name), 'utf8')) as ReturnType<typeof storedNetworks>[number],
  );
}

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
  const stored = storedNetworks();
  const lines = tableOf(
    stored.map(({ rows }) => rows),
    'markdown',
  )
    .split('\n')
    .filter((line) => /\d/.test(line));
  assert.equal(lines.length, stored[0].rows.length);
  for (const line of lines) assert.ok(told.has(cellsOf(line)), line);
  for (const { name, prevalence } of stored[0].studies)
    assert.ok(readme.includes(prevalence.toFixed(3)), name);
});

describe('where ours loses, in bench/README.md', () => {
  const rows = storedNetworks().flatMap((one) => one.rows);
  type Measure = 'auroc' | 'auprc' | 'earlyPrecision';
  const value = (study: string, prior: string | null, method: string, measure: Measure): number => {
    const asked = rows.filter((row) => row.study === study && row.prior === prior && row.method === method);
    const known = asked.map((row) => row[measure]).filter((one) => one !== null);
    assert.ok(known.length > 0, `${study}, ${prior}, ${method}`);
    return known.reduce((sum, one) => sum + one, 0) / known.length;
  };
  const without = (study: string, method: string, measure: Measure): number =>
    value(study, null, method, measure);
  /** ".661" */
  const short = (number: number): string => number.toFixed(3).replace(/^0/, '');
  const text = readme.replace(/\*\*/g, '');
  const says = (sentence: string): void => assert.ok(text.includes(sentence), sentence);
  const DREAM4 = 'DREAM4 100-1';

  it('DASH ranks below its prior where it says so, and nowhere else', () => {
    const below = (measure: Measure): string[] =>
      [...new Set(rows.map(({ study, prior }) => JSON.stringify([study, prior])))]
        .map((key) => JSON.parse(key) as [string, string | null])
        .filter(
          ([study, prior]) =>
            prior !== null &&
            value(study, prior, 'DASH', measure) < value(study, prior, 'prior alone', measure),
        )
        .map(([study, prior]) => `${study}, ${prior}`);
    const both = [
      'SIM350, 5 % moved',
      ...['0 % moved', '40 % moved'].map((prior) => `GSD, ${prior}`),
      ...['0 % moved', '40 % moved', 'knock-outs'].map((prior) => `${DREAM4}, ${prior}`),
    ];
    assert.deepEqual(
      below('auprc').filter((one) => below('auroc').includes(one)),
      both,
    );
    assert.deepEqual(
      below('auroc').filter((one) => !both.includes(one)),
      ['GSD, 80 % moved', 'erythroid, motifs'],
    );
    says(
      'at 5 % moved on SIM350, at 0 and 40 % on GSD, at 0 and 40 % and with the knock-outs on DREAM4, by AUROC on erythroid',
    );
    const lasso = (study: string, prior: string): number =>
      value(study, prior, 'lasso with prior', 'auprc') - value(study, prior, 'DASH', 'auprc');
    for (const [study, prior] of [
      ['SIM350', '5 % moved'],
      ['SIM350', '40 % moved'],
      ['GSD', '40 % moved'],
      [DREAM4, '40 % moved'],
    ])
      assert.ok(lasso(study, prior) > 0, `${study}, ${prior}`);
    for (const study of ['GSD', DREAM4])
      assert.ok(
        without(study, 'dynGENIE3-like', 'auprc') > value(study, '40 % moved', 'DASH', 'auprc'),
        study,
      );
  });

  it('evidence with a bad prior', () => {
    const bad = (study: string, measure: Measure): number => value(study, '80 % moved', 'evidence', measure);
    const lag = (study: string, measure: Measure): number => without(study, 'lag-1 correlation', measure);
    says(
      `lag-1 correlation without any prior is ahead of it on GSD (${short(lag('GSD', 'auroc'))} to ${short(bad('GSD', 'auroc'))}) ` +
        `and, by AUROC, on DREAM4 (${short(lag(DREAM4, 'auroc'))} to ${short(bad(DREAM4, 'auroc'))}; ` +
        `AUPRC ${short(lag(DREAM4, 'auprc'))} to ${short(bad(DREAM4, 'auprc'))}); there dynGENIE3-like has the higher AUROC, ` +
        `too (${short(without(DREAM4, 'dynGENIE3-like', 'auroc'))})`,
    );
    const [early, priors] = ['evidence', 'prior alone'].map((method) =>
      short(value(DREAM4, 'knock-outs', method, 'earlyPrecision')),
    );
    says(`with DREAM4's knock-outs it is below the prior's (${early} to ${priors})`);
  });

  it('PHOENIX as a witness, erythroid, SIM350', () => {
    const phoenix = (study: string, measure: Measure): string =>
      short(without(study, 'PHOENIX, data alone', measure));
    says(
      `the lasso is ahead of it on SIM350 (AUPRC ${short(without('SIM350', 'lasso', 'auprc'))} to ${phoenix('SIM350', 'auprc')}), ` +
        `it is near lag-1 correlation on DREAM4 (${phoenix(DREAM4, 'auroc')} / ${phoenix(DREAM4, 'auprc')})`,
    );
    says(
      `GENIE3 (AUROC ${short(without('erythroid', 'GENIE3', 'auroc'))}) and lag-1 correlation ` +
        `(AUPRC ${short(without('erythroid', 'lag-1 correlation', 'auprc'))})`,
    );
    const ahead = (measure: Measure): string =>
      (without('SIM350', 'lasso', measure) - without('SIM350', 'dynGENIE3-like', measure))
        .toFixed(2)
        .replace(/^0/, '');
    says(`the lasso before dynGENIE3-like by ${ahead('auroc')} AUROC and ${ahead('auprc')} AUPRC`);
  });
});

it('what PHOENIX adds as a witness is told as it is stored, and the sentence below fits it', () => {
  const { rows } = JSON.parse(readFileSync(join(PEERS, 'witness.json'), 'utf8')) as { rows: WitnessRow[] };
  const lines = witnessTable(rows, 'markdown').split('\n').slice(2);
  for (const line of lines) assert.ok(told.has(cellsOf(line)), line);
  const gains = lines.map((line) => {
    const [, study, prior, , , auprc, gain] = cellsOf(line).split('|');
    const [mean, low, high] = gain.match(/-?[\d.]+/g)!.map(Number);
    return { of: `${study}, ${prior}`, auprc: Number(auprc), mean, low, high };
  });
  const better = gains.filter(({ low }) => low > 0);
  assert.deepEqual(
    better.map(({ of }) => of),
    ['DREAM4 100-1, 20 % moved', 'DREAM4 100-1, 40 % moved'],
  );
  const [first, second] = better.map(({ mean }) => mean.toFixed(3).slice(1));
  assert.ok(readme.includes(`it adds ${first} and ${second} to the AUPRC`));
  const worse = gains.filter(({ low, high }) => low < 0 && high <= 0);
  assert.deepEqual(
    worse.map(({ of }) => of),
    ['simulated, 15 series, 100 % moved'],
  );
  const [gsd] = lines.map((line) => cellsOf(line).split('|')[4]);
  assert.match(gsd, /^-0\.006 \[-0\.011, -0\.001\]$/);
  assert.ok(readme.includes(`On GSD at 20 % it costs .006 AUROC`));
  assert.ok(readme.includes(`all wrong ${worse[0].mean.toFixed(3).replace('-0', '')} AUPRC`));
});

it('what a witness adds is the mean of the differences, with the interval of Student', () => {
  const row = (seed: number, without: number, beside: number): WitnessRow => ({
    ...{ study: 'A', moved: 0.4, seed },
    ...{ without: { auroc: without, auprc: 0.2, earlyPrecision: null } },
    ...{ beside: { auroc: beside, auprc: 0.2, earlyPrecision: null } },
  });
  const [line] = witnessTable([row(1, 0.8, 0.82), row(2, 0.7, 0.74)], 'markdown')
    .split('\n')
    .filter((text) => text.includes('40 % moved'));
  // differences .02 and .04: mean .03, standard error .01, and t of one degree of freedom 12.706
  assert.match(line, /\| +0\.750 \| +0\.030 \[-0\.097, 0\.157\] \| +0\.200 \| +0\.000 \[0\.000, 0\.000\]/);
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
