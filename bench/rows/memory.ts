import * as tf from '@tensorflow/tfjs-node';
import { readProblem } from '../problem';
import { OURS } from '../solvers';
import { ourStep, stepOf, type StepChoice } from './our-step';

/** What a process holds. */
export interface Held {
  readonly residentMegabytes: number;
  readonly tensors: number;
}

/** Before and after many epochs of one step at 95 % sparsity. */
export interface MemoryMeasurement {
  readonly epochs: number;
  readonly before: Held;
  readonly after: Held;
}

function held(): Held {
  return { residentMegabytes: process.memoryUsage.rss() / 2 ** 20, tensors: tf.memory().numTensors };
}

/** node --expose-gc memory.ts FOLDER kernel|tensor EPOCHS */
async function main([folder, choice, epochs]: readonly string[]): Promise<void> {
  const problem = readProblem(folder, '95');
  const step = stepOf(problem, await ourStep(problem, choice as StepChoice, 'auto', OURS));
  const epoch = (): void => {
    for (let k = 0; k < problem.steps; k++) step(k);
    // Garbage not yet collected is no growth.
    globalThis.gc?.();
  };
  // Ten epochs to fill what is filled once: compiled code, the kernel's records, TensorFlow's and the allocator's pools.
  for (let count = 0; count < 10; count++) epoch();
  const before = held();
  for (let count = 0; count < Number(epochs); count++) epoch();
  const measured: MemoryMeasurement = { epochs: Number(epochs), before, after: held() };
  console.log(JSON.stringify(measured));
}

void main(process.argv.slice(2));
