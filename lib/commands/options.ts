import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** One option of a command: what its help says, and what becomes of its text. */
export interface Option<T> {
  /** What follows its name, as FILE; null for a flag, which is there or not. */
  readonly value: string | null;
  readonly help: string;
  /** @throws RangeError that names the option and what it may be */
  readonly read: (text: string, name: string) => T;
  /** May be given several times: `read` then has the texts one by one, and its values come as a list. */
  readonly several?: true;
  readonly settings: Settings<unknown>;
}

/** What an option may have besides. */
interface Settings<T> {
  /** Its value where it is not given; the help tells it. */
  readonly default?: T;
  /** The command does not start without it. */
  readonly needed?: true;
  /** Names of options of which one must be given with it. */
  readonly goesWith?: readonly string[];
}

/** Options by their names in camel case: `saveModel` is `--save-model`. */
export type Options = Readonly<Record<string, Option<unknown>>>;
export type Values<O extends Options> = {
  readonly [Name in keyof O]: O[Name] extends Option<infer T> ? T : never;
};

type Read<T, S> = S extends { readonly default: T } | { readonly needed: true } ? T : T | undefined;

/** An option of a kind of its own. */
export function option<T, const S extends Settings<T> = object>(
  value: string,
  help: string,
  read: (text: string, name: string) => T,
  settings?: S,
): Option<Read<T, S>> {
  return { value, help, read: read as Option<Read<T, S>>['read'], settings: settings ?? {} };
}

export const flag = (help: string): Option<boolean> => ({
  value: null,
  help,
  read: () => true,
  settings: { default: false },
});

export const text = <const S extends Settings<string> = object>(value: string, help: string, settings?: S) =>
  option(value, help, (given) => given, settings);

/** A file or a folder, by its whole path. */
export const path = <const S extends Settings<string> = object>(value: string, help: string, settings?: S) =>
  option(value, help, (given) => resolve(given), settings);

/** A text that may be given several times. */
export const texts = (
  value: string,
  help: string,
  settings?: Settings<string>,
): Option<string[] | undefined> => ({
  ...(text(value, help, settings) as Option<unknown> as Option<string[] | undefined>),
  several: true,
});

/** Texts between commas. */
export const list = (value: string, help: string) => option(value, help, (given) => given.split(','));

export const number = <const S extends Settings<number> = object>(help: string, settings?: S) =>
  option(
    'X',
    help,
    (given, name) => {
      if (given.trim() === '' || Number.isNaN(Number(given)))
        throw new RangeError(`${name} takes a number, not "${given}"`);
      return Number(given);
    },
    settings,
  );

/** A whole number from `least` on. */
export const whole = <const S extends Settings<number> = object>(least: number, help: string, settings?: S) =>
  option(
    'N',
    help,
    (given, name) => {
      const value = given.trim() === '' ? NaN : Number(given);
      if (!Number.isSafeInteger(value) || value < least) {
        const found = Number.isNaN(value) ? `"${given}"` : given;
        throw new RangeError(`${name} takes a whole number from ${least} on, not ${found}`);
      }
      return value;
    },
    settings,
  );

/** The names of data sets or strategies, for a choice among them. */
export const namesOf = <T extends string>(all: readonly { readonly name: T }[]): T[] =>
  all.map(({ name }) => name);

/** One of some names, which the help lists. */
export function choice<T extends string, const S extends Settings<T> = object>(
  names: readonly T[],
  help: string,
  settings?: S,
): Option<Read<T, S>> {
  const all = names.length === 2 ? names.join(' or ') : names.join(', ');
  const read = (given: string, name: string): T => {
    const chosen = names.find((one) => one === given);
    if (chosen !== undefined) return chosen;
    throw new RangeError(`${name} is ${names.length === 2 ? '' : 'one of '}${all}, not "${given}"`);
  };
  const told = help === '' ? all : `${all}${help.startsWith('(') ? ' ' : ': '}${help}`;
  return option('NAME', told, read, settings);
}

/** One or several of some names, between commas, each of them once; the help lists them. */
export function choices<T extends string, const S extends Settings<T[]> = object>(
  names: readonly T[],
  help: string,
  settings?: S,
): Option<Read<T[], S>> {
  const one = choice(names, help);
  const read = (given: string, name: string): T[] => [
    ...new Set(given.split(',').map((text) => one.read(text.trim(), name) as T)),
  ];
  return option('A,B', one.help, read, settings);
}

