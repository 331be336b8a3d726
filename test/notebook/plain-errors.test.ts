import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { Worker } from 'node:worker_threads';
import { readCSV } from 'danfojs-node';
import { createExecutor, type Executor } from 'tslab/dist/executor';
import { printPlainly } from '../../lib/notebook/plain-errors';
import { loadStudy } from '../../lib/studies/own/own-study';
import { loadModel } from '../../lib/phoenix/model';
import { showTable } from '../../lib/notebook/display';
import { temporaryFile, temporaryFolder } from '../files/temporary-folder';

/** What the work throws, as a cell prints it. */
async function printed(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    return inspect(error);
  }
  return assert.fail('nothing was thrown');
}

test('an error of the library is printed as its message; others, and slips, with the way they came', async (t) => {
  const prior = temporaryFile(t, 'prior.csv', 'regulator,target,sign\nA,B,#NAME?\n');
  const expression = temporaryFile(t, 'levels.csv', 'gene,0,1,2,3\nA,1,2,3,4\nB,4,3,2,1\n');
  const wrongPrior = (): Promise<unknown> => loadStudy({ expression, prior });
  assert.match(await printed(wrongPrior), /\n +at .*lib/);
  const undo = printPlainly();
  try {
    assert.match(
      await printed(wrongPrior),
      /^Error: prior\.csv, line 2, column 3 \(A -> B\): "#NAME\?" is no sign[^\n]*$/,
    );
    assert.match(await printed(() => showTable([['a']], [])), /^RangeError: row 0 of the table[^\n]*$/);
    // Node's error, on the library's behalf.
    assert.match(await printed(() => loadModel(join(prior, 'gone'))), /^Error: [^\n]*$/);
    const own = await printed(() => {
      throw new Error('of a cell');
    });
    assert.match(own, /^Error: of a cell\n +at .*plain-errors\.test/);
    const slip = await printed(() => loadStudy(null as unknown as Parameters<typeof loadStudy>[0]));
    assert.match(slip, /^TypeError: [^\n]*\n +at .*own-study/);
  } finally {
    undo();
  }
  assert.match(await printed(wrongPrior), /\n +at .*lib/);
});

test('an interrupted cell, and a table whose file is not there, say what to do', async (t) => {
  const missing = (): Promise<unknown> => readCSV('no-such-table.csv');
  const own = (): never => {
    throw new Error('Interrupted asynchronously');
  };
  t.after(printPlainly());
  assert.match(await printed(missing), /^Error: a file that this cell reads does not exist[^\n]*$/);
  assert.ok((await printed(missing)).endsWith(`in ${process.cwd()}`));
  assert.match(
    await printed(() => readCSV(temporaryFolder(t))),
    /^Error: what this cell reads as a table is a folder[^\n]*$/,
  );
  // The same words from elsewhere mean something else.
  assert.match(await printed(own), /^Error: Interrupted asynchronously\n +at .*plain-errors\.test/);
});

/** tslab's own way to run a cell, which is handed over as JavaScript, and what it prints on stderr. */
function cells(waits: boolean): { executor: Executor; printed: string[] } {
  const printed: string[] = [];
  const convert = (_: string, output: string) => ({ output, diagnostics: [], hasToplevelAwait: waits });
  const say = {
    log: () => {},
    error: (...said: unknown[]) => printed.push(said.map((one) => inspect(one)).join(' ')),
  };
  const converters = { node: { convert } } as unknown as Parameters<typeof createExecutor>[1];
  return { executor: createExecutor(process.cwd(), converters, say), printed };
}

const STOPPED = 'Stopped by an interrupt. The cells below need what this one makes: run it again before them';

test('a cell that waits for something says that an interrupt stopped it', async (t) => {
  t.after(printPlainly());
  const { executor, printed } = cells(true);
  const cell = executor.execute('await new Promise(() => {});');
  executor.interrupt();
  assert.equal(await cell, false);
  assert.deepEqual(printed, [STOPPED]);
});

test(
  'so does a cell that computes and waits for nothing',
  { skip: process.platform === 'win32' && 'signals are sent to no process on Windows' },
  async (t) => {
    t.after(printPlainly());
    // The cell says that it runs, and a thread of its own interrupts the process then.
    const running = new Int32Array(new SharedArrayBuffer(4));
    Object.assign(globalThis, { running });
    t.after(() => Reflect.deleteProperty(globalThis, 'running'));
    const interrupt =
      "const { workerData } = require('node:worker_threads'); Atomics.wait(workerData, 0, 0); process.kill(process.pid, 'SIGINT');";
    const thread = new Worker(interrupt, { eval: true, workerData: running });
    const { executor, printed } = cells(false);
    assert.equal(
      await executor.execute('Atomics.store(running, 0, 1); Atomics.notify(running, 0); for (;;);'),
      false,
    );
    assert.deepEqual(printed, [STOPPED]);
    await thread.terminate();
  },
);
