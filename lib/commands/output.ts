/**
 * Writes a line to stdout and waits until it is there: stdout may be a file.
 * @throws Error when it cannot be written: the disk is full, the reader gone
 */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void =>
      reject(new Error(`the result could not be written to stdout (${error.message})`));
    process.stdout.once('error', failed);
    process.stdout.write(`${text}\n`, (error) => {
      if (error) return failed(error);
      process.stdout.removeListener('error', failed);
      resolve();
    });
  });
}

/** How often a log hears of progress where nothing else is said, in milliseconds. */
const LOG_EVERY = 30_000;

/** Progress on stderr: on a terminal one line that is rewritten in place, in a log a line now and then. */
export class ProgressLine {
  private readonly inPlace = process.stderr.isTTY;

  /** @param logged when a log last heard of it, as `performance.now()`; by default it hears at once */
  constructor(private logged = -Infinity) {}

  /** @param inLog whether a log has this one; by default one every half minute */
  show(text: string, inLog = performance.now() - this.logged >= LOG_EVERY): void {
    if (this.inPlace) {
      process.stderr.write(`\r${text.slice(0, (process.stderr.columns ?? 80) - 1)}\x1b[K`);
    } else if (inLog) {
      this.logged = performance.now();
      process.stderr.write(`${text}\n`);
    }
  }

  /** A line that stays, above the one that is rewritten. */
  keep(text: string): void {
    process.stderr.write(this.inPlace ? `\r${text}\x1b[K\n` : `${text}\n`);
  }

  /** Takes the line away. */
  end(): void {
    if (this.inPlace) process.stderr.write('\r\x1b[K');
  }
}

/** Shows on a terminal how far something is. */
export function counting(what: string): (progress: { done: number; total: number }) => void {
  const line = new ProgressLine();
  return ({ done, total }) => (done === total ? line.end() : line.show(`${done} of ${total} ${what}`, false));
}
