import { liveDisplay } from './display';
import { finishable, interruptible, type Interruption } from './interruptible';
import { progressBar } from './live-runs';

/** What work of many like steps is given. */
export interface Progress {
  /** Aborted when the kernel is interrupted; of work that finishes, at the second interrupt. */
  readonly signal: AbortSignal;
  /** Of work that finishes: aborted at the first interrupt, to have it end with what it has. */
  readonly finish: AbortSignal;
  /** To be told after every step. */
  readonly report: (done: number, of: number) => void;
}

/**
 * Runs work of many like steps under one line that is rewritten in place: a bar, the steps done, the seconds left. Interrupting
 * the kernel aborts the signal, which the work must heed.
 *
 * - `finishes`: the work heeds `finish` as well: an interrupt then ends it with what it has, and the cell goes on; a second
 *   stops both
 *
 * @throws what the work rejects with
 */
export async function withProgress<T>(
  title: string,
  work: (progress: Progress) => Promise<T>,
  { finishes = false }: { finishes?: boolean } = {},
): Promise<T> {
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
  const doWork = ({ signal, finish }: Interruption): Promise<T> => {
    const ends = AbortSignal.any([signal, finish]);
    return work({ signal, finish, report: (done, of) => !ends.aborted && report(done, of) });
  };
  const ending = (how: string): void => {
    say(`${steps}, ${how}`);
    display.flush();
  };
  try {
    if (!finishes) {
      const never = new AbortController().signal;
      return await interruptible(
        (signal) => doWork({ signal, finish: never }),
        () => ending('stopped'),
      );
    }
    return await finishable(doWork, (stops) => ending(stops ? 'stopped' : 'ended early'));
  } finally {
    await display.end();
  }
}
