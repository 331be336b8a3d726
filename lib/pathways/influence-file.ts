import { dataRows, lineName, numberOf, place, writeCsv, type Table } from '../files/csv';
import { readDelimited } from '../files/delimited';
import { excelNames, isNoName, nameWarnings } from '../studies/own/names/name-faults';
import { listing } from '../studies/own/names/names';
import type { DuplicateChoice } from '../studies/own/prior/resolve-edges';
import type { MissingChoice } from '../studies/own/expression/series';
import { isMissing } from '../studies/own/table';
import { scoreColumns } from './score-columns';

/** Gene names and, in the same order, their influences. */
export interface InfluenceList {
  readonly genes: readonly string[];
  readonly influence: Float64Array;
}

/** Scores as they were read, and what a reader must know about it, one sentence each. */
export interface ScoreFile extends InfluenceList {
  readonly remarks: readonly string[];
}

/** How scores are taken. */
export interface ScoreChoices {
  /** Title of the column of scores, where the file leaves it open. */
  readonly score?: string;
  /** What becomes of a gene with several scores. Default error. */
  readonly duplicates?: DuplicateChoice;
  /** What becomes of a gene whose score is NA, NaN or empty. Default error. */
  readonly missing?: MissingChoice;
}

/** One line of the file. */
interface Score {
  readonly gene: string;
  readonly value: number;
  readonly row: number;
}

/**
 * Reads influence scores, of this project's models or anyone's: a table whose first line names the columns gene and influence (or
 * what others call them) among whatever others, or a ranked list (.rnk) without header; one gene a line.
 * @throws Error naming file, line and gene, all of a kind at once: for columns that are not known, lines without a gene, scores that
 *   are no number or missing, genes given twice, no gene at all
 */
export async function readInfluence(path: string, choices: ScoreChoices = {}): Promise<ScoreFile> {
  const { duplicates = 'error', missing = 'error' } = choices;
  const table = await readDelimited(path);
  const { gene, score, first, remark } = scoreColumns(table, choices.score);
  const found: Score[] = [];
  const [nameless, wrong, without]: string[][] = [[], [], []];
  for (const row of dataRows(table, first)) {
    const [name = '', cell = ''] = [table.rows[row][gene], table.rows[row][score]];
    const value = numberOf(cell);
    const about = place(table, row, score, `gene ${name}`);
    if (name === '' || isNoName(name)) nameless.push(lineName(table, row));
    else if (value !== null) found.push({ gene: name, value, row });
    else if (isMissing(cell)) without.push(`${about} ${cell === '' ? 'an empty cell' : `"${cell}"`}`);
    else wrong.push(`${about} "${cell}"`);
  }
  const faults = [
    ...(wrong.length > 0 ? [`expected a number, found at ${listing(wrong)}`] : []),
    ...(without.length > 0 && missing === 'error'
      ? [
          `${without.length} genes have no score: ${listing(without)}. Leave them out with { missing: 'drop-genes' }`,
        ]
      : []),
  ];
  if (faults.length > 0) throw new Error(faults.map((fault) => `${table.file}: ${fault}`).join('. '));
  const { scores, remarks } = eachOnce(table, found, duplicates);
  if (scores.length === 0) throw new Error(`${table.file} holds a header but no gene`);
  const genes = scores.map((one) => one.gene);
  return {
    genes,
    influence: Float64Array.from(scores, ({ value }) => value),
    remarks: [
      ...remark,
      ...table.remarks.map((text) => `${table.file}: ${text}`),
      ...(nameless.length > 0 ? [`lines without a gene (NA) left out: ${listing(nameless)}`] : []),
      ...(without.length > 0
        ? [`${without.length} genes without a score left out: ${listing(without)}`]
        : []),
      ...remarks,
      ...nameWarnings({ file: table.file, names: genes }),
    ],
  };
}

/** Every gene once. @throws Error that names all genes given twice, unless it is chosen what becomes of them */
function eachOnce(
  table: Table,
  found: readonly Score[],
  duplicates: DuplicateChoice,
): { readonly scores: readonly Score[]; readonly remarks: readonly string[] } {
  const byGene = new Map<string, Score[]>();
  for (const one of found) {
    const others = byGene.get(one.gene);
    if (others) others.push(one);
    else byGene.set(one.gene, [one]);
  }
  const several = [...byGene.values()].filter((group) => group.length > 1);
  const told = (groups: readonly Score[][]): string =>
    listing(
      groups.map((group) => `${group[0].gene} (${group.map(({ row }) => lineName(table, row)).join(', ')})`),
    );
  const excel = new Set(excelNames([...byGene.keys()]));
  const ofExcel = several.filter(([{ gene }]) => excel.has(gene));
  const others = several.filter(([{ gene }]) => !excel.has(gene));
  const faults = [
    ...(ofExcel.length > 0
      ? [
          `several genes became the same name when Excel made dates of them: ${told(ofExcel)}. Give them their own names ` +
            'again, as in the file from before Excel, or delete these lines',
        ]
      : []),
    ...(others.length > 0 && duplicates === 'error'
      ? [
          `${others.length} genes are given several times: ${told(others)}. Choose { duplicates: 'mean' } or ` +
            "{ duplicates: 'first' }",
        ]
      : []),
  ];
  if (faults.length > 0) throw new Error(faults.map((fault) => `${table.file}: ${fault}`).join('. '));
  const mean = (group: readonly Score[]): number =>
    group.reduce((sum, { value }) => sum + value, 0) / group.length;
  return {
    scores: [...byGene.values()].map((group) =>
      duplicates === 'mean' ? { ...group[0], value: mean(group) } : group[0],
    ),
    remarks:
      others.length === 0
        ? []
        : [
            `${others.length} genes are given several times: ` +
              (duplicates === 'mean' ? 'the mean of their scores' : 'the first score counts'),
          ],
  };
}

/** Writes what `readInfluence` reads, in the order given. @throws RangeError when they do not pair up; Error when it cannot be written */
export function writeInfluence(path: string, { genes, influence }: InfluenceList): void {
  if (genes.length !== influence.length) {
    throw new RangeError(`${genes.length} genes cannot have ${influence.length} influences`);
  }
  writeCsv(
    path,
    ['gene', 'influence'],
    genes.map((gene, k) => [gene, influence[k]]),
  );
}
