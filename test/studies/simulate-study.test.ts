import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { simulateStudy, type SimulateStudyOptions } from '../../lib/studies/simulate-study';
import { Random } from '../../lib/math/random';
import { entriesOf } from '../../lib/math/sparse-matrix';
import { networkFromText } from '../../lib/simulation/network-text';

const network = networkFromText(
  'in -> a, in -| b, a -> c, b -> c, c -> d, a -| d, in -> e, e -> f, b -| f, d -> g',
  Random.fromSeed(1),
);
const simulate = (options: Partial<SimulateStudyOptions> = {}) =>
  simulateStudy(network, {
    name: 'eight genes',
    trajectories: { training: 40, validation: 3, test: 2 },
    noise: 0.1,
    priorCorruption: 0.2,
    seed: 1,
    ...options,
  });

describe('a simulated study of a network of one’s own', () => {
  it('has the split that was asked for, the network as its truth, and a share of its edges moved in the prior', () => {
    const { genes, training, validation, test, truth, prior, source } = simulate();
    assert.deepEqual(genes, network.genes);
    assert.deepEqual([training.length, validation.length, test.length], [40, 3, 2]);
    const signed = [...entriesOf(truth!)].map(([from, to, sign]) => `${from} ${to} ${sign}`);
    const expected = network.edges.map(
      ({ regulator, target, activates }) => `${regulator} ${target} ${activates ? 1 : -1}`,
    );
    assert.deepEqual(signed.sort(), expected.sort());
    const kept = [...entriesOf(prior)].filter(([from, to, sign]) => signed.includes(`${from} ${to} ${sign}`));
    assert.deepEqual([prior.values.length, kept.length], [10, 8]);
    assert.match(source, /8 genes and 10 edges \(seed 1\); noise 10 %; prior with 20 % of its edges moved/);
  });

  it('adds noise of half the level once, and keeps clean values, split and prior at every level', () => {
    const noisy = simulate();
    const clean = simulate({ noise: 0 });
    const differences = noisy.training.flatMap(({ recorded, clean: levels }) =>
      Array.from(recorded, (value, k) => value - levels[k]),
    );
    const sd = Math.sqrt(differences.reduce((sum, x) => sum + x * x, 0) / differences.length);
    // 1600 draws: the sd is known to 0.05 / sqrt(3200) = 0.0009.
    assert.ok(Math.abs(sd - 0.05) < 0.004, `sd ${sd}`);
    noisy.test.forEach((series, k) => assert.deepEqual(series.clean, clean.test[k].recorded));
    assert.deepEqual(noisy.prior, clean.prior);
    assert.notEqual(noisy.hash, clean.hash);
    assert.equal(simulate().hash, noisy.hash, 'the same from the same seed');
  });

  it('leaves input genes where they start', () => {
    const { training, genes } = simulate({ noise: 0 });
    assert.equal(genes[0], 'in');
    for (const { recorded } of training) assert.equal(new Set(recorded.subarray(0, 5)).size, 1);
  });

  it('refuses parts without a trajectory and noise that is no fraction', () => {
    assert.throws(
      () => simulate({ trajectories: { training: 4, validation: 0, test: 1 } }),
      /0 validation trajectories/,
    );
    assert.throws(() => simulate({ noise: 5 }), /fraction from 0 to 1, not 5/);
  });
});
