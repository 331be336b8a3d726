import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** A new folder (a blank in its name) that goes when the test ends. */
export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'dash data '));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file with that text in a new folder. */
export function temporaryFile(t: TestContext, name: string, text: string | Buffer): string {
  const path = join(temporaryFolder(t), name);
  writeFileSync(path, text);
  return path;
}
