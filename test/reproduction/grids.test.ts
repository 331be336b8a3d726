import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completeExperiment, experimentName } from '../../lib/experiments/experiment';
import { planOf } from '../../lib/experiments/plan-of';
import { argumentsOf, gridOf, type GridName } from '../../lib/reproduction/grids';

const settingsOf = (grid: GridName): string[] => [
  ...new Set(
    gridOf(grid)
      .flatMap(({ experiments }) => experiments)
      .map(({ dataset, noise, priorCorruption }) => `${dataset} ${noise} ${priorCorruption}`),
  ),
];

test('a table is every strategy at every seed, each run once, on its data', () => {
  for (const [grid, setting] of [
    ['1', 'sim350 0.05 0.05'],
    ['4', 'sim350 0 0'],
    ['5', 'sim350 0.1 0.1'],
    ['7', 'sim690 0.05 0.05'],
  ] as const) {
    const [section, ...others] = gridOf(grid, { seeds: 3 });
    assert.equal(others.length, 0);
    assert.equal(new Set(section.experiments.map(experimentName)).size, 8 * 3);
    assert.equal(section.experiments.length, 8 * 3);
    assert.deepEqual(settingsOf(grid), [setting]);
    assert.equal(section.paper?.rows.length, 8);
  }
});

test('Table 6 is IMP and DASH with the prior term at three noise levels', () => {
  const sections = gridOf('6', { seeds: 2 });
  assert.deepEqual(
    sections.map(({ experiments }) => experiments.map(({ strategy, seed }) => `${strategy} ${seed}`)),
    Array.from({ length: 3 }, () => ['imp 1', 'dash 1', 'imp 2', 'dash 2']),
  );
  assert.deepEqual(settingsOf('6'), ['sim350 0 0', 'sim350 0.05 0.05', 'sim350 0.1 0.1']);
  assert.ok(sections.every(({ experiments }) => experiments.every(({ tau }) => tau === 0.99)));
});

test('the corruption curve is DASH and Bio at seven corruptions, and shares its runs with Table 1', () => {
  const [{ experiments }] = gridOf('corruption', { seeds: 3 });
  assert.equal(experiments.length, (2 * 7 + 1) * 3);
  assert.ok(experiments.every(({ noise }) => noise === 0.05));
  const table1 = new Set(gridOf('1', { seeds: 3 })[0].experiments.map(experimentName));
  const shared = experiments.filter((experiment) => table1.has(experimentName(experiment)));
  assert.deepEqual(
    shared.map(({ strategy, seed }) => `${strategy} ${seed}`),
    [1, 2, 3].flatMap((seed) => [`bio ${seed}`, `dash ${seed}`, `imp ${seed}`]),
  );
});

test('the choice of lambda is every pair on every fold, one cross-validation a seed, one seed by default', () => {
  const sections = gridOf('lambda', { seeds: 2 });
  assert.deepEqual(
    sections.map(({ title, experiments }) => [title.slice(-6), experiments.length]),
    [
      ['seed 1', 27],
      ['seed 2', 27],
    ],
  );
  assert.deepEqual(gridOf('lambda'), sections.slice(0, 1));
  const [{ requests, experiments }] = sections;
  assert.equal(new Set(experiments.map(experimentName)).size, 27);
  assert.equal(
    argumentsOf(requests[14]),
    '--dataset sim350 --strategy dash --noise 0.05 --lambda1 0.05 --lambda2 0.01 --fold 3/3 --seed 1 --solver dormand-prince',
  );
  assert.deepEqual(experiments[14].fold, { index: 2, of: 3 });
  assert.throws(() => gridOf('lambda', { strategies: ['imp'] }), /has the strategies dash, not "imp"/);
  // The cell of the paper's lambdas is no run of Table 1: it trains on fewer trajectories.
  const table1 = new Set(gridOf('1')[0].experiments.map(experimentName));
  assert.ok(experiments.every((experiment) => !table1.has(experimentName(experiment))));
});

test('Table 2 is two subsets of the genes beside the numbers of all of them', () => {
  const sections = gridOf('2', { seeds: 2 });
  assert.deepEqual(
    sections.map(({ experiments }) => [...new Set(experiments.map(({ dataset }) => dataset))]),
    [['brca500'], ['brca2000']],
  );
  for (const { experiments, paper, title } of sections) {
    assert.deepEqual(
      experiments.map(({ strategy, seed }) => `${strategy} ${seed}`),
      [1, 2].flatMap((seed) =>
        ['none', 'l0', 'c-node', 'path-reg', 'imp', 'dash'].map((one) => `${one} ${seed}`),
      ),
    );
    assert.equal(paper?.table, 'Table 2');
    assert.match(title, /\(the paper: 11165\)/);
  }
});

