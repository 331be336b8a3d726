import { liveDisplay } from './display';
import { interruptible } from './interruptible';
import { progressBar } from './live-runs';

/** What work of many like steps is given. */
export interface Progress {
  /** Aborted when the kernel is interrupted. */
  readonly signal: AbortSignal;
  /** To be told after every step. */
  readonly report: (done: number, of: number) => void;
}

/**
 * Runs work of many like steps under one line that is rewritten in place: a bar, the steps done, the seconds left. Interrupting
 * the kernel aborts the signal, which the work must heed.
 * @throws what the work rejects with
 */
export async function withProgress<T>(title: string, work: (progress: Progress) => Promise<T>): Promise<T> {
  const display = liveDisplay({ perSecond: 3 });
  const startedAt = performance.now();
  const say = (text: string): void => display.update(`${title}: ${text}`);
  const seconds = (): number => (performance.now() - startedAt) / 1000;
  let steps = 'nothing done yet';
  say(steps);
  const report = (done: number, of: number): void => {
    steps = `${done} of ${of}`;
    const left = Math.ceil((seconds() / done) * (of - done));
    say(
      done === of
        ? `${steps} in ${seconds().toFixed(0)} s`
        : `${progressBar(done / of)} ${steps}, about ${left} s left`,
    );
  };
  try {
    return await interruptible(
      (signal) => work({ signal, report: (done, of) => !signal.aborted && report(done, of) }),
      () => {
        say(`${steps}, stopped`);
        display.flush();
      },
    );
  } finally {
    await display.end();
  }
}
