import type { MemoryMeasurement } from './rows/memory';
import { lineOf, ourCommand } from './session';

/** Whether the two steps of the project hold on to memory; printed as it is measured. */
export async function measureMemory(folder: string): Promise<readonly MemoryMeasurement[]> {
  const measured: MemoryMeasurement[] = [];
  console.log('');
  for (const step of ['kernel', 'tensor']) {
    const held = await lineOf<MemoryMeasurement>(ourCommand('memory', folder, step, '20'));
    const { before, after, epochs } = held;
    console.log(
      `${step} step over ${epochs} epochs: resident ${before.residentMegabytes.toFixed(0)} -> ` +
        `${after.residentMegabytes.toFixed(0)} MiB, tensors ${before.tensors} -> ${after.tensors}`,
    );
    measured.push(held);
  }
  return measured;
}
