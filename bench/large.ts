import { median } from './measurement';
import type { LargeMeasurement, Phase } from './rows/large';
import { lineOf, ourCommand } from './session';

/** The breast cancer study at 500, 2000 and all 11 165 genes, with the hidden neurons a branch that it is trained with. */
const SHAPES: readonly (readonly [genes: number, hidden: number])[] = [
  [500, 50],
  [2000, 120],
  [11165, 300],
];

/** What the published code takes at 11 165 genes, measured on a machine of the same kind. */
const REFERENCE = { seconds: 690, megabytes: 8192 };

/** Measures the three shapes, one process each, and prints them as it goes. */
export async function measureLarge(): Promise<readonly LargeMeasurement[]> {
  const measurements: LargeMeasurement[] = [];
  for (const [genes, hidden] of SHAPES) {
    process.stderr.write(`${genes} genes ...\n`);
    const measurement = await lineOf<LargeMeasurement>(ourCommand('large', String(genes), String(hidden)));
    measurements.push(measurement);
    console.log(`${textOf(measurement)}\n`);
  }
  console.log(
    `The published code at 11165 genes: ${REFERENCE.seconds} s an epoch, ${REFERENCE.megabytes / 1024} GB.`,
  );
  return measurements;
}

function textOf({ genes, hidden, parameters, priorEdges, phases }: LargeMeasurement): string {
  const heading =
    `${genes} genes, ${hidden} hidden, ${(parameters / 1e6).toFixed(1)} million parameters, ` +
    `a prior of ${priorEdges} edges; 170 pairs in steps of 16`;
  const sparse = phases.find(({ name }) => name.endsWith('sparse epoch'));
  const lines = phases.map(({ name, seconds, processorSeconds, evaluations, peakMegabytes }) => {
    const cells = [
      name.padEnd(28),
      median(seconds).toFixed(2).padStart(8),
      median(processorSeconds).toFixed(2).padStart(8),
      (evaluations?.toFixed(1) ?? '').padStart(6),
      peakMegabytes.toFixed(0).padStart(8),
    ];
    return cells.join('');
  });
  const titles = ['', 'seconds', 'CPU s', 'evals', 'peak MiB'];
  const title = titles
    .map((text, k) => (k === 0 ? text.padEnd(28) : text.padStart([0, 8, 8, 6, 9][k])))
    .join('');
  return [heading, title, ...lines, ...(sparse ? [eventLine(phases, sparse)] : [])].join('\n');
}

/** An event by itself: the epoch that began with it, less an epoch of the same sparsity. */
function eventLine(phases: readonly Phase[], sparse: Phase): string {
  const events = phases.filter(({ name }) => name.includes('pruned, and'));
  const costs = events.map(
    ({ processorSeconds }) => median(processorSeconds) - median(sparse.processorSeconds),
  );
  return `a pruning event alone: ${costs.map((cost) => `${cost.toFixed(2)} CPU s`).join(', then ')}`;
}
