/** A whole number from a command line, or undefined where it was not given. @throws RangeError for anything else */
export function wholeNumber(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < least) {
    throw new RangeError(`--${name} takes a whole number from ${least} up, not "${text}"`);
  }
  return value;
}

/** Rewrites one line of a terminal in place with how far it is; elsewhere (a log) says nothing. */
export function counting(what: string): ((progress: { done: number; total: number }) => void) | undefined {
  if (!process.stderr.isTTY) return undefined;
  return ({ done, total }) =>
    process.stderr.write(done === total ? '\r\x1b[K' : `\r${done} of ${total} ${what}\x1b[K`);
}
