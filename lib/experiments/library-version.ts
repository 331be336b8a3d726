import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../downloads/sources';

/** Which state of this library made a result. */
export interface LibraryVersion {
  readonly version: string;
  /** The commit of the checkout, with `+` where lib/ holds changes that are not in it; null outside a checkout. */
  readonly commit: string | null;
}

/** The library that runs now. */
export function libraryVersion(folder = projectFolder()): LibraryVersion {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { version, commit: commitOf(folder) };
}

function commitOf(folder: string): string | null {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const changed = git('status', '--porcelain', '--', 'lib') !== '';
    return git('rev-parse', '--short=12', 'HEAD') + (changed ? '+' : '');
  } catch {
    // No git, or a copy of the files without their history.
    return null;
  }
}
