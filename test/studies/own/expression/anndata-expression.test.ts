import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readExpression } from '../../../../lib/studies/own/expression/expression';
import type { ExpressionChoices } from '../../../../lib/studies/own/expression/measurements';
import { loadStudy } from '../../../../lib/studies/own/own-study';
import { madeAnndata, type Layout } from '../../../files/made-anndata';
import { temporaryFile, temporaryFolder } from '../../../files/temporary-folder';
import { pythonIn } from '../../../../scripts/setup/venv.cjs';

const read = (path: string, choices: ExpressionChoices) =>
  readExpression(path, (gene) => gene, 'expression', choices);
const pseudotime = 'dpt_pseudotime';

describe('an AnnData file', () => {
  for (const layout of ['dense', 'csr', 'csc'] as Layout[]) {
    it(`is read with a ${layout} matrix, cells of one pseudotime averaged, those of none left out`, async (t) => {
      const found = await read(await madeAnndata(t, layout), { pseudotime });
      assert.deepEqual([found.layout, found.genes], ['AnnData', ['ENSG1', 'ENSG2', 'ENSG3']]);
      const [{ times, levels }] = found.series;
      // Cells c2 and c5, then c1, then c4; c3 is at infinity.
      assert.deepEqual([...times], [0, 0.5, 1]);
      assert.deepEqual([...levels], [3, 1, 0, 6.5, 0, 2, 0, 3, 4]);
      assert.match(found.notes.join('\n'), /4 cells averaged into 3 bins[^]*geneNames: 'gene_symbols'/);
      assert.match(found.notes.join('\n'), /1 cells without pseudotime left out/);
      const twice = await read(await madeAnndata(t, layout), { pseudotime, layer: 'twice', bins: 2 });
      assert.deepEqual([...twice.series[0].levels], [6, 1, 13, 2, 0, 7]);
    });
  }

  it('has lineages by a categorical column, and genes by a column of var', async (t) => {
    const path = await madeAnndata(t, 'csr');
    const choices = {
      pseudotime,
      geneNames: 'gene_symbols',
      duplicates: 'mean',
      lineage: 'lineage',
    } as const;
    const { genes, series } = await read(path, choices);
    assert.deepEqual(genes, ['A', 'B']);
    assert.deepEqual(
      series.map(({ name, times, levels }) => [name, [...times], [...levels]]),
      [
        ['ery', [0, 0.5], [0, 2, 5, 0]],
        ['mono', [0, 1], [3, 2, 8, 2]],
      ],
    );
    await assert.rejects(
      read(path, { pseudotime, geneNames: 'gene_symbols' }),
      /csr.h5ad: 1 gene is given more than once: gene A in row 1 of var, row 3 of var/,
    );
  });

  it('says which columns and layers there are', async (t) => {
    const path = await madeAnndata(t, 'dense');
    const fails = (choices: ExpressionChoices, message: RegExp) =>
      assert.rejects(read(path, choices), message);
    await fails(
      {},
      /need a pseudotime: .*{ pseudotime: 'dpt_pseudotime' }; the columns are .*cluster.*lineage|lineage.*cluster/,
    );
    await fails({ pseudotime: 'time' }, /obs has no column "time"; its columns are/);
    await fails({ pseudotime: 'cluster' }, /the column cluster of obs holds texts \(k, l\)/);
    await fails({ pseudotime, layer: 'spliced' }, /no layer "spliced"; its layers are twice/);
    await fails({ pseudotime, geneNames: 'id' }, /var has no column "id"; its columns are gene_symbols/);
  });

  it('that is damaged, or other HDF5, is named', async (t) => {
    const cut = temporaryFile(t, 'cut.h5ad', '');
    writeFileSync(cut, Buffer.from('\x89HDF\r\n\x1a\nxxxxxxxxxxxxxxx', 'latin1'));
    await assert.rejects(read(cut, { pseudotime }), /cut.h5ad cannot be read as HDF5: it is damaged/);
    await assert.rejects(
      read(await madeAnndata(t, 'csr', 'obs'), { pseudotime }),
      /no AnnData \(it has no obs\)/,
    );
  });

  it('is a study like any other', async (t) => {
    const prior = temporaryFile(t, 'prior.csv', 'regulator,target\nENSG1,ENSG2\n');
    const path = await madeAnndata(t, 'csc');
    const loading = loadStudy({ expression: path, prior, pseudotime, split: { validation: 0.2 } });
    await assert.rejects(loading, /no series has 4 times \(the longest has 3\)/);
  });
});

/** Writes with AnnData itself what the library then reads: sparse, with gzip, categorical and nullable columns. */
const SCRIPT = `
import sys, numpy, pandas, scipy.sparse, anndata
x = numpy.arange(40, dtype='float64').reshape(8, 5) % 7
obs = pandas.DataFrame({'pt': pandas.array([0, 1, 2, 3, 4, 5, 6, None], dtype='Int64'),
  'branch': pandas.Categorical(list('aaaabbbb'))}, index=[f'c{k}' for k in range(8)])
var = pandas.DataFrame({'symbol': list('VWXYZ')}, index=[f'g{k}' for k in range(5)])
data = anndata.AnnData(scipy.sparse.csr_matrix(x), obs=obs, var=var)
data.layers['dense'] = x
data.write_h5ad(sys.argv[1], compression='gzip')
`;
const python = ['python3', 'python', pythonIn('.venv')].find(
  (one) => spawnSync(one, ['-c', 'import anndata']).status === 0,
);

describe('a file that AnnData wrote', () => {
  it('is read', { skip: python === undefined && 'python has no anndata' }, async (t) => {
    const path = join(temporaryFolder(t), 'written.h5ad');
    const { status, stderr } = spawnSync(python as string, ['-c', SCRIPT, path], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    for (const layer of [undefined, 'dense']) {
      const { genes, series } = await read(path, {
        pseudotime: 'pt',
        lineage: 'branch',
        geneNames: 'symbol',
        layer,
      });
      assert.deepEqual(genes, ['V', 'W', 'X', 'Y', 'Z']);
      assert.deepEqual(
        series.map(({ name, times }) => [name, [...times]]),
        [
          ['a', [0, 1, 2, 3]],
          ['b', [4, 5, 6]],
        ],
      );
      // Row k of x is 5 k ... 5 k + 4 modulo 7; gene V is its first column.
      assert.deepEqual([...series[0].levels.subarray(0, 4)], [0, 5, 3, 1]);
      assert.deepEqual([...series[1].levels.subarray(0, 3)], [6, 4, 2]);
    }
  });
});
