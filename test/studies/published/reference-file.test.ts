import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readReference } from '../../../lib/studies/published/reference-file';
import { entriesOf } from '../../../lib/math/sparse-matrix';
import { temporaryFile } from '../../files/temporary-folder';

const columns = { regulator: 'from', target: 'to' };
const genes = ['B', 'A', 'C'];

describe('reference network', () => {
  it('counts an edge once and knows which regulators were assayed', async (t) => {
    const text = '"from","to"\n"A","B"\n"A","B"\n"C","Z"\n"Z","B"\n"A","A"\n';
    const reference = await readReference(temporaryFile(t, 'chip.csv', text), columns, genes);
    assert.deepEqual([...entriesOf(reference.edges)], [[1, 0, 1], [1, 1, 1]]); // prettier-ignore
    // C was assayed, although none of its targets is a gene of the study.
    assert.deepEqual(reference.assayed, [1, 2]);
    assert.deepEqual([reference.edgesInFile, reference.regulatorsInFile], [4, 3]);
  });

  it('finds its columns by name', async (t) => {
    const path = temporaryFile(t, 'edges.csv', ',tf.name,target.gene.name,score\n0,A,B,1\n');
    const reference = await readReference(path, { regulator: 'tf.name', target: 'target.gene.name' }, genes);
    assert.deepEqual([...entriesOf(reference.edges)], [[1, 0, 1]]);
    await assert.rejects(
      readReference(path, columns, genes),
      /edges.csv, line 1: expected the columns "from" and "to"/,
    );
  });

  it('names the line of half an edge, an empty file and one of another species', async (t) => {
    const fails = (text: string, message: RegExp): Promise<void> =>
      assert.rejects(readReference(temporaryFile(t, 'chip.csv', text), columns, genes), message);
    await fails('from,to\nA,B\nA,\n', /chip.csv, line 3: an edge takes two names, found "A,"/);
    await fails('', /chip.csv is empty/);
    await fails('from,to\nCtcf,Abca1\n', /chip.csv has no gene in common.*genes like Ctcf, the study like B/);
  });

  it('may be empty where the caller says so', async (t) => {
    const path = temporaryFile(t, 'hsc.csv', 'from,to\nX,Y\n');
    const reference = await readReference(path, columns, genes, true);
    assert.deepEqual([reference.edges.values.length, reference.assayed], [0, []]);
  });
});
