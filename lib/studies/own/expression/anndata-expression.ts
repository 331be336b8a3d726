import { withAnndata, type Anndata } from '../../../files/anndata';
import type { CellTime } from './bins';
import { binsOf, type Lineage } from './cells';
import { excelNames } from '../names/name-faults';
import { someOf } from '../names/names';
import { geneRows, type ExpressionChoices, type Measurements } from './measurements';
import type { Rename } from '../names/spellings';

/** What a column of pseudotimes is usually called. */
const PSEUDOTIME = /pseudo_?time|^(dpt|latent_time|velocity_pseudotime|palantir|slingshot|monocle)/i;

/**
 * Cells of an AnnData file, averaged into bins of near-equal pseudotime: a column of obs has the pseudotime, another perhaps the
 * lineage (or batch), each a series; values from X or a layer; genes by their index or a column of var.
 * @throws Error naming the file and the columns that there are, for what is not there
 */
export function anndataExpression(
  path: string,
  rename: Rename,
  choices: ExpressionChoices,
): Promise<Measurements> {
  return withAnndata(path, (data) => {
    const written = data.names('var');
    const named =
      choices.geneNames === undefined ? written : data.column('var', choices.geneNames).map(String);
    const blank = named.flatMap((name, k) => (name === '' ? [written[k]] : []));
    const kept = named.flatMap((name, k) => (name === '' ? [] : [k]));
    const {
      genes,
      rows,
      notes: geneNotes,
    } = geneRows(
      data.file,
      kept.map((k) => ({ gene: named[k], where: `row ${k + 1} of var` })),
      rename,
      choices,
      excelNames,
    );
    const { lineages, notes } = lineagesOf(data, choices);
    const { bins, notes: binNotes } = binsOf(data.file, lineages, choices.bins);
    const rowOf = new Int32Array(named.length).fill(-1);
    rows.forEach((these, gene) => these.forEach((k) => (rowOf[kept[k]] = gene)));
    const levels = means(data, choices.layer, bins, genes.length, rowOf, rows.map((these) => these.length)); // prettier-ignore
    const other = choices.geneNames === undefined ? symbolColumn(data) : null;
    return {
      file: data.file,
      layout: 'AnnData',
      genes,
      samples: bins,
      levels,
      missing: missingOf(data.file, genes, levels),
      notes: [
        choices.layer === undefined ? 'X' : `layer ${choices.layer}`,
        ...notes,
        ...binNotes,
        ...(other === null
          ? []
          : [`genes by their index in var ({ geneNames: '${other}' } takes that column)`]),
        ...(blank.length > 0 ? [`${blank.length} genes without a name left out (${someOf(blank, 3)})`] : []),
        ...geneNotes,
      ],
    };
  });
}

const symbolColumn = (data: Anndata): string | null =>
  data.titles('var').find((title) => /symbol|gene_?name|^feature_name$/i.test(title)) ?? null;

/** The mean of every gene over the cells of every bin, genes x bins. */
function means(
  data: Anndata,
  layer: string | undefined,
  bins: readonly { readonly cells: readonly number[] }[],
  genes: number,
  rowOf: Int32Array,
  rowsOfGene: readonly number[],
): Float64Array {
  const binsOfCell = new Map<number, number[]>();
  bins.forEach(({ cells }, b) => {
    for (const cell of cells) {
      const own = binsOfCell.get(cell);
      if (own) own.push(b);
      else binsOfCell.set(cell, [b]);
    }
  });
  const levels = new Float64Array(genes * bins.length);
  data.eachValue(layer, (cell, column, value) => {
    const gene = rowOf[column];
    if (gene < 0) return;
    for (const b of binsOfCell.get(cell) ?? []) levels[gene * bins.length + b] += value;
  });
  return levels.map(
    (sum, k) => sum / bins[k % bins.length].cells.length / rowsOfGene[Math.floor(k / bins.length)],
  );
}

function missingOf(file: string, genes: readonly string[], levels: Float64Array): Measurements['missing'] {
  const bins = levels.length / genes.length;
  return genes.flatMap((gene, k) =>
    levels.subarray(k * bins, (k + 1) * bins).some(Number.isNaN)
      ? [{ gene, complaint: `${file} (gene ${gene}): a value that is no number` }]
      : [],
  );
}

/** The cells of each lineage with their pseudotimes. */
function lineagesOf(
  data: Anndata,
  { pseudotime, lineage }: ExpressionChoices,
): { readonly lineages: readonly Lineage[]; readonly notes: readonly string[] } {
  if (pseudotime === undefined) throw noPseudotime(data);
  const times = data.column('obs', pseudotime);
  if (typeof times[0] === 'string' && times.some((time) => !Number.isFinite(Number(time)) && time !== '')) {
    throw new Error(
      `${data.file}: the column ${pseudotime} of obs holds texts (${someOf([...new Set(times.map(String))], 3)}), no times`,
    );
  }
  const groups = lineage === undefined ? null : data.column('obs', lineage).map(String);
  const found = new Map<string, CellTime[]>();
  let without = 0;
  times.forEach((time, cell) => {
    const name = groups?.[cell] ?? '';
    if (
      time === '' ||
      !Number.isFinite(Number(time)) ||
      (groups !== null && (name === '' || name === 'NaN'))
    ) {
      without++;
      return;
    }
    const own = found.get(name);
    if (own) own.push({ cell, time: Number(time) });
    else found.set(name, [{ cell, time: Number(time) }]);
  });
  if (found.size === 0)
    throw new Error(`${data.file}: no cell has a pseudotime in the column ${pseudotime} of obs`);
  const by = lineage === undefined ? '' : `, lineages by ${lineage}`;
  return {
    lineages: [...found].map(([name, cells]) => ({ name, cells })),
    notes: [
      `pseudotime ${pseudotime}${by}`,
      ...(without > 0
        ? [`${without} cells without pseudotime${by === '' ? '' : ' or lineage'} left out`]
        : []),
    ],
  };
}

function noPseudotime(data: Anndata): Error {
  const titles = data.titles('obs');
  const likely = titles.find((title) => PSEUDOTIME.test(title));
  return new Error(
    `${data.file}: cells need a pseudotime: name a column of obs with { pseudotime: '${likely ?? 'COLUMN'}' }; the columns are ` +
      `${titles.join(', ') || 'none'}`,
  );
}
