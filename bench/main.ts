import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { STRATEGIES } from '../lib/strategies/strategies';
import type { KernelChoice } from '../lib/kernels/create-kernel';
import { measureLarge } from './large';
import { describeMachine } from './machine';
import { ourRow, type Measurement } from './measurement';
import { PEERS, peerRow, preparePeers } from './peers';
import { SPARSITIES, writeProblem, type Sparsity } from './problem';
import type { RunMeasurement } from './rows/dash-run';
import type { MemoryMeasurement } from './rows/memory';
import type { StepChoice } from './rows/our-step';
import { tableOf, tensorShare, type Row } from './table';

const HELP = `npm run bench -- [--peers] [--quick] [--epochs N] [--out FILE]
npm run bench -- --large [--out FILE]
  --peers     also measure PyTorch and JAX (installed by pip in .setup/bench-venv)
  --quick     without the whole DASH run and the memory of 20 epochs
  --epochs N  measured epochs a row, after one to warm up (5)
  --large     instead: the shapes of the breast cancer study, 500, 2000 and 11165 genes (up to 2 GB of memory)
  --out FILE  also write everything measured as JSON`;

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      peers: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      large: { type: 'boolean', default: false },
      epochs: { type: 'string', default: '5' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const epochs = Number(values.epochs);
  if (values.help) return console.log(HELP);
  if (!(Number.isInteger(epochs) && epochs > 0))
    throw new RangeError(`--epochs is a whole number from 1 on\n${HELP}`);

  if (values.large) {
    const machine = describeMachine();
    console.log(`${machine}\n`);
    const large = await measureLarge();
    if (values.out) writeFileSync(values.out, `${JSON.stringify({ machine, large }, null, 2)}\n`);
    return;
  }
  const missing = values.peers ? await preparePeers() : new Map<string, string>();
  const folder = mkdtempSync(join(tmpdir(), 'dash-bench-'));
  try {
    const machine = describeMachine();
    await writeProblem(folder);
    const rows: Row[] = [];
    const measured = async (
      name: string,
      sparsity: Sparsity,
      run: Promise<Measurement>,
    ): Promise<Measurement> => {
      process.stderr.write(`${name}, ${sparsity} % sparse ...\n`);
      const measurement = await run;
      rows.push({ name, sparsity, measurement });
      return measurement;
    };
    const ours = (
      name: string,
      sparsity: Sparsity,
      step: StepChoice = 'kernel',
      kernel: KernelChoice = 'auto',
    ): Promise<Measurement> =>
      measured(name, sparsity, ourRow('our-step', folder, step, kernel, String(sparsity), String(epochs)));

    const dense = await ours('kernel', 0);
    for (const sparsity of SPARSITIES) await ours('kernel', sparsity);
    const sparse = rows[rows.length - 1].measurement;
    const tensorDense = await ours('one op in tfjs', 0, 'tensor');
    const tensorSparse = await ours('one op in tfjs', 95, 'tensor');
    for (const { name, penalty } of STRATEGIES) if (penalty) await ours(`kernel, ${name}`, 0, name);
    await ours('typed-array twin', 0, 'kernel', 'typed-array-float32');
    await ours('typed-array twin', 95, 'kernel', 'typed-array-float32');
    await measured('tfjs tape', 0, ourRow('tape', folder, String(epochs)));
    for (const peer of values.peers ? PEERS.filter((one) => !missing.has(one)) : []) {
      for (const [threads, sparsity] of [
        ['one', 0],
        ['one', 95],
        ['default', 0],
      ] as const) {
        const name = `${peer}, ${threads === 'one' ? 'one thread' : 'its threads'}`;
        await measured(name, sparsity, peerRow(peer, folder, { threads, sparsity, epochs }));
      }
    }
    await ours('kernel, once more', 0);

    console.log(
      `${machine}\nSIM350 epoch: 140 Adam steps of 4 pairs, 350 genes, 40 hidden; median of ${epochs}\n`,
    );
    console.log(tableOf(rows));
    const shares = { dense: tensorShare(tensorDense, dense), sparse: tensorShare(tensorSparse, sparse) };
    console.log(
      `\ntfjs's share of a step around the one op: ${percent(shares.dense)} dense, ${percent(shares.sparse)} at 95 %`,
    );
    for (const [peer, why] of missing) console.log(`${peer} ${why}`);

    const memory: Partial<Record<StepChoice, MemoryMeasurement>> = {};
    let run: RunMeasurement | null = null;
    if (!values.quick) {
      for (const step of ['kernel', 'tensor'] as const) {
        const held = await ourRow<MemoryMeasurement>('memory', folder, step, '20');
        memory[step] = held;
        const { before, after } = held;
        console.log(
          `${step} step over ${held.epochs} epochs: resident ${before.residentMegabytes.toFixed(0)} -> ` +
            `${after.residentMegabytes.toFixed(0)} MiB, tensors ${before.tensors} -> ${after.tensors}`,
        );
      }
      process.stderr.write('a whole DASH run ...\n');
      run = await ourRow<RunMeasurement>('dash-run');
      console.log(
        `DASH to its stop: ${run.seconds.toFixed(1)} s, ${run.epochs} epochs, ${(100 * run.sparsity).toFixed(1)} % sparse`,
      );
    }
    if (values.out) {
      const result = { machine, epochs, rows, tensorShare: shares, memory, dashRun: run };
      writeFileSync(values.out, `${JSON.stringify(result, null, 2)}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
