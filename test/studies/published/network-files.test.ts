import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  indexEdges,
  readEdges,
  readEquations,
  readGeneNames,
} from '../../../lib/studies/published/network-files';
import { temporaryFile } from '../../files/temporary-folder';

const header = '"from","to","weight","activation","EC50","n"\n';

describe('network files', () => {
  it('reads gene names and takes the mark of the inputs off', async (t) => {
    const path = temporaryFile(t, 'genes.csv', '"x"\n"ABF1_input"\n"FUS1"\n1\n');
    assert.deepEqual(await readGeneNames(path), ['ABF1', 'FUS1', '1']);
    await assert.rejects(
      readGeneNames(temporaryFile(t, 'g.csv', 'x\nA\nB\nA\n')),
      /g.csv, line 4: gene A is listed/,
    );
  });

  it('reads edges', async (t) => {
    const path = temporaryFile(t, 'edges.csv', `${header}"A","B",1,FALSE,0.48,1.7\n"B","C",1,TRUE,0.5,1.2\n`);
    const edges = await readEdges(path);
    assert.deepEqual(edges, [
      { from: 'A', to: 'B', activates: false, ec50: 0.48, exponent: 1.7 },
      { from: 'B', to: 'C', activates: true, ec50: 0.5, exponent: 1.2 },
    ]);
    assert.deepEqual(indexEdges(edges, ['C', 'B', 'A'])[0], {
      regulator: 2,
      target: 1,
      activates: false,
      ec50: 0.48,
      exponent: 1.7,
    });
    assert.throws(() => indexEdges(edges, ['A', 'B']), /edge B -> C: C is not in the list of genes/);
  });

  it('names file, line, column and edge of what is wrong', async (t) => {
    const fails = (text: string, message: RegExp): Promise<void> =>
      assert.rejects(readEdges(temporaryFile(t, 'e.csv', text)), message);
    await fails(
      `${header}A,B,1,maybe,0.5,1.5\n`,
      /e.csv, line 2, column 4 \(edge A -> B\): expected TRUE or FALSE/,
    );
    await fails(
      `${header}A,B,1,TRUE,NA,1.5\n`,
      /line 2, column 5 \(edge A -> B\): expected a number, found "NA"/,
    );
    await fails(`${header}A,,1,TRUE,0.5,1.5\n`, /line 2, column 2: expected a text/);
    await fails('from,target\n', /line 1, column 2: expected the column "to", found "target"/);
  });

  it('reads equations with the line they stand on', async (t) => {
    const path = temporaryFile(
      t,
      'ode.csv',
      '"node","eqn"\n"A","input gene"\n\n"B","(fAct(A, 0.5, 1.5) - B) / 1"\n',
    );
    assert.deepEqual(await readEquations(path), [
      { gene: 'A', text: 'input gene', place: 'ode.csv, line 2' },
      { gene: 'B', text: '(fAct(A, 0.5, 1.5) - B) / 1', place: 'ode.csv, line 4' },
    ]);
  });
});
