import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashStudy } from '../../lib/studies/study-hash';
import { relaxingGenes } from '../training/relaxing-genes';

test('a study without the optional fields keeps the hash it had before there were any', () => {
  // Written down when the optional fields were added; stored results and checkpoints hold such hashes.
  assert.equal(
    hashStudy(relaxingGenes()),
    'e6188403806f641219ded34008eaee97a4149517a8f0577671b5c18406d7e4f8',
  );
});

test('assayed rows and regulators count, remarks do not', () => {
  const study = relaxingGenes();
  const hashes = [
    study,
    { ...study, assayed: [0, 1] },
    { ...study, regulators: [0, 1] },
    { ...study, assayed: [0], regulators: [1] },
    { ...study, assayed: [] },
  ].map(hashStudy);
  assert.equal(new Set(hashes).size, 5);
  assert.equal(hashStudy({ ...study, remarks: ['a word'] }), hashes[0]);
});
