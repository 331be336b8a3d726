import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completeExperiment, experimentName } from '../../lib/experiments/experiment';
import { datasetNamed } from '../../lib/datasets/datasets';
import { STRATEGIES, strategyLabel, strategyNamed, strategyStyle } from '../../lib/strategies/strategies';
import { penaltyWeights } from '../../lib/strategies/strategy';
import { planOf } from '../../lib/experiments/plan-of';
import { readTuning } from '../../lib/reproduction/grids/tune-penalties';

const PENALTY_STRATEGIES = STRATEGIES.filter(({ penalty }) => penalty).map(({ name }) => name);

test('a penalty strategy has a penalty and no pruning events, the others the reverse', () => {
  for (const strategy of PENALTY_STRATEGIES) {
    const { penalty, pruning, multiplierFactor, tau } = planOf(completeExperiment({ strategy }));
    assert.ok(penalty !== undefined && pruning === null);
    assert.equal(multiplierFactor, 5);
    assert.equal(tau, 1);
  }
  for (const strategy of ['none', 'imp', 'bio', 'dash'] as const) {
    assert.ok(!('penalty' in planOf(completeExperiment({ strategy }))), strategy);
  }
});

test('the published code: no L0 penalty at T = 1/50; 1e-3 on path L1; 1e-4 on open paths beside it; one rate for all', () => {
  const published = PENALTY_STRATEGIES.map((strategy) =>
    planOf(completeExperiment({ strategy, asPublishedCode: true })),
  );
  assert.ok(published.every(({ multiplierFactor }) => multiplierFactor === 1));
  const [l0, cNode, pathReg] = published.map(({ penalty }) => penalty);
  assert.equal(l0?.l0, 0);
  assert.equal(l0?.gates?.temperature, 1 / 50);
  assert.equal(cNode?.pathL1, 1e-3);
  assert.equal(cNode?.paths, null);
  assert.equal(cNode?.gates?.values.network, 'open');
  for (const penalty of [l0, pathReg]) assert.equal(penalty?.gates?.values.network, 'draw');
  assert.ok(Math.abs((pathReg?.pathL1 ?? 0) - 1e-3) < 1e-12);
  assert.deepEqual(pathReg?.paths, { weight: 1e-4, gates: 'sampled' });
});

test('the weight of a penalty is part of the experiment, and belongs to penalty strategies alone', () => {
  const [light, heavy] = [0.01, 0.1].map((penaltyWeight) =>
    completeExperiment({ strategy: 'l0', penaltyWeight }),
  );
  assert.equal(planOf(heavy).penalty?.l0, 0.1);
  assert.notEqual(experimentName(light), experimentName(heavy));
  assert.throws(
    () => completeExperiment({ strategy: 'dash', penaltyWeight: 1 }),
    /penaltyWeight belongs to .*l0/,
  );
  for (const penaltyWeight of [-1, NaN, Infinity]) {
    assert.throws(() => completeExperiment({ strategy: 'l0', penaltyWeight }), /from 0 on/);
  }
});

test('every tuned weight is the largest of its stored grid that is close to the lowest validation loss', () => {
  const grids = new Map<string, ReturnType<typeof readTuning>>();
  for (const row of readTuning()) {
    const { dataset, strategy } = row.configuration;
    const name = `${dataset} ${strategy}`;
    grids.set(name, [...(grids.get(name) ?? []), row]);
  }
  assert.deepEqual([...grids.keys()].sort(), [
    'brca500 c-node',
    'brca500 l0',
    'brca500 path-reg',
    'hema-bcell path-reg',
    'sim350 c-node',
    'sim350 l0',
    'sim350 path-reg',
  ]);
  for (const [name, rows] of grids) {
    assert.equal(new Set(rows.map(({ configuration }) => configuration.epochs)).size, 1, name);
    const { dataset, strategy } = rows[0].configuration;
    const data = datasetNamed(dataset);
    const bound = (1 + data.close) * Math.min(...rows.map((row) => row.validationLoss));
    const close = rows.filter(({ validationLoss }) => validationLoss <= bound);
    const chosen = Math.max(...close.map(({ configuration }) => configuration.penaltyWeight));
    const weights = penaltyWeights(strategyNamed(strategy), data);
    assert.equal(weights?.tuned, chosen, name);
    assert.deepEqual(
      rows.map(({ configuration }) => configuration.penaltyWeight).sort((a, b) => a - b),
      weights?.tried,
    );
  }
});

test('the published penalties of bone marrow are ten times those of the other data', () => {
  const penalty = planOf(
    completeExperiment({ dataset: 'hema-bcell', strategy: 'path-reg', asPublishedCode: true }),
  ).penalty;
  assert.ok(Math.abs((penalty?.pathL1 ?? 0) - 0.01) < 1e-12);
  assert.equal(penalty?.paths?.weight, 1e-3);
});

test('the list is in the paper’s order, each strategy drawn as no other; an unknown name is told what there is', () => {
  const names = STRATEGIES.map(({ name }) => name);
  assert.deepEqual(names, [
    'none',
    'post-hoc',
    'l0',
    'c-node',
    'path-reg',
    'imp',
    'bio',
    'dash',
    'lasso',
    'lasso-prior',
    'evidence',
  ]);
  for (const property of ['name', 'label', 'colour', 'shape'] as const) {
    assert.equal(new Set(STRATEGIES.map((one) => one[property])).size, STRATEGIES.length, property);
  }
  assert.throws(
    () => strategyNamed('dahs'),
    /strategy is one of none, .*dash, lasso, lasso-prior, evidence, not "dahs"/,
  );
  assert.deepEqual([strategyLabel('bio'), strategyLabel('mine')], ['BioPruning', 'mine']);
  assert.equal(strategyStyle('mine').colour, '#000000');
});