test('Table 2 at one size is that alone, at 11165 genes the size of the paper', () => {
  const [section, ...others] = gridOf('2', { seeds: 1, genes: 11165 });
  assert.equal(others.length, 0);
  assert.equal(section.title, 'Table 2: breast cancer, 11165 genes');
  assert.deepEqual(section.experiments.map(({ strategy }) => strategy), ['none', 'l0', 'c-node', 'path-reg', 'imp', 'dash']); // prettier-ignore
  for (const experiment of section.experiments) {
    assert.equal(experiment.dataset, 'brca11165');
    assert.deepEqual([planOf(experiment).hidden, experiment.epochs], [300, 300]);
  }
  assert.match(gridOf('2', { genes: 500 })[0].title, /500 genes \(the paper: 11165\)/);
  assert.throws(() => gridOf('1', { genes: 500 }), /genes belongs to table 2/);
});

test("runs on the authors' data are others than those on simulated trajectories, and the title says which", () => {
  const [simulated] = gridOf('1');
  const [authors] = gridOf('1', { settings: { authorsData: true } });
  assert.equal(authors.title, "Table 1: SIM350, 5 % noise, the authors' training trajectories");
  assert.equal(simulated.title, 'Table 1: SIM350, 5 % noise');
  const names = new Set(simulated.experiments.map(experimentName));
  authors.experiments.forEach((experiment, k) => {
    assert.match(experimentName(experiment), /^sim350-authors-/);
    assert.ok(!names.has(experimentName(experiment)));
    const { authorsData, ...rest } = experiment;
    assert.equal(authorsData, true);
    assert.deepEqual(rest, simulated.experiments[k]);
    assert.deepEqual(completeExperiment(authors.requests[k]), experiment);
  });
  assert.match(argumentsOf(authors.requests[0]), / --authors-data yes$/);
  const [explicit] = gridOf('1', { settings: { authorsData: false } });
  assert.deepEqual(explicit.experiments, simulated.experiments);
  assert.match(argumentsOf(explicit.requests[0]), / --authors-data no$/);
  assert.throws(() => gridOf('8', { settings: { authorsData: true } }), /authorsData belongs to sim350, sim690, hema-erythroid; hema-monocyte/); // prettier-ignore
  assert.throws(() => gridOf('1', { settings: { authorsData: true, generated: true } }), /leave generated or authorsData out/); // prettier-ignore
});

test("Tables 3, 8 and 9 are one lineage each: the paper's settings, then a stretched time with two strategies more", () => {
  for (const [grid, dataset] of [
    ['3', 'hema-erythroid'],
    ['8', 'hema-monocyte'],
    ['9', 'hema-bcell'],
  ] as const) {
    const sections = gridOf(grid, { seeds: 1 });
    assert.deepEqual(
      sections.map(({ experiments }) => experiments.map(({ strategy }) => strategy)),
      [
        ['path-reg', 'imp', 'dash'],
        ['none', 'path-reg', 'imp', 'bio', 'dash'],
      ],
    );
    assert.ok(sections.every(({ experiments }) => experiments.every((one) => one.dataset === dataset)));
    const [published, stretched] = sections.map(({ experiments }) => experiments);
    assert.ok(published.every((one) => !('timeScale' in one)));
    assert.ok(stretched.every(({ timeScale }) => timeScale === 100));
  }
  assert.equal(gridOf('9', { strategies: ['bio', 'none'] }).length, 1, 'of the stretched time alone');
  const [, { requests }] = gridOf('9', { seeds: 1, strategies: ['dash'] });
  assert.equal(
    argumentsOf(requests[0]),
    '--strategy dash --dataset hema-bcell --time-scale 100 --rates-per data-time --seed 1 --solver dormand-prince',
  );
  assert.throws(() => gridOf('9', { strategies: ['l0'] }), /not "l0"/);
});

test('strategies are chosen by name, and one that the table has not is refused', () => {
  const [{ experiments }] = gridOf('1', { seeds: 1, strategies: ['dash', 'imp'] });
  assert.deepEqual(
    experiments.map(({ strategy }) => strategy),
    ['imp', 'dash'],
  );
  assert.throws(() => gridOf('6', { strategies: ['bio'] }), /has the strategies imp, dash, not "bio"/);
  assert.throws(() => gridOf('1', { seeds: 0 }), /1 or more, not 0/);
});

test('the arguments of a run, read back by name and value, are the run', () => {
  const [{ requests, experiments }] = gridOf('corruption', {
    seeds: 1,
    settings: { epochs: 7, generated: true },
  });
  assert.equal(
    argumentsOf(requests[2]),
    '--strategy bio --prior-corruption 0.05 --dataset sim350 --noise 0.05 --seed 1 --solver dormand-prince --epochs 7 --generated',
  );
  requests.forEach((request, k) => assert.deepEqual(completeExperiment(request), experiments[k]));
});
