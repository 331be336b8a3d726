import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

describe('tfjs-node, mended', async () => {
  const { mended } = await import('../../scripts/setup/mend-tfjs-node.mjs');

  it('asks for null itself, in the words of the released package', () => {
    assert.equal(
      mended(
        'var kCount = (0, util_1.isNullOrUndefined)(k) ? 1 : k;\n    if ((0, util_1.isArray)(tensors)) {',
      ),
      'var kCount = (k == null) ? 1 : k;\n    if (Array.isArray(tensors)) {',
    );
  });

  it('calls nothing of node:util in the package as it is set up', () => {
    const dist = join(__dirname, '..', '..', 'node_modules', '@tensorflow', 'tfjs-node', 'dist');
    for (const file of ['nodejs_kernel_backend.js', join('kernels', 'TopK.js')]) {
      assert.doesNotMatch(readFileSync(join(dist, file), 'utf8'), /util_1\.is\w+\)\(/, file);
    }
  });
});
