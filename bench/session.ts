import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Measurement, Opening, Turn } from './measurement';

/** A program and its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** The command of a TypeScript row of this folder. */
export const ourCommand = (file: string, ...args: readonly string[]): Command => [
  process.execPath,
  '--expose-gc',
  '--import',
  'tsx',
  `${__dirname}/rows/${file}.ts`,
  ...args,
];

/**
 * A row in a process of its own, so that none warms or spoils another. It warms up, prints what it has to say, and then takes
 * a turn for every line that it is sent: rows that are open together are measured A B A B, under the same load.
 */
export class Session {
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;
  private readonly closed: Promise<number | null>;
  private readonly turns: Turn[] = [];
  private opening: Opening | null = null;
  private errors = '';

  constructor(private readonly command: Command) {
    const [program, ...args] = command;
    this.child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    // Of a process that is gone; what happened is told when its next line is asked for.
    this.child.stdin?.on('error', () => undefined);
    this.child.stderr?.setEncoding('utf8').on('data', (part: string) => (this.errors += part));
    this.closed = new Promise((resolve) => {
      this.child.on('error', (error) => {
        this.errors += error.message;
        resolve(null);
      });
      this.child.on('close', resolve);
    });
    const { stdout } = this.child;
    if (stdout === null) throw new Error('a row has no output');
    this.lines = createInterface(stdout)[Symbol.asyncIterator]();
  }

  /** Its next line, read as JSON. @throws Error with the end of what it printed when it fails */
  async next<Line>(): Promise<Line> {
    for (;;) {
      const { value, done } = await this.lines.next();
      if (done === true) {
        const status = await this.closed;
        throw new Error(
          `${this.command.join(' ')} ended with ${status}:\n${this.errors.trim().slice(-2000)}`,
        );
      }
      // Libraries print lines of their own.
      if (value.startsWith('{')) return JSON.parse(value) as Line;
    }
  }

  /** Waits until it has warmed up. */
  async open(): Promise<void> {
    this.opening = await this.next<Opening>();
  }

  async takeTurn(): Promise<void> {
    this.child.stdin?.write('\n');
    this.turns.push(await this.next<Turn>());
  }

  get measurement(): Measurement {
    if (this.opening === null) throw new Error('this row was not opened');
    return {
      ...this.opening,
      note: this.turns[this.turns.length - 1]?.note ?? this.opening.note,
      seconds: this.turns.map(({ seconds }) => seconds),
      processorSeconds: this.turns.map(({ processorSeconds }) => processorSeconds),
    };
  }

  /** Ends the process. */
  async close(): Promise<void> {
    this.child.stdin?.end();
    this.child.kill();
    await this.closed;
  }
}

/** All that a row has to say which takes no turns. */
export async function lineOf<Line>(command: Command): Promise<Line> {
  const session = new Session(command);
  try {
    return await session.next<Line>();
  } finally {
    await session.close();
  }
}
