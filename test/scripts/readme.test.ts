import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { corruptionPoints, corruptionTable } from '../../lib/reproduction/tables/corruption';
import { gridOf, type TableSection } from '../../lib/reproduction/grids/grids';
import { readResults, resultsOf, type StoredResult } from '../../lib/experiments/result-store';
import { meanAndSd } from '../../lib/math/mean-and-sd';
import { comparisonRows, comparisonTable, spreadText } from '../../lib/reproduction/tables/tables';
import { oneStandardErrorRule } from '../../lib/training/one-standard-error';
import { temporaryFolder } from '../files/temporary-folder';
import { POST_HOC_SPARSITIES } from '../../lib/training/post-hoc';
import { writeExampleStudy } from '../../lib/studies/own/example';
import { byRow } from '../../lib/reproduction/grids/table-row';

const README = readFileSync(path.resolve(__dirname, '..', '..', 'README.md'), 'utf8');
/** Its words, wherever the lines break. */
const PROSE = README.replace(/\s+/g, ' ');

/** What its numbers are of: what is stored of every row. */
const stored = readResults();
const [table1] = gridOf('1');
const rowIn = (section: TableSection, row: string): readonly StoredResult[] =>
  byRow(resultsOf(section.experiments, stored)).get(row) ?? [];

test("the README's rows of Table 1 are those of the stored results", () => {
  const table = README.slice(README.indexOf('## Results'), README.indexOf('## Your own data'));
  const shown = new Map(
    table.split('\n').flatMap((line) => {
      const cells = line.split('|').map((cell) => cell.trim());
      return cells.length === 10 ? [[cells[1], cells.slice(2, 9)] as const] : [];
    }),
  );
  const { columns, rows } = comparisonTable(table1, stored, { model: 'best' });
  const ours = rows.filter(([, model]) => model === 'best');
  assert.equal(ours.length, 15);
  assert.equal(shown.size, ours.length + 2);
  for (const row of ours) {
    const below = rows[rows.indexOf(row) + 1] as typeof row | undefined;
    const of = (one: typeof row | undefined, name: string) => one?.[columns.indexOf(name)] ?? '';
    const both = (name: string) => [of(row, name), below?.[1] === 'paper' ? of(below, name) : ''];
    const measures = ['sparsity %', 'balanced accuracy %', 'roll-out MSE 1e-3'].flatMap(both);
    assert.deepEqual(shown.get(String(row[0])), [of(row, 'seeds'), ...measures], String(row[0]));
  }
  const last = comparisonRows(table1, stored).filter(({ model }) => model === 'last');
  const accuracy = (name: string): string =>
    spreadText(last.find(({ strategy }) => strategy === name)?.balancedAccuracy ?? null, 100, 1);
  assert.ok(
    PROSE.includes(`At the last epoch DASH has ${accuracy('dash')} and BioPruning ${accuracy('bio')} %`),
  );
});

test("the README's choices of post hoc with seeds as repeats are those of the stored results", () => {
  const sparsestFirst = [...POST_HOC_SPARSITIES].reverse();
  const choices = (['1', '4', '5', '7'] as const).map((table) => {
    const runs = rowIn(gridOf(table)[0], 'post-hoc');
    const losses = sparsestFirst.map((sparsity) =>
      runs.map(({ postHoc }) => {
        const repeats = postHoc?.fineTunings.filter((one) => one.sparsity === sparsity) ?? [];
        return repeats.reduce((sum, { validationLoss }) => sum + validationLoss, 0) / repeats.length;
      }),
    );
    const { chosen } = oneStandardErrorRule(losses);
    const at = runs.map(({ path }) => path?.at(-1 - chosen)?.balancedAccuracy ?? NaN);
    return { sparsity: 100 * sparsestFirst[chosen], accuracy: spreadText(meanAndSd(at), 100, 1) };
  });
  const [first, ...others] = choices.map(({ sparsity }) => sparsity.toFixed(0));
  assert.ok(PROSE.includes(`chooses ${first} %, and the network has ${choices[0].accuracy} %`));
  assert.ok(PROSE.includes(`it then chooses ${others[0]}, ${others[1]} and ${others[2]} %`));
});

test("the README's error of a draw of L0's gates is that of the stored results", () => {
  const errors = rowIn(table1, 'l0-published').map(
    ({ testMseOfReadings }) => testMseOfReadings?.network?.rollOut ?? NaN,
  );
  assert.ok(errors.length >= 3);
  assert.ok(
    PROSE.includes(`counted on has an error of ${spreadText(meanAndSd(errors), 1000, 1)}, near the paper's`),
  );
});

test("the README's corrupted priors are those of the stored results", () => {
  const [section] = gridOf('corruption');
  const results = resultsOf(section.experiments, stored);
  assert.equal(results.length, section.experiments.length);
  const { rows } = corruptionTable(corruptionPoints(results));
  const at = (moved: string) => rows.find(([share]) => share === moved) ?? [];
  const [[, , dash40, bio40, imp], [, , dash80]] = [at('40'), at('80')];
  assert.ok(
    PROSE.includes(
      `DASH scores ${dash40} %, magnitude pruning, which reads no prior, ${imp} %, and BioPruning ${bio40} %`,
    ),
  );
  assert.ok(PROSE.includes(`with 80 %, DASH scores ${dash80} %.`));
  // "Its validation error is above magnitude pruning's from 10 % on, where its network is still the better one"
  const error = (strategy: string, moved?: number): number => {
    const losses = results.flatMap(({ configuration: c, validationLoss }) =>
      c.strategy === strategy && (moved === undefined || c.priorCorruption === moved) ? [validationLoss] : [],
    );
    return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  };
  for (const moved of [0, 0.05]) assert.ok(error('dash', moved) < error('imp'), `${moved}`);
  for (const moved of [0.1, 0.2, 0.4, 0.8, 1]) assert.ok(error('dash', moved) > error('imp'), `${moved}`);
  const accuracyAt = (moved: string): number => Number.parseFloat(String(at(moved)[2]));
  for (const moved of ['10', '20']) assert.ok(accuracyAt(moved) > Number.parseFloat(String(imp)) + 5, moved);
});

test("what the README shows of a run on one's own data is what the command says on the example", async (t) => {
  const folder = temporaryFolder(t);
  const { expression, prior } = writeExampleStudy(folder);
  const network = path.join(folder, 'network.csv');
  const project = path.resolve(__dirname, '..', '..');
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      ...['--import', 'tsx', path.join(project, 'lib', 'commands', 'experiment.ts')],
      ...['--expression', expression, '--prior', prior, '--strategy', 'evidence', '--network', network],
      ...['--checkpoint', path.join(folder, 'c')],
    ],
    { cwd: project, encoding: 'utf8' },
  );
  assert.equal(status, 0, stderr);
  const section = README.slice(
    README.indexOf('## Your own data'),
    README.indexOf('## From the command line'),
  );
  const [, , , said, , edges] = section.split(/^```.*$/m);
  const lines = said.trim().split('\n');
  assert.ok(lines.length >= 8);
  for (const piece of lines.flatMap((line) => line.split('...'))) {
    assert.ok(stderr.includes(piece.trim().replace(/\)$/, '')), piece);
  }
  assert.ok(readFileSync(network, 'utf8').startsWith(edges.trim()));
});
