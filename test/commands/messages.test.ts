import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { before, describe, it, mock } from 'node:test';
import ts from 'typescript';
import { EXPERIMENT_OPTIONS } from '../../lib/commands/experiment-options';
import { TEST_SCORES } from '../../lib/commands/pathways-of-scores';
import { inOptions, type Options } from '../../lib/commands/options';

const ROOT = join(__dirname, '..', '..');
const LIB = join(ROOT, 'lib');

/** Every program and what starts its help; `pathways` is two commands in one. */
const PROGRAMS: readonly (readonly [name: string, ...words: readonly string[][]])[] = [
  ['experiment', ['--help']],
  ['reproduce', ['--help']],
  ['influence', ['--help']],
  ['pathways', ['--help'], ['--models', 'x', '--help']],
  ['data', ['--help']],
  ['tune-clock', ['--help']],
  ['tune-penalties', ['--help']],
];

/** A text of the source, with ... where a value is put in. */
interface Text {
  readonly file: string;
  readonly text: string;
}

function textsIn(file: string, source: string): Text[] {
  const texts: Text[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
      const joined = joinedText(node);
      if (joined !== null) texts.push({ file, text: joined });
    } else if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      texts.push({ file, text: joinedText(node) ?? '' });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  return texts;
}

/** A text that may be put together with +, or null. */
function joinedText(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map(({ literal }) => `...${literal.text}`).join('');
  }
  if (ts.isParenthesizedExpression(node)) return joinedText(node.expression) ?? '...';
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return null;
  const [left, right] = [joinedText(node.left), joinedText(node.right)];
  return left === null && right === null ? null : `${left ?? '...'}${right ?? '...'}`;
}

function sources(): Map<string, string> {
  const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/^(dist|kernels.assembly)\b/.test(file))
    .map((file) => join(LIB, file));
  return new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
}

/** All files that a file imports, directly or not, and itself. */
function closureOf(file: string, all: ReadonlyMap<string, string>, found = new Set<string>()): Set<string> {
  const source = all.get(file);
  if (source === undefined || found.has(file)) return found;
  found.add(file);
  for (const { fileName } of ts.preProcessFile(source).importedFiles) {
    if (fileName.startsWith('.')) closureOf(`${resolve(dirname(file), fileName)}.ts`, all, found);
  }
  return found;
}

