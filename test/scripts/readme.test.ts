import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { corruptionPoints, corruptionTable } from '../../lib/reproduction/corruption';
import { gridOf } from '../../lib/reproduction/grids';
import { readResults, resultsOf } from '../../lib/experiments/result-store';
import { meanAndSd } from '../../lib/math/mean-and-sd';
import { comparisonRows, spreadText } from '../../lib/reproduction/tables';
import { oneStandardErrorRule } from '../../lib/training/one-standard-error';
import { temporaryFolder } from '../files/temporary-folder';
import { POST_HOC_SPARSITIES } from '../../lib/training/post-hoc';
import { writeExampleStudy } from '../../lib/studies/own/example';
import { strategyLabel } from '../../lib/strategies/strategies';

const README = readFileSync(path.resolve(__dirname, '..', '..', 'README.md'), 'utf8');
/** Its words, wherever the lines break. */
const PROSE = README.replace(/\s+/g, ' ');

test("the README's rows of Table 1 are those of the stored results", () => {
  const table = README.slice(README.indexOf('## Results'), README.indexOf('## Your own data'));
  const shown = new Map(
    table.split('\n').flatMap((line) => {
      const cells = line.split('|').map((cell) => cell.trim());
      return cells.length === 10 ? [[cells[1], cells.slice(2, 9)] as const] : [];
    }),
  );
  const rows = comparisonRows(gridOf('1')[0], readResults()).filter(({ model }) => model === 'last');
  assert.equal(rows.length, 8);
  for (const { strategy, seeds, sparsity, balancedAccuracy, rollOut, paper } of rows) {
    assert.ok(paper !== null && 'balancedAccuracyPercent' in paper);
    assert.ok(balancedAccuracy !== null && rollOut !== null);
    assert.deepEqual(
      shown.get(strategyLabel(strategy)),
      [
        String(seeds),
        spreadText(sparsity, 100, 1),
        paper.sparsityPercent.toFixed(1),
        spreadText(balancedAccuracy, 100, 1),
        paper.balancedAccuracyPercent?.toFixed(1),
        spreadText(rollOut, 1000, 1),
        (1000 * paper.testMse).toFixed(1),
      ],
      strategy,
    );
  }
});

test("the README's choices of post hoc with seeds as repeats are those of the stored results", () => {
  const sparsestFirst = [...POST_HOC_SPARSITIES].reverse();
  const stored = readResults();
  const choices = (['1', '4', '5', '7'] as const).map((table) => {
    const [section] = gridOf(table, { strategies: ['post-hoc'] });
    const runs = resultsOf(section.experiments, stored);
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

test("the README's row of PathReg as the published code runs it is that of the stored results", () => {
  const [section] = gridOf('1', { strategies: ['path-reg'], settings: { asPublishedCode: true } });
  const [row] = comparisonRows(section, readResults()).filter(({ model }) => model === 'last');
  const { seeds, sparsity, balancedAccuracy, rollOut } = row;
  assert.ok(seeds === 3 && balancedAccuracy !== null && rollOut !== null);
  const [sparse, accurate] = [sparsity, balancedAccuracy].map((spread) => spreadText(spread, 100, 1));
  assert.ok(PROSE.includes(`its row is ${sparse}, ${accurate} and ${spreadText(rollOut, 1000, 1)}.`));
});

test("the README's row of L0 as the published code runs it is that of the stored results", () => {
  const [section] = gridOf('1', { strategies: ['l0'], settings: { asPublishedCode: true } });
  const lasts = resultsOf(section.experiments, readResults()).map(({ last }) => last);
  assert.equal(lasts.length, 3);
  const spread = (values: number[], unit: number) => spreadText(meanAndSd(values), unit, 1);
  const sparse = spread(
    lasts.map(({ sparsity }) => sparsity),
    100,
  );
  const accurate = spread(
    lasts.map(({ balancedAccuracy }) => balancedAccuracy ?? NaN),
    100,
  );
  const ofDraw = spread(
    lasts.map((last) => last.testMseOfReadings?.network?.rollOut ?? NaN),
    1000,
  );
  assert.ok(PROSE.includes(`has ${sparse}, ${accurate} and ${ofDraw}, near`));
  const rollOut = spread(
    lasts.map(({ testMse }) => testMse.rollOut),
    1000,
  );
  assert.ok(PROSE.includes(`deterministic values its error is ${rollOut}.`));
});

test("the README's corrupted priors are those of the stored results", () => {
  const [section] = gridOf('corruption');
  const results = resultsOf(section.experiments, readResults());
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
  // "Its validation error is above magnitude pruning's from 10 % on"
  const error = (strategy: string, moved?: number): number => {
    const losses = results.flatMap(({ configuration: c, validationLoss }) =>
      c.strategy === strategy && (moved === undefined || c.priorCorruption === moved) ? [validationLoss] : [],
    );
    return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  };
  for (const moved of [0, 0.05]) assert.ok(error('dash', moved) < error('imp'), `${moved}`);
  for (const moved of [0.1, 0.2, 0.4, 0.8, 1]) assert.ok(error('dash', moved) > error('imp'), `${moved}`);
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
