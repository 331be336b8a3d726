import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Who holds a lock. */
export interface Holder {
  readonly process: number;
  readonly host: string;
}

/** Whether a process of this machine, anyone's, has this number. */
export function isRunning(process: number): boolean {
  try {
    globalThis.process.kill(process, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, and another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Takes a lock for this process: a file that comes into being whole, by a link, for one of all who try. One whose holder has
 * ended counts for nothing, nor does one of another machine, where nobody can tell. It is deleted only by who has the lock of its
 * take-over, after another look: so nobody deletes the new lock of who was faster.
 * @returns null, or the running process of this machine that holds it
 * @throws Error where nothing can be written, or the file system knows no links
 */
export function takeLock(file: string): Holder | null {
  const mine = `${file}.${process.pid}.tmp`;
  writeFileSync(mine, JSON.stringify({ process: process.pid, host: hostname() } satisfies Holder));
  try {
    for (;;) {
      if (link(mine, file)) return null;
      const state = stateOf(file);
      if (state === 'free') continue;
      if (state !== 'left behind') return state.process === process.pid ? null : state;
      const takeOver = `${file}.take-over`;
      const other = takeLock(takeOver);
      if (other !== null) return other;
      try {
        if (stateOf(file) === 'left behind') rmSync(file);
      } finally {
        rmSync(takeOver);
      }
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Whether a running process of this machine holds this lock. */
export function isLocked(file: string): boolean {
  return typeof stateOf(file) === 'object';
}

/** Gives this process's lock back. */
export function giveLock(file: string): void {
  const state = stateOf(file);
  if (typeof state === 'object' && state.process === process.pid) rmSync(file);
}

/** @returns false where the file is there already */
function link(from: string, file: string): boolean {
  try {
    linkSync(from, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** The holder where it runs on this machine. */
function stateOf(file: string): Holder | 'free' | 'left behind' {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as Holder;
    return holder.host === hostname() && isRunning(holder.process) ? holder : 'left behind';
  } catch (error) {
    if (error instanceof SyntaxError) return 'left behind'; // cut short with the machine
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'free';
    throw error;
  }
}
