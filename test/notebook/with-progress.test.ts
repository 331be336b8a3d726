import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { withProgress, type Progress } from '../../lib/notebook/with-progress';
import { fakeKernel } from './fake-kernel';
import { interruptedWhen } from './interruption';

let kernel: ReturnType<typeof fakeKernel>;
beforeEach(() => (kernel = fakeKernel()));
afterEach(() => kernel.remove());
const shown = (): string => String(kernel.messages[kernel.messages.length - 1]?.data['text/plain']);

test('work of many steps tells how far it is, in one place, and gives what it gives', async () => {
  const result = await withProgress('Steps', async ({ report }) => {
    for (let step = 1; step <= 8; step++) {
      await sleep(100);
      report(step, 8);
    }
    return 'done';
  });
  assert.equal(result, 'done');
  assert.equal(new Set(kernel.messages.map(({ transient }) => transient.display_id)).size, 1);
  const texts = kernel.messages.map(({ data }) => String(data['text/plain']));
  assert.equal(texts[0], 'Steps: nothing done yet');
  const half = texts.find((text) => text.includes('4 of 8'));
  if (half !== undefined) assert.match(half, /^Steps: ━{8}┄{8} 4 of 8, about \d+ s left$/);
  assert.ok(texts.some((text) => /━+┄+ \d of 8, about \d+ s left$/.test(text)));
  assert.match(shown(), /^Steps: 8 of 8 in \d+ s$/);
});

test('an interrupt aborts the signal, and the line says where it stopped', async () => {
  let steps = 0;
  const error = await interruptedWhen(
    () => steps === 3,
    () =>
      withProgress('Steps', async ({ signal, report }) => {
        while (!signal.aborted) {
          report(++steps, 1000);
          await sleep(30);
        }
        throw new Error('stopped');
      }),
  );
  assert.ok(error instanceof Error && error.message === 'stopped');
  assert.equal(shown(), 'Steps: 3 of 1000, stopped');
});

test('of work that finishes an interrupt is heard first, and the cell goes on with what there is', async () => {
  let result: unknown;
  let cellEnded = false;
  const ofKernel = (): void => void (cellEnded = true);
  process.on('SIGINT', ofKernel);
  let steps = 0;
  const counting = (times: number) =>
    interruptedWhen(
      () => steps === 3,
      async () => {
        const work = async ({ signal, finish, report }: Progress): Promise<number> => {
          for (steps = 0; times > 1 || !finish.aborted; await sleep(30)) {
            signal.throwIfAborted();
            report(++steps, 1000);
          }
          return steps;
        };
        result = await withProgress('Steps', work, { finishes: true });
      },
      times,
    );
  assert.equal(await counting(1), null);
  assert.ok(!cellEnded);
  assert.equal(result, 3);
  assert.equal(shown(), 'Steps: 3 of 1000, ended early');
  // A second one stops it, and is the kernel's, too.
  const error = await counting(2);
  process.removeListener('SIGINT', ofKernel);
  assert.equal((error as Error).name, 'AbortError');
  assert.ok(cellEnded);
  assert.equal(shown(), 'Steps: 3 of 1000, stopped');
});