/** The values of options in the words of a command line, or null where these ask for help. @throws RangeError, TypeError */
export function readWords<O extends Options>(
  options: O,
  words: readonly string[],
  takesWords = false,
): { readonly values: Values<O>; readonly words: readonly string[] } | null {
  const entries = Object.entries(options).map(([key, one]) => ({ key, name: wordOf(key), ...one }));
  const { values, positionals } = parseArgs({
    args: takesWords ? [...words] : repeated(entries, joined(words)),
    allowPositionals: takesWords,
    options: {
      help: { type: 'boolean', short: 'h' },
      ...Object.fromEntries(
        entries.map(({ name, value, several }) => [
          name.slice(2),
          { type: value === null ? ('boolean' as const) : ('string' as const), multiple: several ?? false },
        ]),
      ),
    },
  });
  if (values.help) return null;
  const given: Readonly<Record<string, unknown>> = values;
  const isGiven = (key: string): boolean => given[wordOf(key).slice(2)] !== undefined;
  const needed = entries.filter(({ settings }) => settings.needed);
  if (!needed.every(({ key }) => isGiven(key))) {
    throw new RangeError(`${needed.map(({ name }) => name).join(' and ')} are needed; --help explains them`);
  }
  const pairs = entries.map(({ key, name, read, settings }) => {
    if (!isGiven(key)) return [key, settings.default];
    if (settings.goesWith && !settings.goesWith.some(isGiven)) {
      throw new RangeError(`${name} goes with ${settings.goesWith.map(wordOf).join(' or ')}`);
    }
    const found = given[name.slice(2)];
    return [
      key,
      Array.isArray(found) ? found.map((one) => read(String(one), name)) : read(String(found), name),
    ];
  });
  return { values: Object.fromEntries(pairs) as Values<O>, words: positionals };
}

/** `--tau -1` as `--tau=-1`: a number, although it begins as an option does; what it may be, the option knows. */
function joined(words: readonly string[]): string[] {
  const isBelowZero = (word = ''): boolean => /^-\.?\d/.test(word);
  return words.flatMap((word, k) => {
    if (isBelowZero(word) && words[k - 1]?.startsWith('--')) return [];
    return word.startsWith('--') && isBelowZero(words[k + 1]) ? [`${word}=${words[k + 1]}`] : [word];
  });
}

/** `--expression a.csv b.csv` as `--expression a.csv --expression b.csv`: an option that may be given several times takes all words behind it. */
function repeated(
  entries: readonly { readonly name: string; readonly several?: true }[],
  words: readonly string[],
): string[] {
  let name: string | null = null;
  let taken = 0;
  return words.flatMap((word) => {
    if (word.startsWith('-')) {
      name = entries.some((one) => one.several && one.name === word) ? word : null;
      taken = 0;
      return [word];
    }
    return name !== null && taken++ > 0 ? [name, word] : [word];
  });
}

/**
 * A message of the library in the words of a command: `{ missing: 'drop-genes' }` becomes `--missing drop-genes`, and `timeScale`
 * becomes `--time-scale`, where the command has such an option.
 */
export function inOptions(message: string, options: Options): string {
  return message
    .replace(/\{ (\w+)(?:: ('[^']*'|[^{}',]+))? \}/g, (asItWas, key: string, value?: string) => {
      if (!Object.hasOwn(options, key)) return asItWas;
      const bare = value === 'false' ? 'no' : value?.replaceAll("'", '');
      return bare === undefined || bare === 'true' ? wordOf(key) : `${wordOf(key)} ${bare}`;
    })
    .replace(/(?<![\w.-])[a-z]+[A-Z]\w*(?!\.\w)/g, (word) =>
      Object.hasOwn(options, word) ? wordOf(word) : word,
    );
}

/** "--learning-rate" for learningRate. */
export const wordOf = (key: string): string =>
  `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** What the help says of options: lines of at most 120 characters. */
export function helpOf(options: Options): string {
  const heads = Object.entries(options).map(([key, { value }]) => `  ${wordOf(key)} ${value ?? ''}`);
  const width = Math.max(...heads.map((head) => head.length)) + 2;
  const lines = Object.values(options).map(({ help, settings }, k) => {
    const initial = settings.default;
    const known =
      initial === undefined || initial === false || initial === '' ? '' : ` (default ${String(initial)})`;
    const wrapped = `${help}${known}`.trim().match(new RegExp(`.{1,${120 - width}}(?= |$)`, 'g')) ?? [];
    const told = wrapped.map((line) => line.trim()).join(`\n${' '.repeat(width)}`);
    return `${heads[k].padEnd(width)}${told}`.trimEnd();
  });
  return `${lines.join('\n')}\n`;
}
