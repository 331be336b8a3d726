import { join, sep } from 'node:path';
import { inspect } from 'node:util';

/** This library, as it lies on the disk. */
const LIBRARY = join(__dirname, '..') + sep;

/** Slips of a program, not messages to its user: they keep the way they came. */
const SLIPS = [TypeError, ReferenceError, SyntaxError, EvalError];

/** The name of Error's own form in `inspect`, by which a kernel prints what a cell has thrown. */
const form = inspect.custom;

/**
 * From now on an error that this library throws is printed as what it says, without the files that it went through; what others
 * throw is printed as ever.
 * @returns takes that back
 */
export function printPlainly(): () => void {
  Object.defineProperty(Error.prototype, form, {
    configurable: true,
    value(this: Error, _: number, options: object): string {
      return isOfLibrary(this)
        ? `${this.name}: ${this.message}`
        : inspect(this, { ...options, customInspect: false });
    },
  });
  return () => {
    Reflect.deleteProperty(Error.prototype, form);
  };
}

/** Whether a message to the user was thrown by a file of this library, or on its behalf by Node. */
function isOfLibrary(error: Error): boolean {
  if (SLIPS.some((slip) => error instanceof slip)) return false;
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^ +at /.test(line) && !line.includes('node:'));
  return frames[0]?.includes(LIBRARY) ?? false;
}
