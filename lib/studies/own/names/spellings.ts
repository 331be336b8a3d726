/** Changes a name before anything is compared with it. */
export type Rename = (name: string) => string;

/** Ids that carry a version after a point; AC012345.1 and RP11-34P13.7 are whole symbols and not among them. */
const VERSIONED = [
  /^(ENS[A-Z]{0,4}[EGTP]\d{11})\.\d+(_PAR_Y)?$/,
  /^([NXYW][MRPGCTZ]_\d+)\.\d+()$/,
  /^(AT[1-5MC]G\d{5})\.\d+()$/i,
  /^([A-Z][A-Za-z_]*\d+g\d{5,7})(?:\.\d+)+()$/i,
];

const withoutVersion: Rename = (name) =>
  VERSIONED.reduce((text, pattern) => text.replace(pattern, '$1$2'), name);

/** Letters of other alphabets that look like Latin ones, dashes that look like the hyphen. */
const LOOK_ALIKES: Readonly<Record<string, string>> = Object.fromEntries(
  (
    [
      ['АВЕЅІЈКМНОРСТУХЗ', 'ABESIJKMHOPCTYX3'],
      ['авеѕіјкмнорстух', 'abesijkmhopctyx'],
      ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'],
      ['ο', 'o'],
      ['‐‑‒–—−', '------'],
      ['’‘′', "'''"],
    ] as const
  ).flatMap(([others, latin]) => [...others].map((other, k) => [other, latin[k]] as const)),
);
/** What takes no room: zero-width blanks and joiners, the byte order mark, the soft hyphen. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const BLANKS = /[\u00a0\u2000-\u200a\u202f\u3000]/g;

/** A name in the letters that it seems to be written in: look-alikes as Latin letters, full-width ones too, nothing invisible. */
export function plainLetters(name: string): string {
  const shown = name.replace(INVISIBLE, '').replace(BLANKS, ' ');
  return [...shown]
    .map(
      (letter) => LOOK_ALIKES[letter] ?? (/[\uff01-\uff5e]/.test(letter) ? letter.normalize('NFKC') : letter),
    )
    .join('')
    .trim();
}

/** Changes of every name that have a name themselves. */
export const NAMED_CHANGES = {
  upper: (name) => name.toUpperCase(),
  lower: (name) => name.toLowerCase(),
  title: (name) => name.slice(0, 1).toUpperCase() + name.slice(1).toLowerCase(),
  'strip-version': withoutVersion,
  'look-alikes': plainLetters,
  'first-symbol': (name) => name.split('///')[0].trim(),
} as const satisfies Record<string, Rename>;

export const RENAMES = Object.keys(NAMED_CHANGES) as (keyof typeof NAMED_CHANGES)[];
