import { join, sep } from 'node:path';
import { inspect } from 'node:util';

/** This library, as it lies on the disk. */
const LIBRARY = join(__dirname, '..') + sep;

/** Slips of a program, not messages to its user: they keep the way they came. */
const SLIPS = [TypeError, ReferenceError, SyntaxError, EvalError];

/** What others throw that tells its reader nothing of what to do: its beginning, whose files throw it, and other words. */
const IN_OTHER_WORDS: readonly (readonly [string, string, () => string])[] = [
  ['Interrupted asynchronously', 'tslab', stopped],
  // A cell, or part of it, that does not wait for anything.
  ['Script execution was interrupted', 'tslab', stopped],
  [
    'ENOENT: no such file or directory',
    'danfojs-node',
    () =>
      `Error: a file that this cell reads does not exist. Is its name spelt as on the disk? Names without a folder before them ` +
      `are looked for in ${process.cwd()}`,
  ],
  [
    'Failed to parse CSV: EISDIR',
    'danfojs-node',
    () => 'Error: what this cell reads as a table is a folder: name a file in it',
  ],
  [
    'Failed to parse CSV: EACCES',
    'danfojs-node',
    () =>
      'Error: a file that this cell reads may not be read: give yourself the right to (chmod u+r), or take a copy that is yours',
  ],
];

function stopped(): string {
  return 'Stopped by an interrupt. The cells below need what this one makes: run it again before them';
}

/** The name of Error's own form in `inspect`, by which a kernel prints what a cell has thrown. */
const form = inspect.custom;

/**
 * From now on an error that this library throws is printed as what it says, without the files that it went through; so is an
 * interrupted cell, and a table's file that is not there. What others throw is printed as ever.
 * @returns takes that back
 */
export function printPlainly(): () => void {
  Object.defineProperty(Error.prototype, form, {
    configurable: true,
    value(this: Error, _: number, options: object): string {
      return isOfLibrary(this)
        ? `${this.name}: ${this.message}`
        : (inOtherWords(this) ?? inspect(this, { ...options, customInspect: false }));
    },
  });
  return () => {
    Reflect.deleteProperty(Error.prototype, form);
  };
}

/** Whether a message to the user was thrown by a file of this library, or on its behalf by Node. */
function isOfLibrary(error: Error): boolean {
  return !SLIPS.some((slip) => error instanceof slip) && (thrownBy(error)?.includes(LIBRARY) ?? false);
}

function inOtherWords(error: Error): string | undefined {
  const file = thrownBy(error);
  return IN_OTHER_WORDS.find(
    ([beginning, whose]) =>
      error.message.startsWith(beginning) && file?.includes(join('node_modules', whose)),
  )?.[2]();
}

/** The line of the stack with the file that has thrown it, which is not one of Node's. */
function thrownBy({ stack = '' }: Error): string | undefined {
  return stack.split('\n').find((line) => /^ +at /.test(line) && !line.includes('node:'));
}
