/** Written in capitals though no digit says that they are symbols. */
const SYMBOLS = new Set(
  (
    'DNA RNA TCA ATP GTP NAD NADH FOXO RUNX NOTCH WNT MAPK ERK NFKB EGFR FGFR VEGF VEGFR PDGF MHC TCR BCR NMD ECM GPCR ROS IFN TNF TGF ' +
    'BMP AKT MTOR MYC MET KIT ALK RHO RAC RAS RAF ESR HDAC HIV SARS ABC SLC SUMO APC CDC CDK PTEN RET NTRK ROBO ER UPR TLR ' +
    'PKA PKC CREB JAK STAT SCF SHH HH LDL HDL VLDL FC IGF IL MAP MAPKAPK PRC SMAD TP YAP TAZ II III IV VI VII'
  ).split(' '),
);

/** With a digit, a letter alone ("class I", "N linked"; not the article), or one of the list. */
const isSymbol = (word: string): boolean => /\d|^[B-Z]$/.test(word) || SYMBOLS.has(word);

/** Molecules whose first letter stays small. */
const RNAS = new Map(
  ['mRNA', 'tRNA', 'rRNA', 'miRNA', 'siRNA', 'snRNA', 'snRNP', 'ncRNA'].map((name) => [
    name.toUpperCase(),
    name,
  ]),
);

/**
 * The name of a gene set as MSigDB writes it (REACTOME_REGULATION_OF_TP53_ACTIVITY), to be read: without the collection, words apart, small
 * letters except for symbols ("Regulation of TP53 activity"). Names that are not written so are left as they are.
 */
export function readablePathway(name: string): string {
  if (!/^[A-Z0-9]+(_[A-Z0-9]+)+$/.test(name)) return name;
  const words = name
    .replace(/^(REACTOME|GOBP|GOMF|GOCC|GO|KEGG|HALLMARK|BIOCARTA|PID|WP)_/, '')
    .split('_')
    .map((word) => RNAS.get(word) ?? (isSymbol(word) ? word : word.toLowerCase()));
  const [first, ...rest] = words;
  const initial = RNAS.has(first.toUpperCase()) ? first : first[0].toUpperCase() + first.slice(1);
  return [initial, ...rest].join(' ');
}

/** So many letters more may make a name another one than its neighbour. */
export const MORE_LETTERS = 6;

/**
 * Readable names of about `length` letters, each different: of longer ones the middle is left out, since related sets often begin and
 * others end alike. Names that would then read the same are given a few letters more, and, where they still do, numbers.
 */
export function shortPathwayNames(names: readonly string[], length: number): string[] {
  const readable = names.map(readablePathway);
  const lengths = names.map(() => length);
  for (;;) {
    const short = readable.map((name, k) => shortened(name, lengths[k]));
    const alike = short.flatMap((name, k) => (short.indexOf(name) === short.lastIndexOf(name) ? [] : [k]));
    if (alike.length === 0) return short;
    const growing = alike.filter((k) => lengths[k] < Math.min(readable[k].length, length + MORE_LETTERS));
    if (growing.length === 0) return numbered(short, alike, { names, length });
    for (const k of growing) lengths[k] += 2;
  }
}

/**
 * Such names of twice `length` letters, on two lines each where it has more than `length`, parted at the space nearest to its
 * middle. An axis shows them as lines with `LINES_OF_NAME`.
 */
export function pathwayNamesOnLines(names: readonly string[], length: number): string[] {
  return shortPathwayNames(names, 2 * length).map((name) => {
    const spaces = name.length > length ? [...name.matchAll(/ /g)].map(({ index }) => index) : [];
    if (spaces.length === 0) return name;
    const fromMiddle = (place: number): number => Math.abs(place - (name.length - 1) / 2);
    const place = spaces.reduce((best, space) => (fromMiddle(space) < fromMiddle(best) ? space : best));
    return `${name.slice(0, place)}\n${name.slice(place + 1)}`;
  });
}

/** The size of their letters, in pixels. */
export const LETTER_SIZE = 10;

/** Of an axis with names of `pathwayNamesOnLines`: two lines stand about the middle of the bar. */
export const LINES_OF_NAME = {
  labelLimit: 1000,
  labelFontSize: LETTER_SIZE,
  labelExpr: "split(datum.label, '\\n')",
  labelLineHeight: 11,
  labelOffset: { condition: { test: "indexof(datum.value, '\\n') >= 0", value: -5 }, value: 0 },
} as const;

/** Two collections may hold a set of one short name each: then the full names differ. Of long ones a number tells them apart. */
function numbered(
  short: readonly string[],
  alike: readonly number[],
  { names, length }: { names: readonly string[]; length: number },
): string[] {
  return short.map((name, k) => {
    if (!alike.includes(k)) return name;
    if (names[k].length <= length) return names[k];
    const before = short.slice(0, k).filter((other) => other === name).length;
    return `${name} (${before + 1})`;
  });
}

function shortened(name: string, length: number): string {
  if (name.length <= length) return name;
  const words = name.split(' ');
  let [head, tail] = [words.shift() as string, ''];
  // words are taken from both ends in turn, as long as any fits
  for (let [turn, misses] = [0, 0]; misses < 2; turn++) {
    const atFront = turn % 2 === 1;
    const word = words[atFront ? 0 : words.length - 1];
    if (`${head} ${word} … ${tail}`.length > length) {
      misses++;
      continue;
    }
    misses = 0;
    if (atFront) head = `${head} ${words.shift()}`;
    else tail = `${words.pop()} ${tail}`.trim();
  }
  const short = `${head} … ${tail}`.trim();
  return short.length > length ? `${name.slice(0, length - 1)}…` : short;
}
