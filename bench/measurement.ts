import { spawn } from 'node:child_process';

/** What a row's process prints as one line of JSON, whatever language it is written in. */
export interface Measurement {
  /** Mean loss over the first epoch's steps, before each step: equal maths, equal number. */
  readonly firstLoss: number;
  /** Wall-clock seconds of each measured epoch; the first epoch, the warm-up, is not among them. */
  readonly seconds: readonly number[];
  /** Processor seconds of each: divided by the wall-clock ones, the cores that were busy. */
  readonly processorSeconds: readonly number[];
  /** Evaluations of the field in a step's forward solve. */
  readonly evaluations: number;
  /** What the row wants told: versions, or that a part of an epoch was measured and scaled. */
  readonly note?: string;
}

/**
 * Runs a row in a process of its own, so that no row warms, spoils or crowds another's, and reads its last line.
 * @throws Error with the end of what it printed when it fails
 */
export async function rowOf<Result>(program: string, args: readonly string[]): Promise<Result> {
  const { code, stdout, stderr } = await new Promise<{ code: number | null; stdout: string; stderr: string }>(
    (resolve, reject) => {
      const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
      let out = '';
      let err = '';
      child.stdout.setEncoding('utf8').on('data', (part: string) => (out += part));
      child.stderr.setEncoding('utf8').on('data', (part: string) => (err += part));
      child.on('error', reject);
      child.on('close', (status) => resolve({ code: status, stdout: out, stderr: err }));
    },
  );
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${stderr.trim().slice(-2000)}`);
  const lines = stdout.trim().split('\n');
  return JSON.parse(lines[lines.length - 1]) as Result;
}

/** Runs a TypeScript row of this folder. */
export function ourRow<Result>(file: string, ...args: readonly string[]): Promise<Result> {
  return rowOf<Result>(process.execPath, [
    '--expose-gc',
    '--import',
    'tsx',
    `${__dirname}/rows/${file}.ts`,
    ...args,
  ]);
}

/** One number that one slow moment of a shared machine does not move. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
