import type { GroupPlan, RowPlan } from './groups';
import { Session } from './session';
import type { Group, Row } from './table';

/**
 * Opens the rows of a group one after the other, and then lets them take their turns: A B C A B C.
 * @param missing why a module cannot be measured, for those that cannot
 */
export async function measureGroup(
  plan: GroupPlan,
  turns: number,
  missing: ReadonlyMap<string, string>,
): Promise<Group> {
  const sessions = new Map<RowPlan, Session>();
  const failures = new Map<RowPlan, string>();
  const attempt = async (row: RowPlan, work: (session: Session) => Promise<void>): Promise<void> => {
    const session = sessions.get(row);
    if (session === undefined || failures.has(row)) return;
    try {
      await work(session);
    } catch (error) {
      // A peer that fails costs its row; one of ours is a fault.
      if (row.peer === undefined) throw error;
      failures.set(row, lastLineOf(error));
    }
  };
  try {
    for (const row of plan.rows) {
      if (row.peer !== undefined && missing.has(row.peer.module)) continue;
      process.stderr.write(`${plan.name}: ${row.name} ...\n`);
      sessions.set(row, new Session(row.command));
      await attempt(row, (session) => session.open());
    }
    for (let turn = 0; turn < turns; turn++) {
      for (const row of plan.rows) await attempt(row, (session) => session.takeTurn());
    }
    const rows = plan.rows.map((row): Row => {
      const session = sessions.get(row);
      const why = failures.get(row) ?? (row.peer && missing.get(row.peer.module));
      if (session === undefined || why !== undefined) return { name: row.name, measurement: null, why };
      return { name: row.name, measurement: session.measurement };
    });
    return { name: plan.name, rows };
  } finally {
    await Promise.all([...sessions.values()].map((session) => session.close()));
  }
}

/** What the text of a program that failed says of it. */
export function lastLineOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /[a-z]/i.test(line));
  // Python ends with the error's name and message; what a library adds below that is general advice between rulers.
  const named = lines.filter((line) => /^[\w.]*(Error|Exception|Exit): /.test(line)).pop();
  return `failed: ${named ?? lines.pop() ?? 'without a word'}`;
}
