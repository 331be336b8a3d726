import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { locate } from '../../../lib/downloads/locate';
import { readTrajectories } from '../../../lib/studies/published/trajectory-file';
import { temporaryFile } from '../../files/temporary-folder';

const genes = ['ABF1', 'ACE2'];
const good = [
  '2,2,,,',
  '0.1,0.2,0.3,,',
  '1,2,3,,',
  '0,2,3,,',
  '0.5,0.25,0.125,-1e-3,7',
  '9,8,7,6,5',
  '0,2,3,7,9.5',
];

describe('trajectory file', () => {
  it('reads ragged trajectories into typed arrays', async (t) => {
    const path = temporaryFile(t, 'good.csv', good.join('\n') + '\n');
    const trajectories = await readTrajectories(path, genes);
    assert.deepEqual(trajectories, [
      { times: Float64Array.of(0, 2, 3), levels: Float64Array.of(0.1, 0.2, 0.3, 1, 2, 3) },
      {
        times: Float64Array.of(0, 2, 3, 7, 9.5),
        levels: Float64Array.of(0.5, 0.25, 0.125, -0.001, 7, 9, 8, 7, 6, 5),
      },
    ]);
  });

  it('does not mind lines cut after their last value, Windows line ends or blank lines at the end', async (t) => {
    const text = good.map((line) => line.replace(/,+$/, '')).join('\r\n') + '\r\n\r\n';
    const plain = await readTrajectories(temporaryFile(t, 'a.csv', good.join('\n')));
    assert.deepEqual(await readTrajectories(temporaryFile(t, 'b.csv', text)), plain);
  });

  const bad: [what: string, line: number, text: string, message: RegExp][] = [
    [
      'a row that is too short',
      2,
      '0.1,0.2',
      /bad.csv, line 2, column 3 \(gene ABF1\): .*found an empty cell/,
    ],
    ['a hole in a row', 6, '9,,7,6,5', /line 6, column 2 \(gene ACE2\): .*found an empty cell/],
    [
      'a row that is too long',
      3,
      '1,2,3,4,',
      /line 3, column 4 \(gene ACE2\): a value without a time \(line 4 has 3\)/,
    ],
    ['a text cell', 5, '0.5,NA,0.125,0,7', /line 5, column 2 \(gene ABF1\): expected a number, found "NA"/],
    ['NaN', 5, '0.5,NaN,0.125,0,7', /line 5, column 2 \(gene ABF1\): expected a number, found "NaN"/],
    ['a number out of range', 5, '0.5,1e999,0.125,0,7', /line 5, column 2 \(gene ABF1\)/],
    ['a truth value', 5, '0.5,true,0.125,0,7', /line 5, column 2 \(gene ABF1\)/],
    ['times that do not ascend', 4, '0,3,3,,', /line 4, column 3 \(times\): times must ascend, 3 follows 3/],
    ['a single time', 4, '0,,,,', /line 4: a trajectory needs at least 2 times/],
    ['a blank line among the rows', 3, '', /line 3, column 1 \(gene ACE2\)/],
    ['no count', 1, 'genes,2', /line 1, column 1 \(number of genes\): expected a number, found "genes"/],
    ['a broken count', 1, '2,1.5', /line 1, column 2: expected a number of trajectories, found 1.5/],
    ['more trajectories than lines', 1, '2,3', /has 7 lines; 3 trajectories of 2 genes .* take 10/],
  ];
  for (const [what, line, text, message] of bad) {
    it(`names the place of ${what}`, async (t) => {
      const path = temporaryFile(
        t,
        'bad.csv',
        good.map((kept, k) => (k === line - 1 ? text : kept)).join('\n'),
      );
      await assert.rejects(readTrajectories(path, genes), message);
    });
  }

  it('refuses a wrong number of genes, an empty and a missing file', async (t) => {
    const path = temporaryFile(t, 'good.csv', good.join('\n'));
    await assert.rejects(readTrajectories(path, ['A', 'B', 'C']), /good.csv holds 2 genes, but 3 are named/);
    await assert.rejects(readTrajectories(temporaryFile(t, 'empty.csv', '')), /empty.csv cannot be read/);
    await assert.rejects(readTrajectories(`${path}.gone`), /does not exist; `npm run data`/);
  });

  it('reads the published test set as it is written', async (t) => {
    const path = await locate('sim350-test');
    if (path === null) return t.skip('needs sim350-test: npm run data -- sim350-test');
    const trajectories = await readTrajectories(path);
    assert.equal(trajectories.length, 10);
    // An independent reading: plain splitting of the text.
    const lines = readFileSync(path, 'utf8').split('\n');
    trajectories.forEach(({ times, levels }, k) => {
      assert.deepEqual([...times], [0, 2, 3, 7, 9]);
      for (let gene = 0; gene < 350; gene++) {
        const expected = lines[1 + k * 351 + gene].split(',').map(Number);
        assert.deepEqual([...levels.subarray(gene * 5, gene * 5 + 5)], expected);
      }
    });
  });

  it('reads ragged published trajectories', async (t) => {
    const path = await locate('marrow-b-test');
    if (path === null) return t.skip('needs marrow-b-test: npm run data -- marrow-b-test');
    const lengths = (await readTrajectories(path)).map(({ times }) => times.length);
    // The published preparation drops 30 of the 421, 1035 and 78 cells of the three batches.
    assert.deepEqual(lengths, [391, 1005, 48]);
  });
});
