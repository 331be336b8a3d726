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

/** Lets a run outlive its log: progress that cannot be written, to a full disk or a closed terminal, ends nothing. */
export function outliveTheLog(): void {
  process.stderr.on('error', () => undefined);
}
