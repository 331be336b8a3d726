import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  eachRow,
  dataRows,
  numberAt,
  numberOf,
  place,
  readTable,
  textAt,
  writeCsv,
} from '../../lib/files/csv';
import { temporaryFile, temporaryFolder } from './temporary-folder';

async function rowsOf(path: string, delimiter = ','): Promise<[line: number, ...cells: string[]][]> {
  const rows: [number, ...string[]][] = [];
  await eachRow(path, delimiter, (cells, line) => rows.push([line, ...cells]));
  return rows;
}

describe('rows of a csv', () => {
  it('keep blank lines inside and drop those at the end, whatever the line ends', async (t) => {
    const a = temporaryFile(t, 'a.txt', 'a\r\n\r\nb\r\nc');
    assert.deepEqual(await rowsOf(a), [[0, 'a'], [1, ''], [2, 'b'], [3, 'c']]); // prettier-ignore
    assert.deepEqual(await rowsOf(temporaryFile(t, 'b.txt', '\na\n\n\n')), [[0, ''], [1, 'a']]); // prettier-ignore
    assert.deepEqual(await rowsOf(temporaryFile(t, 'c.txt', '')), []);
  });

  it('unpack, and put rows together that chunks cut', async (t) => {
    const text = Array.from({ length: 30000 }, (_, k) => `line ${k} é`);
    const path = join(temporaryFolder(t), 'long.csv.gz');
    writeFileSync(path, gzipSync(text.join('\n') + '\n'));
    assert.deepEqual(
      await rowsOf(path),
      text.map((line, k) => [k, line]),
    );
  });

  it('have the line ends of a first line longer than a chunk', async (t) => {
    const header = Array.from({ length: 40000 }, (_, k) => `gene${k}`).join(',');
    const rows = await rowsOf(temporaryFile(t, 'wide.csv', `${header}\r\n1,2\r\n`));
    assert.equal(rows[0].at(-1), 'gene39999');
    assert.deepEqual(rows.slice(1), [[1, '1', '2']]);
  });

  it('take quotes, also behind a byte order mark, and count the lines of quoted breaks', async (t) => {
    const text = '\uFEFF"a, b","say ""so"""\n"two\r\nlines",x\n\nlast,y\n';
    const path = temporaryFile(t, 'quoted.csv', text);
    assert.deepEqual(await rowsOf(path), [
      [0, 'a, b', 'say "so"'],
      [1, 'two\r\nlines', 'x'],
      [3, ''],
      [4, 'last', 'y'],
    ]);
    const table = await readTable(path);
    assert.deepEqual(dataRows(table, 0), [0, 1, 3]);
    assert.throws(
      () => numberAt(table, 3, 1, 'gene last'),
      /^Error: quoted.csv, line 5, column 2 \(gene last\): expected a number, found "y"; fill the cell in/,
    );
    assert.throws(() => textAt(table, 3, 2), /quoted.csv, line 5, column 3: expected a text, found an empty/);
    assert.equal(place('other.csv', 1), 'other.csv, line 2');
  });

  it('name a file that is missing, damaged or no table', async (t) => {
    const folder = temporaryFolder(t);
    await assert.rejects(rowsOf(join(folder, 'gone.csv')), /gone.csv does not exist; `npm run data`/);
    const path = join(folder, 'cut.csv.gz');
    writeFileSync(path, gzipSync('a,b\n'.repeat(1000)).subarray(0, 20));
    await assert.rejects(
      rowsOf(path),
      /^Error: cut.csv.gz cannot be read \(.*\): delete it, then fetch it again/,
    );
    writeFileSync(path, 'no archive');
    await assert.rejects(rowsOf(path), /cut.csv.gz cannot be read/);
    await assert.rejects(
      readTable(temporaryFile(t, 'open.csv', 'a,b\n"c,d\n')),
      /open.csv cannot be read as a table: .*[Qq]uote/,
    );
    await assert.rejects(readTable(temporaryFile(t, 'empty.csv', '\n\n')), /empty.csv cannot be read as a/);
    await assert.rejects(
      eachRow(temporaryFile(t, 'a.csv', 'a\n'), ',', () => assert.fail('as it was thrown')),
      /as it was thrown/,
    );
  });
});

describe('a written csv', () => {
  const written = async (t: TestContext, rows: (string | number | boolean)[][]): Promise<string> => {
    const path = join(temporaryFolder(t), 'out.csv');
    writeCsv(path, ['name', 'value'], rows);
    const text = readFileSync(path, 'utf8');
    const read = await rowsOf(path);
    assert.deepEqual(
      read.slice(1).map(([, ...cells]) => cells),
      rows.map((row) => row.map(String)),
    );
    return text;
  };

  it('quotes where it must, keeps the text of numbers, and reads back', async (t) => {
    const text = await written(t, [
      ['a, b', 0.1 + 0.2],
      ['say "so"', -1e-7],
      ['two\nlines', 1e21],
      ['plain', true],
    ]);
    assert.equal(
      text,
      'name,value\n"a, b",0.30000000000000004\n"say ""so""",-1e-7\n"two\nlines",1e+21\nplain,true\n',
    );
  });

  it('has all rows of many, and a header where there are none', async (t) => {
    const many = Array.from({ length: 10000 }, (_, k) => [`row ${k}`, k]);
    assert.equal((await written(t, many)).split('\n').length, 10002);
    assert.equal((await written(t, many.slice(0, 4095))).split('\n').length, 4097);
    assert.equal(await written(t, []), 'name,value\n');
  });
});

describe('the numbers of a csv', () => {
  it('are decimal ones, and nothing else', () => {
    const numbers = ['0', '-1.5', '+2', '.5', '3.', '1e-3', '2E+4'];
    assert.deepEqual(numbers.map(numberOf), [0, -1.5, 2, 0.5, 3, 0.001, 20000]);
    for (const text of ['', ' ', '1,5', '0x10', '1e', 'Infinity', '1e999', 'NaN', '1 2', '.']) {
      assert.equal(numberOf(text), null, text);
    }
  });
});
