import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastLineOf } from '../../bench/measure-group';

test("why a peer failed: the error's own line, whatever a library puts around it", () => {
  const diffrax = [
    'python diffrax_peer.py ended with 1:',
    'ValueError: INTERNAL: CpuCallback error calling callback: Traceback (most recent call last):',
    '  File "equinox/_errors.py", line 88, in raises',
    '_EquinoxRuntimeError: The maximum number of solver steps was reached. Try increasing `max_steps`.',
    '',
    '--------------------',
    'An error occurred during the runtime of your JAX program! Please wrap your program.',
    '--------------------',
    '',
  ].join('\n');
  const reason =
    'failed: _EquinoxRuntimeError: The maximum number of solver steps was reached. Try increasing `max_steps`.';
  assert.equal(lastLineOf(new Error(diffrax)), reason);
  // What a peer says itself on its way out.
  assert.equal(
    lastLineOf(new Error('ended with 1:\nno setting reaches 1e-5\n')),
    'failed: no setting reaches 1e-5',
  );
  assert.equal(lastLineOf(new Error('--------\n')), 'failed: without a word');
});
