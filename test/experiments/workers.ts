import { readdirSync, readFileSync } from 'node:fs';

/** Numbers of a process's children that train. Linux only. */
export function workersOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const found = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return Number(found?.[1]) === parent && command.includes('worker') ? [Number(pid)] : [];
      } catch {
        return []; // it ended while we looked
      }
    });
}
