import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { describeCell, isMissing, readTextTable } from '../../../lib/studies/own/table';
import { temporaryFile, temporaryFolder } from '../../files/temporary-folder';

describe('a table of the user’s own', () => {
  const bad: [what: string, content: string | Buffer, message: RegExp][] = [
    ['an empty file', '', /^Error: bad.csv is empty$/],
    ['blank lines alone', '\n \n', /^Error: bad.csv is empty$/],
    [
      'what is no spreadsheet, though it begins like one',
      Buffer.from('PK\u0003\u0004...'),
      /cannot be read as a spreadsheet \(.*\): save the sheet as csv/,
    ],
    ['a damaged archive', Buffer.of(0x1f, 0x8b, 8, 0), /bad.csv cannot be read \(/],
    [
      'a single column',
      'gene\nA\n',
      /line 1: no comma, tab or semicolon; its columns must be .* begins with "gene"/,
    ],
    [
      'two kinds of line ends',
      'gene,0,1\r\nA,1,2\nB,1,2\r\n',
      /bad.csv, line 2, column 3: a line break inside a cell/,
    ],
    ['an open quote', 'gene,0,1\n"A,1,2\nB,1,2\n', /bad.csv cannot be read as a table: .*[Qq]uote/],
  ];
  for (const [what, content, message] of bad) {
    it(`says what is wrong with ${what}`, async (t) => {
      const path = join(temporaryFolder(t), 'bad.csv');
      writeFileSync(path, content);
      await assert.rejects(readTextTable(path), message);
    });
  }

  it('says where it looked for a file that is not there, and that a folder is none', async (t) => {
    const folder = temporaryFolder(t);
    await assert.rejects(
      readTextTable('gone.csv'),
      /^Error: gone.csv does not exist \(looked for at \/.*gone.csv\)/,
    );
    await assert.rejects(readTextTable(folder), /is a folder: name a file in it/);
  });

  it('keeps every cell as text', async (t) => {
    const { rows } = await readTextTable(temporaryFile(t, 'a.csv', 'gene,1.50\n007, 1e3 \n'));
    assert.deepEqual(rows.slice(0, 2), [
      ['gene', '1.50'],
      ['007', '1e3'],
    ]);
  });

  it('knows the ways to say that nothing is there', () => {
    for (const text of ['', 'NA', 'nan', 'N/A', 'null', 'None', '-', '.']) assert.ok(isMissing(text), text);
    for (const text of ['0', 'low', 'NAN1']) assert.ok(!isMissing(text), text);
    assert.equal(describeCell(''), 'an empty cell');
    assert.match(describeCell('1,234'), /"1,234" \(a thousands separator or a decimal comma: say it with/);
  });
});