const OPTION = /(?<![\w-])--[a-z][a-z-]*/g;
/** "npm run experiment -- --out FILE": the program, and the words up to the end of the command. */
const COMMAND_LINE =
  /(?:npm run (?:-s )?|lib\/dist\/commands\/)([a-z-]+)(?:\.js)?(?: --)?((?: (?!and |or |makes |lists |fetches )[^`,;()\n]*)?)/g;

/** Options that a text names although a program that can print it does not have them. */
function strangers(
  text: string,
  reaching: readonly string[],
  known: ReadonlyMap<string, ReadonlySet<string>>,
): string[] {
  const wrong: string[] = [];
  const rest = text.replace(COMMAND_LINE, (_, program: string, words: string) => {
    for (const option of words.match(OPTION) ?? []) {
      if (known.has(program) && !known.get(program)?.has(option)) wrong.push(`${option} of ${program}`);
    }
    return '';
  });
  for (const option of rest.match(OPTION) ?? []) {
    for (const program of reaching)
      if (!known.get(program)?.has(option)) wrong.push(`${option} of ${program}`);
  }
  return wrong;
}

/** "{ conflicts: 'drop' }" in a text: arguments of the library, which a command puts in its own words. */
function argumentsIn(text: string): { readonly key: string; readonly value: string | undefined }[] {
  return [...text.matchAll(/\{ ([a-z]\w*)(?:: ('[^']*'|\w+))? \}/g)].map(([, key, value]) => ({
    key,
    value,
  }));
}

/** Told of an argument that no command passes on. */
const BY_CALLERS = /\bsplit \{ by: /;

/** What a message writes in braces, be it an argument that a command has or not. */
const BRACES = /\{ ?[a-z]\w*(:[^}]*)? ?\}/g;

/** Functions that put a message of the library in the words of a command. */
const TRANSLATES = ['inOptions', 'advised'];

/**
 * Where a command prints what the library says (an error's message, a warning, a remark, a report) as it is, without its arguments
 * put as options. What is thrown, or handed to `CommandError`, is put so by the frame of all commands.
 */
function saidAsItIs(file: string, source: string): string[] {
  const found: string[] = [];
  const libraryWords = /\b(message|warning|remark|hint)\b/;
  const prints = (node: ts.CallExpression): boolean =>
    /(\.stderr\.write|\.stdout\.write|\.keep)$/.test(node.expression.getText());
  const visit = (node: ts.Node, isPrinted: boolean): void => {
    if (ts.isCallExpression(node)) {
      const name = ts.isPropertyAccessExpression(node.expression)
        ? node.expression.name.text
        : node.expression.getText();
      if (TRANSLATES.includes(name)) return;
      if (prints(node)) isPrinted = true;
    }
    const isWord = ts.isIdentifier(node) && libraryWords.test(node.text);
    if (isPrinted && isWord) found.push(`${file}: ${node.parent.parent.getText()}`);
    ts.forEachChild(node, (child) => visit(child, isPrinted));
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true), false);
  return found;
}

/** Arguments of danfo's readCSV, which a message about a DataFrame names. */
const OF_DANFO = ['dynamicTyping'];

/** What is wrong with an argument as an option of a command, or null. */
function asOption(options: Options, key: string, value: string | undefined): string | null {
  const option = options[key];
  if (option === undefined) return `no option for { ${key} }`;
  const bare = value === 'false' ? 'no' : value?.replaceAll("'", '');
  if (bare === undefined || /^[A-Z]+$|^true$/.test(bare)) return null;
  try {
    option.read(bare, key);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('every way out that a message names', () => {
  const all = sources();
  const known = new Map<string, ReadonlySet<string>>();
  const texts = [...all].flatMap(([file, source]) => textsIn(file, source));
  const reached = new Map(
    PROGRAMS.map(([name]) => [name, closureOf(join(LIB, 'commands', `${name}.ts`), all)] as const),
  );

  /** The programs that can print what stands in a file. */
  function reachedBy(place: string): string[] {
    // The options of one command, of which others take single ones; and the room that one command prints.
    if (place === 'commands/experiment-options.ts') return ['experiment'];
    if (place.startsWith('reproduction/')) return ['reproduce'];
    return PROGRAMS.map(([name]) => name).filter((name) => reached.get(name)?.has(join(LIB, place)));
  }

  before(async () => {
    for (const [name, ...calls] of PROGRAMS) {
      let help = '';
      const write = mock.method(process.stdout, 'write', (said: string) => (help += said) !== '');
      const { main } = (await import(join(LIB, 'commands', `${name}.ts`))) as {
        main: (words: readonly string[]) => Promise<number>;
      };
      try {
        for (const words of calls) assert.equal(await main(words), 0);
      } finally {
        write.mock.restore();
      }
      known.set(
        name,
        new Set(['--help', ...[...help.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option)]),
      );
    }
  });

  it('on a command line is an option of each command that can print it', () => {
    assert.ok((known.get('experiment')?.size ?? 0) > 20);
    // A single word is for another program, such as git.
    const messages = texts.filter(({ text }) => /\s/.test(text));
    const wrong = messages.flatMap(({ file, text }) => {
      const reaching = reachedBy(relative(LIB, file).replaceAll('\\', '/'));
      return strangers(text, reaching, known).map((what) => `${relative(ROOT, file)}: ${what}`);
    });
    assert.deepEqual([...new Set(wrong)], []);
  });

  it('as an argument of the library is one, and an option of the command that reads such files', () => {
    const declared = (key: string): boolean =>
      [...all.values()].some((source) => new RegExp(`\\breadonly ${key}\\??:`).test(source));
    const wrong = texts.flatMap(({ file, text }) => {
      const place = relative(LIB, file).replaceAll('\\', '/');
      const readsScores = place.startsWith('pathways/') || place.startsWith('commands/pathways');
      const readsStudies = /^(studies\/|files\/|experiments\/experiment)/.test(place);
      if (!readsScores && !readsStudies) return [];
      const arguments_ = argumentsIn(text).filter(({ key }) => !OF_DANFO.includes(key));
      return arguments_.flatMap(({ key, value }) =>
        [
          readsScores || declared(key) ? null : `no argument { ${key} }`,
          asOption(readsScores ? TEST_SCORES.options : EXPERIMENT_OPTIONS, key, value),
          // Names are the same matter in both.
          place.includes('name') ? asOption(TEST_SCORES.options, key, value) : null,
        ].flatMap((fault) => (fault === null ? [] : [`${place}: ${fault}`])),
      );
    });
    assert.deepEqual([...new Set(wrong)], []);
    const named = new Set(texts.flatMap(({ text }) => argumentsIn(text).map(({ key }) => key)));
    for (const key of [
      'conflicts',
      'duplicates',
      'rename',
      'missing',
      'regulators',
      'top',
      'score',
      'absolute',
    ]) {
      assert.ok(named.has(key), `no message was found that names ${key}`);
    }
  });

  it('is printed as an option by every command, warnings and reports as well as errors', () => {
    const rooms = /^(files|studies|datasets|training|experiments|pathways|network|pruning|evaluation)\//;
    let walked = 0;
    const left = texts.flatMap(({ file, text }) => {
      const place = relative(LIB, file).replaceAll('\\', '/');
      if (!rooms.test(place) || !/\s/.test(text) || OF_DANFO.some((key) => text.includes(key))) return [];
      if (text.match(BRACES) === null || BY_CALLERS.test(text)) return [];
      walked++;
      const options = place.startsWith('pathways/') ? TEST_SCORES.options : EXPERIMENT_OPTIONS;
      const said = inOptions(text, options);
      return (said.match(BRACES) ?? []).map((argument) => `${place}: ${argument}`);
    });
    assert.deepEqual(left, []);
    assert.ok(walked >= 30, `${walked} messages`);
    const untranslated = [...all].flatMap(([file, source]) => {
      const place = relative(LIB, file).replaceAll('\\', '/');
      // The frame itself, which puts every error in options.
      return place.startsWith('commands/') && place !== 'commands/command.ts'
        ? saidAsItIs(place, source)
        : [];
    });
    assert.deepEqual(untranslated, []);
  });

  it('is seen where there is none: made-up messages with each fault', () => {
    const source = [
      "import { x } from './--imported';",
      'const a = `${x}: take --epochs, ` + "or --nowhere";',
      "const b = 'run `npm run experiment -- --out FILE --nothing`, then';",
      'const c = "{ conflicts: \'none\' }";',
    ].join('\n');
    const found = textsIn('made-up.ts', source);
    const wrong = new Set(found.flatMap(({ text }) => strangers(text, ['experiment'], known)));
    assert.deepEqual([...wrong].sort(), ['--nothing of experiment', '--nowhere of experiment']);
    const [argument] = found.flatMap(({ text }) => argumentsIn(text));
    assert.match(asOption(EXPERIMENT_OPTIONS, argument.key, argument.value) ?? '', /is one of error, drop/);
    assert.match(asOption(EXPERIMENT_OPTIONS, 'nothing', undefined) ?? '', /no option/);
    const printed = [
      'process.stderr.write(`${(error as Error).message}!`);',
      'run({ onWarning: (warning) => line.keep(warning) });',
      'run({ onWarning: (warning) => line.keep(inOptions(warning, OPTIONS)) });',
      'throw new CommandError(error.message, 1);',
    ];
    assert.deepEqual(
      printed.map((code) => saidAsItIs('made-up.ts', code).length > 0),
      [true, true, false, false],
    );
  });
});
