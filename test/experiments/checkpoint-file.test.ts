import assert from 'node:assert/strict';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkpointFile, lockRun, stoppedWithOtherEpochs } from '../../lib/experiments/checkpoint-file';
import { completeExperiment } from '../../lib/experiments/experiment';
import { loadStudyOf } from '../../lib/experiments/load-study';
import { runExperiment } from '../../lib/experiments/run-experiment';
import { temporaryFolder } from '../files/temporary-folder';

const asked = (epochs: number, seed = 1) =>
  completeExperiment({ dataset: 'hema-bcell', strategy: 'imp', generated: true, epochs, seed });

test('a run that was stopped under other epochs is found, the farthest one, and no other run', async (t) => {
  const folder = temporaryFolder(t);
  const study = await loadStudyOf(asked(9));
  assert.equal(stoppedWithOtherEpochs(asked(9), study, join(folder, 'not there')), null);
  for (const epochs of [2, 4]) {
    const file = checkpointFile(asked(epochs), folder);
    await runExperiment(asked(epochs), { study, checkpoint: { file } });
  }
  const [short, far] = [2, 4].map((epochs) => checkpointFile(asked(epochs), folder));
  // Garbage, and another run under a name that could be one of this run's.
  writeFileSync(checkpointFile(asked(5), folder), 'garbage');
  copyFileSync(far, checkpointFile(asked(6, 2), folder));
  assert.deepEqual(stoppedWithOtherEpochs(asked(9), study, folder), { file: far, epoch: 4 });
  assert.equal(stoppedWithOtherEpochs(asked(9, 2), await loadStudyOf(asked(9, 2)), folder), null);

  // One that is being trained is left alone. (A lock of process 1, which always runs.)
  const release = lockRun(far);
  assert.deepEqual(stoppedWithOtherEpochs(asked(9), study, folder), { file: short, epoch: 2 });
  release();
});
