import { helpOf, inOptions, readWords, type Options, type Values } from './options';

/** A command line. */
export interface Command<O extends Options> {
  /** The head of its help: what it does, and examples. */
  readonly about: string;
  readonly options: O;
  /** Whether it takes words that are no options. */
  readonly takesWords?: true;
  /** For one whose input is files: what is wrong with them or with its use is one line, without its help, and exit code 2. */
  readonly terse?: true;
  /**
   * Said at the first interrupt, and when it has stopped, unless a `CommandError` says more; without either an interrupt ends the
   * process at once.
   */
  readonly stopping?: string;
  readonly stopped?: string;
  /**
   * @param signal aborted at the first interrupt; the second one ends the process
   * @returns its exit code: 0 done, 1 something failed
   */
  run(values: Values<O>, signal: AbortSignal, words: readonly string[]): number | Promise<number>;
}

/** Ends a command with an exit code of its own. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly code: number,
  ) {
    super(message);
  }
}

/** Ends it as used wrongly: the message, the help, exit code 2. */
export class WrongUse extends CommandError {
  constructor(message: string) {
    super(message, 2);
  }
}

/** What `read` returns; what it throws is wrong use. */
export function asUse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new WrongUse((error as Error).message);
  }
}

/** Runs a command with these words; resolves to its exit code: that of `run`, 1 where it throws, 2 wrong use, 130 interrupted. */
export async function runCommand<O extends Options>(
  command: Command<O>,
  words: readonly string[],
): Promise<number> {
  const help = `${command.about}\n\n${helpOf(command.options)}`;
  const abort = new AbortController();
  const interrupt = (): void => {
    if (abort.signal.aborted) process.exit(130);
    if (command.stopping) process.stderr.write(`\n${command.stopping} (again to stop at once)\n`);
    abort.abort();
  };
  if (command.stopping || command.stopped) process.on('SIGINT', interrupt);
  try {
    const read = asUse(() => readWords(command.options, words, command.takesWords));
    if (read !== null) return await command.run(read.values, abort.signal, read.words);
    process.stdout.write(help);
    return 0;
  } catch (error) {
    const other = abort.signal.aborted ? 130 : command.terse ? 2 : 1;
    const code = error instanceof CommandError ? error.code : other;
    const interrupted = code === 130 && !(error instanceof CommandError);
    const message = (interrupted && command.stopped) || inOptions((error as Error).message, command.options);
    process.stderr.write(`${message}\n`);
    if (error instanceof WrongUse && !command.terse) process.stderr.write(`\n${help}`);
    return code;
  } finally {
    process.removeListener('SIGINT', interrupt);
  }
}

/** Starts a command where its file is the program, and not one that another imports. It outlives its log: a full disk, a closed terminal. */
export function asProgram(file: NodeModule, main: (words: readonly string[]) => Promise<number>): void {
  if (require.main !== file) return;
  process.stderr.on('error', () => undefined);
  void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
}
