import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storedExperiment, type ExperimentRequest } from '../../../lib/experiments/experiment';
import { variationsOf } from '../../../lib/reproduction/grids/variations';
import { storeOf } from '../../experiments/made-result';

test('variations of a run: the same seed and data with another penalty weight, tau, limit of epochs or code, and nothing else', () => {
  const stored = storeOf(
    [{ strategy: 'c-node' }],
    [{ strategy: 'c-node', penaltyWeight: 3e-2 }],
    [{ strategy: 'c-node', penaltyWeight: 1e-4 }],
    [{ strategy: 'c-node', asPublishedCode: true, penaltyWeight: 1e-3 }],
    [{ strategy: 'c-node', penaltyWeight: 1e-4, seed: 2 }],
    [{ strategy: 'c-node', penaltyWeight: 1e-4, noise: 0.1 }],
    [{ strategy: 'c-node', penaltyWeight: 1e-4, epochs: 60 }],
    [{ strategy: 'c-node', penaltyWeight: 1e-4, fold: { index: 0, of: 3 } }],
    [{ strategy: 'l0', penaltyWeight: 1e-4 }],
    [{ strategy: 'none', tau: 1 }],
  );
  const found = (request: ExperimentRequest) =>
    variationsOf(storedExperiment(request), stored).map(({ changed, result: { configuration: c } }) => [
      changed.join(),
      c.penaltyWeight,
      c.tau,
    ]);
  assert.deepEqual(found({ strategy: 'c-node' }), [
    ['penaltyWeight', 1e-4, 1],
    ['penaltyWeight,epochs', 1e-4, 1],
    ['penaltyWeight,asPublishedCode', 1e-3, 1],
    ['penaltyWeight', 3e-2, 1],
  ]);
  assert.deepEqual(found({ strategy: 'none' }), [['tau', 0, 1]]);
  assert.deepEqual(found({ strategy: 'dash' }), []);
});
