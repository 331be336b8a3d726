import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completeExperiment, experimentName, storedExperiment } from '../../../lib/experiments/experiment';
import { planOf } from '../../../lib/experiments/plan-of';
import { argumentsOf, gridOf, type GridName, type TableSection } from '../../../lib/reproduction/grids/grids';
import { rowLabel, rowOf } from '../../../lib/reproduction/grids/table-row';

const settingsOf = (grid: GridName): string[] => [
  ...new Set(
    gridOf(grid)
      .flatMap(({ experiments }) => experiments)
      .map(({ dataset, noise, priorCorruption }) => `${dataset} ${noise} ${priorCorruption}`),
  ),
];

/** Rows of a section with the number of their seeds. */
const rowsOf = ({ experiments }: TableSection): [row: string, seeds: number][] => {
  const names = [...new Set(experiments.map(rowOf))];
  return names.map((row) => [row, experiments.filter((one) => rowOf(one) === row).length]);
};

test('a table of simulated data: the paper, the penalties as published, and what people would use instead', () => {
  for (const [grid, setting, published] of [
    ['1', 'sim350 0.05 0.05', 5],
    ['4', 'sim350 0 0', 3],
    ['5', 'sim350 0.1 0.1', 3],
    ['7', 'sim690 0.05 0.05', 3],
  ] as const) {
    const [section, ...others] = gridOf(grid);
    assert.equal(others.length, 0);
    assert.deepEqual(rowsOf(section), [
      ['none', 5],
      ['post-hoc', 5],
      ['l0', 5],
      ['l0-published', published],
      ['c-node', 5],
      ['c-node-published', published],
      ['path-reg', 5],
      ['path-reg-published', published],
      ['imp', 20],
      ['bio', 20],
      ['dash', 20],
      ['scale-matched', 20],
      ['lasso', 20],
      ['lasso-prior', 20],
      ['evidence', 20],
    ]);
    assert.equal(new Set(section.experiments.map(experimentName)).size, section.experiments.length);
    assert.deepEqual(settingsOf(grid), [setting]);
    assert.equal(section.paper?.rows.length, 8);
    assert.ok(section.experiments.every(({ solver }) => solver === 'krogstad'));
    const scaled = section.experiments.filter(({ mixing }) => mixing === 'scale-matched');
    assert.ok(scaled.every((one) => one.lambda1 === 0.5 && one.lambda2 === 0.5 && one.strategy === 'dash'));
    // A stopped grid has all rows at its first seeds.
    const seeds = section.experiments.map(({ seed }) => seed);
    assert.deepEqual(
      seeds,
      [...seeds].sort((a, b) => a - b),
    );
  }
});

test('so many seeds are asked of every row, and rows are chosen by name', () => {
  const [section] = gridOf('1', { seeds: 7, strategies: ['l0-published', 'dash', 'scale-matched'] });
  assert.deepEqual(rowsOf(section), [
    ['l0-published', 7],
    ['dash', 7],
    ['scale-matched', 7],
  ]);
  const [{ experiments }] = gridOf('1', { strategies: ['l0', 'l0-published'], seeds: 1 });
  assert.deepEqual(experiments.map(({ penaltyWeight }) => penaltyWeight), [0.01, 0]); // prettier-ignore
  assert.deepEqual([...new Set(experiments.map(rowOf))].map(rowLabel), ['L0', 'L0, as published']);
  // All as published: no row twice.
  const [published] = gridOf('1', { settings: { asPublishedCode: true }, seeds: 1 });
  assert.deepEqual(published.experiments.map(rowOf).slice(0, 4), ['none-published', 'post-hoc-published', 'l0-published', 'c-node-published']); // prettier-ignore
  assert.equal(published.experiments.length, 12);
  assert.throws(() => gridOf('1', { strategies: ['l0-published'], settings: { asPublishedCode: true } }), /not "l0-published"/); // prettier-ignore
});

