import { durationText } from '../reproduction/grids/inventory';

/** Steps that are timed, and for how many milliseconds at least; the first step is not, as it compiles. */
const STEPS = 3;
const AT_LEAST = 1000;

/** Of fewer seconds nothing is said. */
const WORTH_SAYING = 30;

/** Says once, after a few timed steps, how long a training will take. */
export class Forecast {
  /** The last finished epoch, those of before a resume included. */
  epoch = 0;
  private started: number | null = null;
  private timed = 0;
  private told = false;

  /**
   * @param epochs how many there are, if nothing stops the training earlier
   * @param now milliseconds, from any time on
   */
  constructor(
    private readonly epochs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  epochDone(epoch: number): void {
    this.epoch = epoch;
  }

  /** To be told after every step of an epoch. @returns the forecast, once: when there is one */
  step(done: number, of: number): string | null {
    if (this.told) return null;
    const now = this.now();
    if (this.started === null) {
      this.started = now;
      return null;
    }
    this.timed++;
    const elapsed = now - this.started;
    const left = of * (this.epochs - this.epoch) - done;
    if (this.timed < STEPS || elapsed < AT_LEAST || left <= 0) return null;
    this.told = true;
    const seconds = (left * elapsed) / this.timed / 1000;
    if (seconds < WORTH_SAYING) return null;
    return (
      `about ${durationText(seconds)} to go to epoch ${this.epochs}, as fast as the first steps ` +
      '(a pruned model is faster, and training may stop before)'
    );
  }
}
