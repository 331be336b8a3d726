import { createInterface } from 'node:readline';
import type { Opening, Turn } from '../measurement';

/** A step's loss and what its solve cost. */
export interface StepCost {
  readonly loss: number;
  readonly evaluations: number;
}

/** Where an epoch takes long, so many of its steps are measured. */
export const PART = 14;

/** Says what a row has to say, then does `work` once for every line that comes, and tells how long it took. */
export async function takeTurns(opening: Opening, work: () => string | void, scale = 1): Promise<void> {
  console.log(JSON.stringify(opening));
  for await (const line of createInterface(process.stdin)) {
    void line;
    const before = process.cpuUsage();
    const start = performance.now();
    const note = work();
    const seconds = (performance.now() - start) / 1e3;
    const { user, system } = process.cpuUsage(before);
    const turn: Turn = {
      seconds: scale * seconds,
      processorSeconds: (scale * (user + system)) / 1e6,
      ...(note && { note }),
    };
    console.log(JSON.stringify(turn));
  }
}

/**
 * Trains one whole epoch to warm up, then one a turn.
 * @param partOf take only this many steps a turn and scale the time to all of them
 */
export async function takeEpochs(
  step: (k: number) => StepCost,
  steps: number,
  { error, note }: Pick<Opening, 'error' | 'note'>,
  partOf: number = steps,
): Promise<void> {
  let loss = 0;
  let evaluations = 0;
  for (let k = 0; k < steps; k++) {
    const cost = step(k);
    loss += cost.loss;
    evaluations += cost.evaluations;
  }
  let next = 0;
  const epoch = (): void => {
    for (let count = 0; count < partOf; count++) step(next++ % steps);
  };
  const opening: Opening = {
    firstLoss: loss / steps,
    evaluations: evaluations / steps,
    error,
    note: partOf < steps ? `${note}, scaled from ${partOf} of ${steps} training steps` : note,
  };
  await takeTurns(opening, epoch, steps / partOf);
}
