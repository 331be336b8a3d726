/** The strategies of the paper's comparisons, as this project names them. */
export type PaperStrategy = 'none' | 'post-hoc' | 'l0' | 'c-node' | 'path-reg' | 'imp' | 'bio' | 'dash';

/** One row of the paper's Tables 1, 4, 5, 6 and 7, as printed. */
export interface PaperRow {
  readonly strategy: PaperStrategy;
  readonly sparsityPercent: number;
  readonly balancedAccuracyPercent: number;
  /** Test mean squared error; the tables print it in units of 1e-3. */
  readonly testMse: number;
  /** Null where the paper gives none (Table 6). */
  readonly epochs: number | null;
}

/** One table of arXiv 2403.04805. */
export interface PaperTable {
  readonly table: 'Table 1' | 'Table 4' | 'Table 5' | 'Table 6' | 'Table 7';
  readonly system: 'sim350' | 'sim690';
  /** Noise level as the paper counts it: 0.05 is its "5 %". */
  readonly noise: number;
  /** Whether PHOENIX's prior term is in the pruned models' loss too (tau < 1): Table 6, with an entry a noise level. */
  readonly priorTerm: boolean;
  readonly rows: readonly PaperRow[];
}

/** The paper's results on simulated data, one entry a system and noise level (arXiv 2403.04805, Tables 1, 4 to 7). */
export const PAPER_TABLES: readonly PaperTable[] = [
  {
    table: 'Table 1',
    system: 'sim350',
    noise: 0.05,
    priorTerm: false,
    rows: [
      row('none', 9.9, 58.6, 2.5, 160),
      row('post-hoc', 87, 82.4, 2.3, 1721),
      row('l0', 33.8, 55, 8.5, 134),
      row('c-node', 6.2, 55.9, 2.8, 214),
      row('path-reg', 56.5, 61.9, 8, 200),
      row('imp', 96, 70.9, 3.6, 220),
      row('bio', 83.5, 87.3, 2.6, 79),
      row('dash', 94.6, 90.7, 2.4, 192),
    ],
  },
  {
    table: 'Table 4',
    system: 'sim350',
    noise: 0,
    priorTerm: false,
    rows: [
      row('none', 11.3, 60.3, 2.3, 206),
      row('post-hoc', 90, 89.8, 2.6, 1788),
      row('l0', 34.7, 61.3, 6.1, 119),
      row('c-node', 10.7, 60.5, 1.9, 213),
      row('path-reg', 59.7, 64.2, 6.1, 213),
      row('imp', 95.8, 72.8, 2.9, 195),
      row('bio', 83.5, 88, 3.6, 94),
      row('dash', 92.6, 91.1, 1.9, 164),
    ],
  },
  {
    table: 'Table 5',
    system: 'sim350',
    noise: 0.1,
    priorTerm: false,
    rows: [
      row('none', 2.9, 51.3, 5.5, 211),
      row('post-hoc', 92, 83.8, 4.1, 1813),
      row('l0', 31.9, 50.2, 13.3, 156),
      row('c-node', 7.2, 50.5, 36.6, 189),
      row('path-reg', 47.8, 50.2, 12.7, 224),
      row('imp', 89.9, 63.8, 5.1, 142),
      row('bio', 79.7, 85.2, 5.6, 67),
      row('dash', 90.8, 85.4, 5.8, 154),
    ],
  },
  {
    table: 'Table 6',
    system: 'sim350',
    noise: 0,
    priorTerm: true,
    rows: [row('imp', 95.5, 77.8, 4, null), row('dash', 89.1, 86.8, 3.1, null)],
  },
  {
    table: 'Table 6',
    system: 'sim350',
    noise: 0.05,
    priorTerm: true,
    rows: [row('imp', 95.3, 75.8, 3.4, null), row('dash', 93.2, 90.6, 2, null)],
  },
  {
    table: 'Table 6',
    system: 'sim350',
    noise: 0.1,
    priorTerm: true,
    rows: [row('imp', 88.4, 65, 5.8, null), row('dash', 86.8, 82, 6, null)],
  },
  {
    table: 'Table 7',
    system: 'sim690',
    noise: 0.05,
    priorTerm: false,
    rows: [
      row('none', 7.7, 56.7, 4.3, 166),
      row('post-hoc', 87, 75.9, 3.7, 1657),
      row('l0', 34.9, 53, 12.8, 100),
      row('c-node', 4.3, 54, 24.4, 210),
      row('path-reg', 57.7, 57.4, 35.3, 244),
      row('imp', 95.8, 69.9, 6.3, 205),
      row('bio', 80.8, 87.7, 5.9, 71),
      row('dash', 93.9, 91.4, 4.3, 178),
    ],
  },
];

/**
 * The paper's table for a system and a noise level.
 *
 * @param priorTerm whether the pruned models keep PHOENIX's prior term in their loss (Table 6)
 * @throws RangeError if the paper has none
 */
export function paperTable(system: PaperTable['system'], noise: number, priorTerm = false): PaperTable {
  const found = PAPER_TABLES.find(
    (table) => table.system === system && table.noise === noise && table.priorTerm === priorTerm,
  );
  if (!found) {
    const kind = priorTerm ? ' with the prior term' : '';
    const known = PAPER_TABLES.filter((table) => table.priorTerm === priorTerm)
      .map((table) => `${table.system} at ${table.noise}`)
      .join(', ');
    throw new RangeError(`the paper has no table for ${system} at noise ${noise}${kind}; it has ${known}`);
  }
  return found;
}

/** A row in the tables' own units: per cent, per cent, 1e-3, epochs. */
function row(
  strategy: PaperStrategy,
  sparsityPercent: number,
  balancedAccuracyPercent: number,
  testMseThousandths: number,
  epochs: number | null,
): PaperRow {
  return { strategy, sparsityPercent, balancedAccuracyPercent, testMse: testMseThousandths / 1000, epochs };
}
