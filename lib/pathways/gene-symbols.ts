/** What a probe or a row of data names: "ABHD14A /// ACY1" stands for two symbols; blanks around them do not count. */
export function symbolsIn(name: string): string[] {
  return [...new Set(name.split('///').map((symbol) => symbol.trim()))].filter((symbol) => symbol !== '');
}

/** Symbols are matched without regard to case: C1orf35 in one file is C1ORF35 in another. */
export const matchingKey = (symbol: string): string => symbol.toUpperCase();

/** Kinds of gene names, the most telling pattern first. */
const KINDS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['Ensembl gene identifiers', /^ENS[A-Z]*G\d{6,}(\.\d+)?$/i],
  ['Ensembl transcript or protein identifiers', /^ENS[A-Z]*[TP]\d{6,}(\.\d+)?$/i],
  ['RefSeq accessions', /^[NX][MRP]_\d+(\.\d+)?$/],
  ['Affymetrix probe sets', /_at$/i],
  ['yeast systematic names', /^Y[A-P][LR]\d{3}[CW](-[A-Z])?$/i],
  ['FlyBase identifiers', /^FBgn\d+$/],
  ['Entrez gene numbers', /^\d+$/],
  ['symbols in the way of mouse or rat (Trp53)', /^[A-Z][a-z0-9-]*[a-z][a-z0-9-]*$/],
  ['symbols in the way of human genes (TP53)', /^[A-Z][A-Z0-9.-]*(orf\d+)?$/],
];

/** What most of these names look like: for messages about names that do not match. */
export function kindOf(names: readonly string[]): string {
  const known = KINDS.find(([, p]) => names.filter((name) => p.test(name)).length > names.length / 2);
  return known?.[0] ?? 'names of no kind that is known here';
}

/** What most of these names look like, with three of them. */
export const describeNames = (names: readonly string[]): string => `${kindOf(names)} (${someOf(names)})`;

/** Three of these names. */
export const someOf = (names: readonly string[]): string =>
  `${names.slice(0, 3).join(', ')}${names.length > 3 ? ', ...' : ''}`;
