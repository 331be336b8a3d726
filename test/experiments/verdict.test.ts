import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verdict } from '../../lib/experiments/verdict';
import { madeResult } from './made-result';

test('the closing words name the model, its error beside "nothing changes", its sparsity and how dense its network is', () => {
  // Made results: "nothing changes" has 1e-2, 12.5 targets a gene, the last epoch 2 points sparser than the best.
  const better = madeResult({}, { noisyPairs: 3e-3, sparsity: 0.9, bestEpoch: 11, epochs: 12 });
  assert.equal(
    verdict(better, 'best'),
    'the model of the best validation epoch (11): error over the next time of the test series 3.00e-3, 70 % below that of ' +
      '"nothing changes" (1.00e-2); 90.0 % sparse, and a gene regulates 12.5 others on average',
  );
  assert.match(verdict(better, 'last'), /^the model of the last epoch \(12\): .*; 92\.0 % sparse/);
  const worse = madeResult({}, { noisyPairs: 1.5e-2 });
  assert.match(
    verdict(worse, 'best'),
    /1\.50e-2, 50 % ABOVE that of "nothing changes" \(1\.00e-2\): it predicts/,
  );
  const hopeless = madeResult({}, { noisyPairs: 5.9 });
  assert.match(verdict(hopeless, 'best'), /5\.90e\+0, 590 TIMES that of "nothing changes"/);
  const early = { ...better, stoppedBy: 'request' as const };
  assert.match(
    verdict(early, 'last'),
    /^finished early, after epoch 12: the model of the last epoch \(12\): /,
  );
});
