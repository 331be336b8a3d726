import { setImmediate } from 'node:timers/promises';

/** What an interrupt asks of a training: the first to end with the model that it has, the second to stop. */
export interface Interruption {
  readonly finish: AbortSignal;
  readonly signal: AbortSignal;
}

/**
 * Work that Jupyter's interrupt ends early and does not lose: the cell goes on with what the work then returns, and so do the next
 * ones. A second interrupt stops work and cell. Open displays before calling: they belong to the cell that runs until the first
 * `await`.
 * @param onInterrupt told of either
 * @throws what the work rejects with
 */
export async function finishable<T>(
  work: (interruption: Interruption) => Promise<T>,
  onInterrupt: (stops: boolean) => void,
): Promise<T> {
  // A handler set before the first await would be taken for the kernel's and kill it.
  await setImmediate();
  const [finish, abort] = [new AbortController(), new AbortController()];
  // The kernel's own ends the cell; it has to wait for the second interrupt.
  const others = process.listeners('SIGINT');
  const interrupt = (): void => {
    const stops = finish.signal.aborted;
    (stops ? abort : finish).abort();
    onInterrupt(stops);
    if (stops) for (const other of others) other('SIGINT');
  };
  for (const other of others) process.removeListener('SIGINT', other);
  process.on('SIGINT', interrupt);
  try {
    return await work({ finish: finish.signal, signal: abort.signal });
  } finally {
    process.removeListener('SIGINT', interrupt);
    for (const other of others) process.on('SIGINT', other);
  }
}

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
