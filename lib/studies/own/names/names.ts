import { NAMED_CHANGES } from './spellings';

/** What a name looks like, most special first: a gene may have symbol, id and probe at once, and files use one each. */
const KINDS: readonly (readonly [pattern: RegExp, kind: string])[] = [
  [/^ENSG\d{11}(\.\d+)?$/, 'Ensembl gene ids (human)'],
  [/^ENSMUSG\d{11}(\.\d+)?$/, 'Ensembl gene ids (mouse)'],
  [/^ENSRNOG\d{11}(\.\d+)?$/, 'Ensembl gene ids (rat)'],
  [/^ENSDARG\d{11}(\.\d+)?$/, 'Ensembl gene ids (zebrafish)'],
  [/^ENS[A-Z]{3,4}G\d{11}(\.\d+)?$/, 'Ensembl gene ids (another vertebrate)'],
  [/^ENS([A-Z]{3,4})?T\d{11}(\.\d+)?$/, 'Ensembl transcript ids'],
  [/^(\d+\.)?ENS([A-Z]{3,4})?P\d{11}(\.\d+)?$/, 'Ensembl protein ids, as STRING has them'],
  [/^FBgn\d{7}$/, 'FlyBase ids (fruit fly)'],
  [/^WBGene\d{8}$/, 'WormBase ids (C. elegans)'],
  [/^Y[A-P][LR]\d{3}[WC](-[A-Z])?$/, 'systematic names of yeast'],
  [/^AT[1-5MC]G\d{5}(\.\d+)?$/i, 'AGI codes (Arabidopsis)'],
  [/^[NX][MR]_\d+(\.\d+)?$/, 'RefSeq ids'],
  [/^([OPQ]\d[A-Z0-9]{3}\d|[A-NR-Z]\d([A-Z][A-Z0-9]{2}\d){1,2})$/, 'UniProt ids'],
  [/_at$/, 'Affymetrix probe sets'],
  [/^\d+$/, 'numbers (Entrez ids?)'],
  [/^[A-Z][a-z][A-Za-z0-9.-]*$/, 'symbols with a capital first letter (mouse, rat)'],
  [/^[A-Z][A-Z0-9.-]*(orf[0-9]+)?$/, 'symbols in capitals (human, yeast)'],
  [/^[a-z][a-z0-9.:-]*$/, 'symbols in small letters (zebrafish, plants)'],
];

/** Names from one file. */
export interface NamesOf {
  readonly file: string;
  readonly names: readonly string[];
}

/** What most of some names look like, with examples: "Ensembl gene ids (human), such as ENSG00000141510". */
export function looksLike(names: readonly string[]): string {
  const counts = new Map<string, string[]>();
  for (const name of names) {
    const kind = KINDS.find(([pattern]) => pattern.test(name))?.[1] ?? 'names of no known pattern';
    const found = counts.get(kind);
    if (found) found.push(name);
    else counts.set(kind, [name]);
  }
  const [first] = [...counts].sort((a, b) => b[1].length - a[1].length);
  return first ? `${first[0]}, such as ${first[1].slice(0, 2).join(', ')}` : 'no names';
}

/** How much of a spelling is set aside, and what the option `rename` calls it. */
const SPELLINGS: readonly (readonly [what: string, change: (name: string) => string, option: string])[] = [
  ['but for upper and lower case', NAMED_CHANGES.upper, 'upper'],
  ['but for the version after the point', NAMED_CHANGES['strip-version'], 'strip-version'],
  ['but for letters of other alphabets that look the same', NAMED_CHANGES['look-alikes'], 'look-alikes'],
  ['where of "A /// B" the first symbol counts', NAMED_CHANGES['first-symbol'], 'first-symbol'],
];

/**
 * How the names of two files could be brought together, or null where no change of spelling makes more of them agree.
 * The sentence ends with the option that does it.
 */
export function spellingHint(one: NamesOf, other: NamesOf): string | null {
  const agreeing = (change: (name: string) => string): number => {
    const known = new Set(other.names.map(change));
    return one.names.filter((name) => known.has(change(name))).length;
  };
  const asTheyAre = agreeing((name) => name);
  const counts = SPELLINGS.map(([what, change, option]) => ({ what, option, count: agreeing(change) }));
  const [best] = counts.sort((a, b) => b.count - a.count);
  if (best.count <= asTheyAre) return null;
  const species = best.option === 'upper' ? mixedSpecies(one, other) : '';
  return (
    `${best.count} of ${one.names.length} names of ${one.file} are in ${other.file} ${best.what} ` +
    `(${asTheyAre} as they are)${species}: load with { rename: '${best.option}' }`
  );
}

const MOUSE = /^[A-Z][a-z][A-Za-z0-9-]*$/;
/** Symbols of mouse and man differ in case, and most but not all orthologs share theirs. */
function mixedSpecies(one: NamesOf, other: NamesOf): string {
  const ofMouse = ({ names }: NamesOf): boolean => names.some((name) => MOUSE.test(name));
  const [first, second] = [ofMouse(one), ofMouse(other)];
  if (first === second) return '';
  const file = first ? one.file : other.file;
  return `; ${file} has symbols as of mouse or rat, and orthologs of another name (Trp53, TP53) stay apart`;
}

/** Why two files may have no name in common, and what to do about it. */
export function explainMismatch(one: NamesOf, other: NamesOf): string {
  const kinds = [looksLike(one.names), looksLike(other.names)];
  const source = kinds.some((kind) => kind.includes('as STRING has them'))
    ? "STRING's file protein.info will do"
    : 'from BioMart, or the organism’s own database';
  const wayOut =
    spellingHint(one, other) ??
    (kinds[0].split(',')[0] === kinds[1].split(',')[0]
      ? 'They are of one kind: is it the same species, and are these the right files?'
      : "Convert the names of one file to those of the other with { rename: 'FILE' }, a table of old and new names " +
        `(${source}).`);
  return `${one.file} has ${kinds[0]}; ${other.file} has ${kinds[1]}. ${wayOut}`;
}

/** A few names and how many there are besides: "A, B, C and 12 more". */
export function someOf(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** Some of many findings: the first ten, and how many there are besides. */
export function listing(findings: readonly string[], most = 10): string {
  const shown = findings.slice(0, most).join('; ');
  return findings.length > most ? `${shown}; and ${findings.length - most} more` : shown;
}
