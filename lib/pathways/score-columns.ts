import { dataRows, numberOf, place, type Table } from '../files/csv';
import { isMissing } from '../studies/own/table';

/** Which columns of a table of scores hold what; the first gene stands in row `first`. */
export interface ScoreColumns {
  readonly gene: number;
  readonly score: number;
  readonly first: number;
  /** What was taken for what, in a sentence; none where the titles are this project's. */
  readonly remark: readonly string[];
}

const GENES = [
  'gene',
  'symbol',
  'genesymbol',
  'hgncsymbol',
  'mgisymbol',
  'genename',
  'names',
  'name',
  'geneid',
  'id',
  '',
];
/** Best first; of those after the first two a file may have several, and then none is taken. */
const SURE = ['influence', 'score'];
const SCORES = [
  'scores',
  'statistic',
  'stat',
  't',
  'wald',
  'rank',
  'weight',
  'logfc',
  'log2foldchange',
  'avglog2fc',
  'centrality',
  'importance',
  'value',
];

const plain = (title: string): string => title.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * Finds genes and scores by their titles; of a ranked list (.rnk), two columns without a header, by its first line.
 * @param asked title of the column of scores
 * @throws Error with the columns that there are, where it cannot be told which is meant
 */
export function scoreColumns(table: Table, asked?: string): ScoreColumns {
  const header = table.rows[0];
  if (header.length === 2 && header[0] !== '' && asked === undefined && isScore(header[1])) {
    return { gene: 0, score: 1, first: 0, remark: [`${table.file} was read as a ranked list: gene, score`] };
  }
  const titles = header.map(plain);
  const score = asked === undefined ? scoreColumn(table, titles) : askedColumn(table, asked);
  const gene = GENES.map((title) => titles.indexOf(title)).find((column) => column >= 0 && column !== score);
  if (gene === undefined) throw new Error(`${expected(table)}. Call the column of names gene.`);
  const isOurs = titles[gene] === 'gene' && titles[score] === 'influence';
  const called = (column: number): string => (header[column] === '' ? 'the first column' : header[column]);
  return {
    gene,
    score,
    first: 1,
    remark: isOurs ? [] : [`${table.file}: genes from ${called(gene)}, scores from ${called(score)}`],
  };
}

const isScore = (cell: string): boolean => numberOf(cell) !== null || (cell !== '' && isMissing(cell));

const expected = (table: Table): string =>
  `${place(table, 0)}: expected a header with the columns gene and influence, found "${table.rows[0].join(',')}"`;

function scoreColumn(table: Table, titles: readonly string[]): number {
  const sure = SURE.map((title) => titles.indexOf(title)).find((column) => column >= 0);
  if (sure !== undefined) return sure;
  const rows = dataRows(table).slice(0, 50);
  const numeric = titles.flatMap((title, column) => {
    const cells = rows.map((row) => table.rows[row][column] ?? '');
    const isNumeric =
      cells.some((cell) => numberOf(cell) !== null) && cells.every((cell) => cell === '' || isScore(cell));
    return isNumeric && !GENES.includes(title) ? [column] : [];
  });
  const known = numeric.filter((column) => SCORES.includes(titles[column]));
  const candidates = known.length > 0 ? known : numeric;
  if (candidates.length === 1) return candidates[0];
  if (candidates.length === 0) throw new Error(`${expected(table)}.`);
  const names = candidates.map((column) => table.rows[0][column]);
  throw new Error(
    `${expected(table)}. Which of ${names.join(', ')} is the score? Say it: { score: '${names[0]}' }.`,
  );
}

function askedColumn(table: Table, asked: string): number {
  const column = table.rows[0].findIndex((title) => title.toLowerCase() === asked.toLowerCase());
  if (column >= 0) return column;
  throw new Error(`${place(table, 0)}: there is no column ${asked} among ${table.rows[0].join(', ')}`);
}
