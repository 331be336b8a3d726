import { listing, type NamesOf } from './names';
import { plainLetters } from './spellings';

const MONTHS = '(jan|feb|mar|mär|mrz|apr|avr|may|mai|jun|jul|aug|sep|sept|oct|okt|nov|dec|dez|déc)';
/** What Excel makes of a symbol such as MARCH1, SEPT2 or DEC1, by the language and the format of its dates. */
const DATES = [
  new RegExp(`^\\d{1,2}[- .]{1,2}${MONTHS}\\.?([- .]\\d{2,4})?$`, 'i'),
  new RegExp(`^${MONTHS}[- ]\\d{1,2}$`, 'i'),
  /^\d{4}[-/]\d{1,2}[-/]\d{1,2}( 00:00:00)?$/,
  /^\d{1,2}[-/.]\d{1,2}[-/.](\d{2}|\d{4})$/,
];
/** 2310009E13 is a gene of the mouse, and to Excel a number. */
const SCIENTIFIC = /^\d(\.\d+)?E\+\d{2,}$/i;
/** Days since 1900 between 1990 and 2040, as Excel writes a date into a csv where the cell is formatted as a number. */
const [FIRST_DAY, LAST_DAY] = [32874, 51501];

/** The date that a number of Excel's stands for, from 1 on. */
function monthOfDay(day: number): number {
  return new Date(Date.UTC(1899, 11, 30) + day * 86_400_000).getUTCMonth() + 1;
}

/** In C. elegans sep-1, dec-1 and mar-1 are genes: Excel writes months with a capital. */
const isDate = (name: string): boolean => DATES.some((pattern) => pattern.test(name)) && !/^[a-z]/.test(name);

/**
 * Which names are no genes but dates or numbers that Excel made of them: 1-Mar, 2-Sep, 44621, 2.31E+13. Plain numbers count only
 * among names that are mostly none, for they may be ids of Entrez.
 */
export function excelNames(names: readonly string[]): string[] {
  const numbers = names.filter((name) => /^\d+$/.test(name));
  const idsOfNumbers = 2 * numbers.length > names.length;
  const isDay = (name: string): boolean =>
    /^\d{5}$/.test(name) && Number(name) >= FIRST_DAY && Number(name) <= LAST_DAY;
  return names.filter((name) => isDate(name) || SCIENTIFIC.test(name) || (!idsOfNumbers && isDay(name)));
}

/** What a name may have been, for three months that genes are called after; '' where it cannot be told. */
function wasPerhaps(name: string): string {
  const month = /^\d{5}$/.test(name) ? monthOfDay(Number(name)) : monthIn(name);
  return { 3: 'MARCHF or MTARC', 9: 'SEPTIN', 12: 'DELEC' }[month] ?? '';
}

function monthIn(name: string): number {
  if (/mar|mär|mrz/i.test(name)) return 3;
  if (/sep/i.test(name)) return 9;
  return /de[cz]|déc/i.test(name) ? 12 : 0;
}

/** What R, pandas and Excel write where there is no name. Small letters are names: nan and na are genes of the fruit fly. */
export const isNoName = (name: string): boolean => /^(NA|NaN|<NA>|N\/A|#N\/A|None|NULL)$/.test(name);

/** Names with letters that are not what they look like: `MYC` with the С of the Cyrillic alphabet. */
export const lookAlikeNames = (names: readonly string[]): string[] =>
  names.filter((name) => plainLetters(name) !== name);

/** "MYС (letter 3 is U+0421)". */
function withCode(name: string): string {
  const letters = [...name];
  const k = letters.findIndex((letter) => plainLetters(`A${letter}A`) !== `A${letter}A`);
  const code = (letters[k]?.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `${name} (letter ${k + 1} is U+${code})`;
}

/** What a reader must know about the names of a file, one sentence each; none where all look like names. */
export function nameWarnings({ file, names }: NamesOf): string[] {
  const excel = excelNames(names);
  const alike = lookAlikeNames(names);
  const told = excel.map((name) =>
    wasPerhaps(name) === '' ? name : `${name} (a ${wasPerhaps(name)} gene?)`,
  );
  return [
    ...(excel.length === 0
      ? []
      : [
          `${excel.length} names of ${file} are no genes but what Excel made of them: ${listing(told)}. They match nothing: take ` +
            "the names from where the file came from, or { rename: 'FILE' } with a line for each, such as 1-Mar,MARCHF1.",
        ]),
    ...(alike.length === 0
      ? []
      : [
          `${alike.length} names of ${file} hold characters that are not what they look like: ` +
            `${listing(alike.map(withCode))}. Load with { rename: 'look-alikes' }.`,
        ]),
  ];
}
