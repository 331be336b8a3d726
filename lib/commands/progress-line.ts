import type { GridProgress } from '../reproduction/reproduce';
import { durationText } from '../experiments/time-left';

/** On a terminal one line rewritten in place; in a log a line every half minute, and each run's end. */
export function progressLine() {
  const inPlace = process.stderr.isTTY;
  let last = -Infinity;
  return {
    show(progress: GridProgress): void {
      const now = performance.now();
      if (now - last < (inPlace ? 100 : 30_000) && progress.done + progress.failed < progress.total) return;
      last = now;
      const text = progressText(progress);
      process.stderr.write(
        inPlace ? `\r${text.slice(0, (process.stderr.columns ?? 80) - 1)}\x1b[K` : `${text}\n`,
      );
    },
    keep: (text: string): void => void process.stderr.write(inPlace ? `\r${text}\x1b[K\n` : `${text}\n`),
    end: (): void => void process.stderr.write(inPlace ? '\r\x1b[K' : ''),
  };
}

/** "5/24 done, about 12 min left | dash 2: epoch 84, 91.1 % | imp 2: epoch 12, 70.0 %". */
export function progressText({ total, done, failed, running, secondsLeft: left }: GridProgress): string {
  const head =
    `${done}/${total} done${failed > 0 ? `, ${failed} failed` : ''}` +
    (left === null ? '' : done + failed === total ? '' : `, about ${durationText(left)} left`);
  const parts = running.map(({ experiment: { strategy, seed }, report }) =>
    report === null
      ? `${strategy} ${seed}: loading its data`
      : `${strategy} ${seed}: epoch ${report.epoch}, ${(100 * report.sparsity).toFixed(1)} %`,
  );
  return [head, ...parts].join(' | ');
}
