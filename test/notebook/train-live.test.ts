import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completeExperiment, type ExperimentRequest } from '../../lib/experiments/experiment';
import { trainLive } from '../../lib/notebook/train-live';
import { fakeKernel } from './fake-kernel';

async function linesOf(...requests: ExperimentRequest[]): Promise<string[]> {
  const kernel = fakeKernel();
  try {
    const experiments = requests.map((request) =>
      completeExperiment({ generated: true, epochs: 1, ...request }),
    );
    await trainLive(experiments, { title: 'Runs' });
    const { data } = kernel.messages[kernel.messages.length - 1];
    const [, ...lines] = String(data['text/plain']).replaceAll('\u00a0', ' ').split('\n');
    return lines.map((line) => line.split(' ━')[0].trim());
  } finally {
    kernel.remove();
  }
}

test('runs are named by strategy and seed, and by whatever else differs where that leaves two alike', async () => {
  assert.deepEqual(await linesOf({ seed: 1 }, { strategy: 'imp', seed: 1, noise: 0 }), [
    'DASH, seed 1',
    'IMP, seed 1',
  ]);
  assert.deepEqual(await linesOf({ lambda1: 0.5, asPublishedCode: true }, {}), [
    'DASH, seed 1, lambda1 0.5, as published code',
    'DASH, seed 1, lambda1 0.05, usual as published code',
  ]);
});
