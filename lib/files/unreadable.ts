import { readdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** More names of files would hide the message. */
const MOST_NAMES = 5;

/** What keeps a file from being read, with a way out: it is not there, is a folder, or is another's. */
export function unreadable(path: string, error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOENT':
      return `${path} does not exist (looked for at ${resolve(path)}); ${contents(dirname(resolve(path)))}`;
    case 'EISDIR':
      return `${path} is a folder: name a file in it, or several as an array; ${contents(resolve(path))}`;
    case 'EACCES':
    case 'EPERM':
      return `${path} may not be read: give yourself the right to (chmod u+r), or take a copy that is yours`;
    default:
      return `${path} cannot be read (${error.message})`;
  }
}

/** Which files a folder has. */
function contents(folder: string): string {
  let names: string[];
  try {
    names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? entry.name : [],
    );
  } catch {
    return 'nor does its folder';
  }
  if (names.length === 0) return 'there are no files in that folder';
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  return `that folder has ${names.sort().slice(0, MOST_NAMES).join(', ')}${more}`;
}
