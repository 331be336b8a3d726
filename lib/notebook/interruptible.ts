import { setImmediate } from 'node:timers/promises';

/**
 * Work that Jupyter's interrupt stops: by itself it ends the cell but not what the cell started. The signal given to the work is
 * then aborted, after `onInterrupt` was told. Open displays before calling: they belong to the cell that runs until the first
 * `await`.
 * @throws what the work rejects with
 */
export async function interruptible<T>(
  work: (signal: AbortSignal) => Promise<T>,
  onInterrupt: () => void = () => {},
): Promise<T> {
  // A handler set before the first await would be taken for the kernel's and kill it.
  await setImmediate();
  const abort = new AbortController();
  const stop = (): void => {
    abort.abort();
    onInterrupt();
  };
  process.once('SIGINT', stop);
  try {
    return await work(abort.signal);
  } finally {
    process.removeListener('SIGINT', stop);
  }
}
