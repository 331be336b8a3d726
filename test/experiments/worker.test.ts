import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import type { FromWorker } from '../../lib/experiments/worker';
import { temporaryFile } from '../files/temporary-folder';

const WORKER = join(__dirname, '..', '..', 'lib', 'experiments', 'worker.ts');

/** Interrupts the process that loads it at the moment when it begins to load this file of the library. */
const interruptAt = (file: string): string => `
const modules = require('node:module');
const load = modules._load;
let sent = false;
modules._load = function (request, ...others) {
  if (!sent && request.includes(${JSON.stringify(file)})) {
    sent = true;
    process.kill(process.pid, 'SIGINT');
  }
  return load.call(this, request, ...others);
};
`;

test(
  'an interrupt while a worker still loads its libraries does not end it before it is told what to do',
  { skip: process.platform === 'win32' && 'a signal ends any process on Windows' },
  async (t) => {
    const preload = temporaryFile(t, 'interrupt.cjs', interruptAt('training-failure'));
    const worker = fork(WORKER, [], {
      serialization: 'advanced',
      execArgv: ['--require', preload, ...process.execArgv.filter((word) => !word.startsWith('--test'))],
    });
    t.after(() => worker.kill('SIGKILL'));
    const ended = once(worker, 'close');
    const heard: FromWorker[] = [];
    worker.on('message', (message: FromWorker) => heard.push(message));
    worker.send({ kind: 'run', experiment: { strategy: 'no such strategy' }, checkpoint: null });
    // Its own end, by no signal, after an answer.
    assert.deepEqual(await ended, [0, null]);
    assert.deepEqual(
      heard.map(({ kind }) => kind),
      ['failed'],
    );
  },
);
