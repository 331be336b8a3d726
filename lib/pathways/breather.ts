/** What a computation of seconds or minutes takes from its caller. */
export interface LongWork {
  /** Called at most some twenty times a second, and at the end: how much of all is done. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Stops the work within a fraction of a second. */
  readonly signal?: AbortSignal;
}

/** Lets the event loop turn now and then in a long computation: reports progress and looks for an abort. */
export class Breather {
  private last = 0;

  constructor(
    private readonly total: number,
    private readonly work: LongWork,
  ) {}

  /** @throws the signal's reason (an AbortError) once it is aborted */
  async at(done: number): Promise<void> {
    const now = performance.now();
    if (now - this.last < 50 && done < this.total) return;
    this.last = now;
    this.work.onProgress?.({ done, total: this.total });
    await new Promise(setImmediate);
    this.work.signal?.throwIfAborted();
  }
}
