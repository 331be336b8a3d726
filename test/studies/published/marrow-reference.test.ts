import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LINEAGES } from '../../../lib/studies/published/bone-marrow';
import { locate } from '../../../lib/downloads/locate';
import { CELL_TYPES, loadMarrowReference } from '../../../lib/studies/published/marrow-reference';
import { readGeneNames } from '../../../lib/studies/published/network-files';
import { readPromoterScan } from '../../../lib/studies/published/promoter-scan';
import { entriesOf, toDense } from '../../../lib/math/sparse-matrix';

const NEEDS = 'needs the bone marrow files: npm run data -- bone-marrow';

test('the edges of every cell type equal the matrix published beside the list', async (t) => {
  const names = await locate('marrow-genes');
  if (names === null) return t.skip(NEEDS);
  const genes = await readGeneNames(names);
  for (const lineage of LINEAGES) {
    const reference = await loadMarrowReference(lineage, genes);
    if (reference === null) return t.skip(NEEDS);
    const together = new Set<string>();
    for (const { cellType, network } of reference.byCellType) {
      for (const [i, j] of entriesOf(network.edges)) together.add(`${i} ${j}`);
      const name = (CELL_TYPES[lineage] as Record<string, string>)[cellType];
      const matrix = await locate(`${name}-matrix`);
      if (matrix === null) return t.skip(NEEDS);
      if (network.edges.values.length === 0) continue; // no name in common, which a matrix alone may not have
      assert.deepEqual(toDense(network.edges), toDense(await readPromoterScan(matrix, genes)), cellType);
    }
    assert.deepEqual([...entriesOf(reference.edges)].map(([i, j]) => `${i} ${j}`).sort(), [...together].sort()); // prettier-ignore
    const rows = new Set([...entriesOf(reference.edges)].map(([row]) => row));
    assert.ok([...rows].every((row) => reference.assayed.includes(row)));
  }
});

test('edges inside the 529 genes, counted apart', async (t) => {
  const names = await locate('marrow-genes');
  if (names === null) return t.skip(NEEDS);
  const genes = await readGeneNames(names);
  const expected = { erythroid: [0, 80, 51, 22, 691], monocyte: [0, 0, 537, 13], bcell: [0, 11, 6, 378, 0] };
  for (const lineage of LINEAGES) {
    const reference = await loadMarrowReference(lineage, genes);
    if (reference === null) return t.skip(NEEDS);
    assert.deepEqual(
      reference.byCellType.map(({ network }) => network.edges.values.length),
      expected[lineage],
    );
  }
});

test('genes of another species, missing files and a lineage that is none', async (t) => {
  const lineage = 'b-cell' as unknown as 'bcell';
  await assert.rejects(loadMarrowReference(lineage, ['A']), /lineage is one of erythroid, monocyte, bcell/);
  assert.equal(await loadMarrowReference('bcell', ['A'], { mirror: null, downloads: '/nowhere' }), null);
  if ((await locate('marrow-edges-hsc')) === null) return t.skip(NEEDS);
  await assert.rejects(
    loadMarrowReference('bcell', ['Abca1', 'Gata1']),
    /bcell lineage name no regulator .* such as Abca1/,
  );
});
