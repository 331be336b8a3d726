import { performance } from 'node:perf_hooks';
import { writeCheckpoint } from './checkpoint';
import type { CheckpointIdentity } from './checkpoint-identity';
import type { RunState } from './training-run';

/** Where a run keeps its checkpoint, and how often it writes one (default: every 15 s). */
export interface CheckpointPlace {
  readonly file: string;
  readonly everySeconds?: number;
}

/** Writes the checkpoints of a training. Where it cannot it says so, once, and tries again when the next one is due. */
export class CheckpointKeeper {
  private triedAt = performance.now();
  private warned = false;

  /** @param savedAfter the epoch of the checkpoint that is there, or null */
  constructor(
    private readonly place: CheckpointPlace,
    private readonly identity: CheckpointIdentity,
    private savedAfter: number | null,
    private readonly onWarning: (text: string) => void,
  ) {}

  get due(): boolean {
    return performance.now() - this.triedAt >= 1000 * (this.place.everySeconds ?? 15);
  }

  save(state: RunState, seconds: number): void {
    try {
      writeCheckpoint(this.place.file, state, this.identity, seconds);
      this.savedAfter = state.epoch;
    } catch (error) {
      const loss = this.savedAfter === null ? 'everything' : `what came after epoch ${this.savedAfter}`;
      if (!this.warned) {
        this.onWarning(
          `${(error as Error).message}. The training goes on; while that lasts, a stop loses ${loss}.`,
        );
      }
      this.warned = true;
    }
    this.triedAt = performance.now();
  }

  /** What to tell of a stop after this epoch: nothing where the checkpoint is of that epoch. */
  lossAfter(epoch: number): string {
    if (this.savedAfter === epoch) return '';
    return this.savedAfter === null
      ? ', without a checkpoint'
      : `, the checkpoint after epoch ${this.savedAfter}`;
  }
}