test('results by the scheme of the paper keep their names', () => {
  const [before] = gridOf('1', { seeds: 3, strategies: ['dash'], settings: { solver: 'dormand-prince' } });
  // Named in data/results since the first days of the project.
  assert.deepEqual(before.experiments.map(experimentName), before.experiments.map(({ seed }) => experimentName(storedExperiment({ seed })))); // prettier-ignore
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

test('the corruption curve is DASH and Bio at seven corruptions, at 5 % those of Table 1 by the scheme of the paper', () => {
  const [{ experiments }] = gridOf('corruption', { seeds: 3 });
  assert.equal(experiments.length, (2 * 7 + 1) * 3);
  assert.ok(experiments.every(({ noise }) => noise === 0.05));
  const before = gridOf('1', { seeds: 3, settings: { solver: 'dormand-prince' } });
  const table1 = new Set(before[0].experiments.map(experimentName));
  const shared = experiments.filter((experiment) => table1.has(experimentName(experiment)));
  assert.deepEqual(
    shared.map(({ strategy, seed }) => `${strategy} ${seed}`),
    [1, 2, 3].flatMap((seed) => [`bio ${seed}`, `dash ${seed}`, `imp ${seed}`]),
  );
});

test('the evidence curve: twenty seeds from 101 on, seven priors a seed; of the unpruned model five, on the smaller system', () => {
  const [small, large, ...others] = gridOf('evidence').map(rowsOf);
  assert.deepEqual(others, []);
  const priors = ['evidence', 'lasso-prior', 'dash', 'scale-matched'].map((row) => [row, 7 * 20]);
  assert.deepEqual(large, [['lasso', 20], ['imp', 20], ...priors]);
  assert.deepEqual(small, [...large, ['none', 7 * 5]]);
  const seeds = gridOf('evidence').map(({ experiments }) => experiments.map(({ seed }) => seed));
  assert.deepEqual(seeds.map((all) => [Math.min(...all), Math.max(...all)]), [[101, 120], [101, 120]]); // prettier-ignore
  assert.deepEqual(gridOf('evidence', { seeds: 2, strategies: ['none'] }).map(rowsOf), [[['none', 7 * 2]]]);
});

test('lambda where the prior gets worse: five shares on three folds, on the data and priors of the evidence curve', () => {
  const sections = gridOf('lambda-corruption', { seeds: 2 });
  assert.equal(sections.length, 7 * 2);
  const experiments = sections.flatMap((section) => section.experiments);
  assert.equal(new Set(experiments.map(experimentName)).size, 7 * 2 * 5 * 3);
  assert.ok(
    experiments.every(({ lambda1, lambda2, mixing }) => lambda1 === lambda2 && mixing === 'scale-matched'),
  );
  const whole = (one: (typeof experiments)[number]): string => experimentName({ ...one, fold: undefined });
  const curve = new Set(gridOf('evidence')[0].experiments.map(whole));
  assert.deepEqual(
    [...new Set(experiments.filter((one) => curve.has(whole(one))).map(({ lambda1 }) => lambda1))],
    [0.5],
  );
});

test('the choice of lambda is every pair on every fold, one cross-validation a noise and seed, three seeds by default', () => {
  const sections = gridOf('lambda', { seeds: 2 });
  assert.deepEqual(
    sections.map(({ title, experiments }) => [title.split(', ').slice(-2).join(', '), experiments.length]),
    [5, 0, 10].flatMap((noise) => [1, 2].map((seed) => [`${noise} % noise, seed ${seed}`, 27])),
  );
  assert.deepEqual(
    gridOf('lambda').filter(({ title }) => !title.endsWith('3')),
    sections,
  );
  const [{ requests, experiments }] = sections;
  assert.equal(new Set(experiments.map(experimentName)).size, 27);
  assert.equal(
    argumentsOf(requests[14]),
    '--dataset sim350 --strategy dash --noise 0.05 --lambda1 0.05 --lambda2 0.01 --fold 3/3 --solver krogstad --seed 1',
  );
  assert.deepEqual(experiments[14].fold, { index: 2, of: 3 });
  assert.throws(() => gridOf('lambda', { strategies: ['imp'] }), /has the strategies dash, not "imp"/);
  // The cell of the paper's lambdas is no run of Table 1: it trains on fewer trajectories.
  const before = gridOf('1');
  const table1 = new Set(before[0].experiments.map(experimentName));
  assert.ok(experiments.every((experiment) => !table1.has(experimentName(experiment))));
});

test('Table 2 is two subsets of the genes beside the numbers of all of them', () => {
  const sections = gridOf('2', { seeds: 2 });
  assert.deepEqual(
    sections.map(({ experiments }) => [...new Set(experiments.map(({ dataset }) => dataset))]),
    [['brca500'], ['brca2000']],
  );
  for (const { experiments, paper, title } of sections) {
    const defined = experiments.filter(({ asPublishedCode }) => !asPublishedCode);
    assert.deepEqual(
      defined.map(({ strategy, seed }) => `${strategy} ${seed}`),
      [1, 2].flatMap((seed) =>
        ['none', 'l0', 'c-node', 'path-reg', 'imp', 'dash'].map((one) => `${one} ${seed}`),
      ),
    );
    const published = experiments.filter(({ asPublishedCode }) => asPublishedCode).map(rowOf);
    const penalties = ['l0-published', 'c-node-published', 'path-reg-published'];
    assert.deepEqual(published, experiments[0].dataset === 'brca500' ? [...penalties, ...penalties] : []);
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
      sections.map(({ experiments }) => experiments.map(rowOf)),
      [
        ['path-reg', 'path-reg-published', 'imp', 'dash'],
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

test('the gap and the unit of time: DASH beside what it is compared with, and four units a lineage', () => {
  const [gap, ...others] = gridOf('gap');
  assert.equal(others.length, 0);
  assert.deepEqual(rowsOf(gap), [['none', 3], ['imp', 3], ['dash', 3]]); // prettier-ignore
  assert.ok(gap.experiments.every(({ dataset, testGap }) => dataset === 'brca500' && testGap === 22));
  const scales = gridOf('time-scale');
  assert.deepEqual(
    scales.map(({ experiments }) => experiments.map(({ timeScale = 1 }) => timeScale)),
    [
      [1, 10, 100, 1000],
      [1, 10, 100, 1000],
      [1, 10, 100, 1000],
    ],
  );
  // The first and the third are those of Tables 3, 8 and 9.
  for (const [k, grid] of (['3', '8', '9'] as const).entries()) {
    const stored = new Set(gridOf(grid).flatMap(({ experiments }) => experiments.map(experimentName)));
    const [plain, , stretched] = scales[k].experiments.map(experimentName);
    assert.ok(stored.has(plain) && stored.has(stretched), grid);
  }
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
