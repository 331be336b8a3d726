import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filledRows, selectGenes } from '../../lib/studies/gene-names';
import { readInteractions } from '../../lib/studies/published/interactions';
import { fromEntries, toDense } from '../../lib/math/sparse-matrix';
import { temporaryFile } from '../files/temporary-folder';

const matrix = fromEntries(3, 3, [[0, 0, 1], [0, 2, 0.5], [2, 0, 0.5], [1, 2, 9]]); // prettier-ignore

test('a matrix follows its genes by name', () => {
  const selected = selectGenes(matrix, ['A', 'B', 'C'], ['C', 'X', 'A'], 'ppi.csv');
  assert.deepEqual([...toDense(selected)], [0, 0, 0.5, 0, 0, 0, 0.5, 0, 1]);
  assert.deepEqual(filledRows(selected), [0, 2]);
});

test('genes of another species are refused, with an example of either side', () => {
  assert.throws(
    () => selectGenes(matrix, ['Abca1', 'Abca2', 'Abca3'], ['ABCA1', 'ABCA2'], 'mouse.csv'),
    /mouse.csv has no gene in common with the study: it names genes like Abca1, the study like ABCA1.*another species.*human gene symbols/,
  );
});

test('interactions are mirrored and found by name', async (t) => {
  const names = temporaryFile(t, 'names.csv', '"gene"\n"A"\n"B"\n"C"\n');
  const ppi = temporaryFile(t, 'ppi.csv', '1,1,1\n3,1,0.25\n2,2,1\n');
  assert.deepEqual([...toDense(await readInteractions(ppi, names, ['C', 'A']))], [0, 0.25, 0.25, 1]);
  await assert.rejects(
    readInteractions(ppi, names, ['C', 'D']),
    /ppi.csv has no interaction among the study's 2 genes/,
  );
  await assert.rejects(
    readInteractions(temporaryFile(t, 'ppi.csv', '1,1,1\n4,1,0.5\n'), names, ['A']),
    /ppi.csv, line 2, column 1: expected a row number from 1 to 3, found 4; rows are counted from 1 in the list of genes/,
  );
});
