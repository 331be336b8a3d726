import type { Measurement } from '../measurement';

/** A step's loss and what its solve cost. */
export interface StepCost {
  readonly loss: number;
  readonly evaluations: number;
}

/**
 * Trains one whole epoch to warm up, then `epochs` more against the clock.
 * @param partOf measure only this many steps of each later epoch and scale the time to all of them
 */
export function measureEpochs(
  step: (k: number) => StepCost,
  steps: number,
  epochs: number,
  partOf: number = steps,
): Measurement {
  let loss = 0;
  let evaluations = 0;
  for (let k = 0; k < steps; k++) {
    const cost = step(k);
    loss += cost.loss;
    evaluations += cost.evaluations;
  }
  const seconds: number[] = [];
  const processorSeconds: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const before = process.cpuUsage();
    const start = performance.now();
    for (let k = 0; k < partOf; k++) step((epoch * partOf + k) % steps);
    const elapsed = performance.now() - start;
    const { user, system } = process.cpuUsage(before);
    seconds.push(((elapsed / 1e3) * steps) / partOf);
    processorSeconds.push((((user + system) / 1e6) * steps) / partOf);
  }
  const note = partOf < steps ? `scaled from ${partOf} steps` : undefined;
  return { firstLoss: loss / steps, seconds, processorSeconds, evaluations: evaluations / steps, note };
}
