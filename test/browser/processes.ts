import { execFileSync } from 'node:child_process';

/** A process that runs: a dead one that nobody has waited for yet is none. */
export interface Running {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** The processes below one, at any depth. */
export function descendantsOf(pid: number): Running[] {
  const all = runningProcesses();
  const below: Running[] = [];
  const visit = (parent: number): void => {
    for (const child of all.filter((running) => running.parent === parent)) {
      below.push(child);
      visit(child.pid);
    }
  };
  visit(pid);
  return below;
}

/** Those of the processes that still run, wherever they hang now: an orphan gets another parent. */
export function stillRunning(processes: readonly Running[]): Running[] {
  const commands = new Map(runningProcesses().map(({ pid, command }) => [pid, command]));
  return processes.filter(({ pid, command }) => commands.get(pid) === command);
}

function runningProcesses(): Running[] {
  const listing = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,stat=,args='], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  return listing.split('\n').flatMap((line) => {
    const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (command === undefined || state.startsWith('Z')) return [];
    return [{ pid: Number(pid), parent: Number(parent), command }];
  });
}
