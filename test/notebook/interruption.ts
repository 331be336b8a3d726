import assert from 'node:assert/strict';

/**
 * Interrupts what a function starts as Jupyter does, by the SIGINT handler that it installs, once `when` holds, so many times.
 * @returns what the function rejected with, or null
 */
export async function interruptedWhen(
  when: () => boolean,
  start: () => Promise<unknown>,
  times = 1,
): Promise<unknown> {
  const before = process.listeners('SIGINT');
  const work = start();
  assert.deepEqual(
    process.listeners('SIGINT'),
    before,
    'a handler before the first await would kill the kernel',
  );
  const added = () => process.listeners('SIGINT').filter((listener) => !before.includes(listener));
  const timer = setInterval(() => {
    if (!when() || added().length === 0) return;
    clearInterval(timer);
    for (let time = 0; time < times; time++) for (const listener of added()) listener('SIGINT');
  }, 1);
  try {
    return await work.then(
      () => null,
      (error: unknown) => error,
    );
  } finally {
    clearInterval(timer);
    assert.deepEqual(process.listeners('SIGINT'), before, 'the handler is gone');
  }
}
