import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { CommandError, runCommand, WrongUse, type Command } from '../../lib/commands/command';
import {
  choice,
  flag,
  list,
  number,
  path,
  texts,
  text,
  whole,
  type Values,
} from '../../lib/commands/options';

const OPTIONS = {
  model: text('FILE', 'a model', { needed: true }),
  colour: choice(['red', 'green', 'blue'], 'of the line', { default: 'red' }),
  lineWidth: number('in pixels'),
  seeds: whole(1, `how many; ${'a long text that goes on and on, '.repeat(8)}to its end`),
  names: list('A,B', ''),
  files: texts('FILE', ''),
  out: path('FILE', '', { goesWith: ['names', 'files'] }),
  fresh: flag('anew'),
};

/** What a command writes and how it ends. */
async function run(t: TestContext, words: string, more: Partial<Command<typeof OPTIONS>> = {}) {
  const written = { out: '', err: '' };
  t.mock.method(process.stdout, 'write', (said: string) => (written.out += said) !== '');
  t.mock.method(process.stderr, 'write', (said: string) => (written.err += said) !== '');
  let values: Values<typeof OPTIONS> | undefined;
  const command: Command<typeof OPTIONS> = {
    about: 'Draws a line.',
    options: OPTIONS,
    run: (given) => {
      values = given;
      return 0;
    },
    ...more,
  };
  const code = await runCommand(command, words.split(' '));
  t.mock.restoreAll();
  return { code, values, ...written };
}

test('a table of options makes values, by their kinds', async (t) => {
  const { code, values } = await run(
    t,
    '--model m --line-width 0.5 --seeds 3 --names a,b --files x --files y --out /o',
  );
  assert.equal(code, 0);
  assert.deepEqual(values, {
    model: 'm',
    colour: 'red',
    lineWidth: 0.5,
    seeds: 3,
    names: ['a', 'b'],
    files: ['x', 'y'],
    out: '/o',
    fresh: false,
  });
});

test('it makes the help: every option with what it takes and its default, in lines that fit', async (t) => {
  for (const word of ['--help', '-h']) {
    const { code, out, err } = await run(t, word);
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^Draws a line\.\n\n {2}--model FILE {4}a model\n/);
    assert.match(out, /^ {2}--colour NAME {3}red, green, blue: of the line \(default red\)$/m);
    assert.match(out, /^ {2}--fresh {9}anew$/m);
    assert.ok(out.split('\n').every((line) => line.length <= 120));
    assert.match(out, /\n {18}.*to its end\n/);
  }
});

test('wrong use: what is wrong, the help, exit code 2; of a terse command one line', async (t) => {
  for (const [words, message] of [
    ['--fresh', /^--model .*needed/],
    ['--model m --colour pink', /^--colour is one of red, green, blue, not "pink"\n/],
    ['--model m --line-width wide', /^--line-width takes a number, not "wide"\n/],
    ['--model m --seeds 0', /^--seeds takes a whole number from 1 on, not 0\n/],
    ['--model m --seeds 1.5', /^--seeds takes a whole number from 1 on, not 1\.5\n/],
    ['--model m --seeds x', /^--seeds takes a whole number from 1 on, not "x"\n/],
    ['--model m --out o', /^--out goes with --names or --files\n/],
    ['--model m --coulour red', /--coulour/],
    ['--model m word', /word/],
  ] as const) {
    const wrong = await run(t, words);
    assert.deepEqual([wrong.code, wrong.out], [2, '']);
    assert.match(wrong.err, message);
    assert.match(wrong.err, /\n\nDraws a line\.\n\n {2}--model FILE/);
    const { code, err } = await run(t, words, { terse: true });
    assert.equal(code, 2);
    assert.match(err, /^[^\n]+\n$/);
  }
});

test('what a command throws is its message and an exit code', async (t) => {
  const failing = (error: Error, more: Partial<Command<typeof OPTIONS>> = {}) =>
    run(t, '--model m', {
      ...more,
      run: () => {
        throw error;
      },
    });
  assert.deepEqual((await failing(new Error('no disk'))).code, 1);
  assert.equal((await failing(new Error('no disk'))).err, 'no disk\n');
  assert.equal((await failing(new Error('no disk'), { terse: true })).code, 2);
  assert.deepEqual((await failing(new CommandError('stopped', 130))).code, 130);
  const own = await failing(new CommandError('nothing is kept', 130), { stopped: 'goes on from here' });
  assert.equal(own.err, 'nothing is kept\n');
  assert.match((await failing(new WrongUse('not so'))).err, /^not so\n\nDraws a line/);
});

test('the first interrupt aborts, and is told; afterwards nobody listens to it any more', async (t) => {
  const before = process.listenerCount('SIGINT');
  const { code, err } = await run(t, '--model m', {
    stopping: 'stopping after this line',
    stopped: 'stopped',
    run: (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
        process.emit('SIGINT');
      }),
  });
  assert.deepEqual([code, err], [130, '\nstopping after this line (again to stop at once)\nstopped\n']);
  assert.equal(process.listenerCount('SIGINT'), before);
});

test('an option that may be given several times takes all words behind it', async (t) => {
  const { values } = await run(t, '--model m --files x y --files z --seeds 3');
  assert.deepEqual(values?.files, ['x', 'y', 'z']);
  const { code, err } = await run(t, '--model m extra --files x');
  assert.equal(code, 2);
  assert.match(err, /extra/);
});

test('a number below zero is read as one, and the option says whether it may be', async (t) => {
  const { values } = await run(t, '--model m --line-width -.5');
  assert.equal(values?.lineWidth, -0.5);
  const { code, err } = await run(t, '--model m --seeds -1');
  assert.deepEqual([code, err.split('\n')[0]], [2, '--seeds takes a whole number from 1 on, not -1']);
  const { err: unknown } = await run(t, '--model m -1');
  assert.match(unknown, /^Unknown option '-1'/);
});

test('a message of the library names the options of the command, and those that it has alone', async (t) => {
  const fails = (message: string) =>
    run(t, '--model m', {
      run: () => {
        throw new Error(message);
      },
    });
  const { err } = await fails(
    "take { lineWidth: 2 }, { colour: 'red' } or { fresh: true }, { fresh: false }, not { split: 'x' } or { names }",
  );
  assert.equal(
    err,
    "take --line-width 2, --colour red or --fresh, --fresh no, not { split: 'x' } or --names\n",
  );
});
