import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** Where the numbers come from. The load says how far the wall clock can be trusted. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return (
    `${model}, ${availableParallelism()} cores, ${memory} GiB, ${process.platform} ${process.arch}, ` +
    `Node ${process.versions.node}, load ${loadavg()[0].toFixed(1)}`
  );
}
