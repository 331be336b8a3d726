import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { utils, write } from 'xlsx';
import { place } from '../../lib/files/csv';
import { readDelimited } from '../../lib/files/delimited';
import type { Comma } from '../../lib/files/number-text';
import { temporaryFolder } from './temporary-folder';

const read = (t: TestContext, content: string | Buffer, name = 'a.csv', comma?: Comma) => {
  const path = join(temporaryFolder(t), name);
  writeFileSync(path, content);
  return readDelimited(path, comma);
};
const CELLS = [
  ['gene', '0', '1.5'],
  ['Ångström', '0.25', '-1'],
  ['B 2', '3', '0'],
];
const text = (delimiter: string): string => CELLS.map((row) => row.join(delimiter)).join('\n') + '\n';
const utf16 = (content: string, big = false): Buffer => {
  const bytes = Buffer.from(content, 'utf16le');
  return big ? bytes.swap16() : bytes;
};

describe('a table as tools write it', () => {
  const writings: [what: string, content: string | Buffer, remarks: string[]][] = [
    ['commas', text(','), []],
    ['tabs', text('\t'), []],
    ['semicolons', text(';'), ['separated by semicolons']],
    [
      'blanks, with quotes',
      text('" "')
        .replace(/^(.*)$/gm, '"$1"')
        .slice(0, -3),
      ['separated by blanks'],
    ],
    [
      'semicolons and decimal commas',
      text(';').replaceAll('.', ','),
      ['separated by semicolons', 'decimal commas'],
    ],
    ['tabs and decimal commas', text('\t').replaceAll('.', ','), ['decimal commas']],
    ['a byte order mark', `\uFEFF${text(',')}`, []],
    ['gzip without a name that says so', gzipSync(text(',')), []],
    ['gzip of UTF-16', gzipSync(utf16(`\uFEFF${text('\t')}`)), ['UTF-16']],
    ['UTF-16, little end first', utf16(`\uFEFF${text('\t')}`), ['UTF-16']],
    ['UTF-16, big end first', utf16(`\uFEFF${text(',')}`, true), ['UTF-16']],
    ['UTF-16 without a mark', utf16(text(',')), ['UTF-16']],
    ['UTF-16 without a mark, big end first', utf16(text(','), true), ['UTF-16']],
    ['Latin-1', Buffer.from(text(','), 'latin1'), ['Latin-1 (it is not UTF-8)']],
    ['comments', `# log2, TPM\n#!x\n${text(',')}`, ['2 comment lines left out']],
    ['a title and a blank line', `Table 3. "Levels"\n\n${text('\t')}`, ['1 title line left out']],
    ['columns and lines that Excel left empty', text(',').replaceAll('\n', ',,,\n') + ',,,,,\n', []],
    ['old line ends', text(',').replaceAll('\n', '\r'), []],
  ];
  for (const [what, content, remarks] of writings) {
    it(`is read with ${what}`, async (t) => {
      const table = await read(t, content);
      assert.deepEqual(
        table.rows.filter((row) => row.some((cell) => cell !== '')),
        CELLS,
      );
      assert.deepEqual(table.remarks, remarks);
    });
  }

  it('keeps the lines of the file for errors, below comments and titles', async (t) => {
    const table = await read(t, `# a\nTitle,,\n\n${text(',')}`);
    assert.equal(place(table, 1, 0), 'a.csv, line 5, column 1');
    assert.deepEqual(table.comments, ['# a']);
  });

  it('gets the cell that R leaves out above its row names', async (t) => {
    assert.deepEqual((await read(t, '"x" "y"\n"A" 1 2\n"B" 3 4\n')).rows[0], ['', 'x', 'y']);
    const { rows } = await read(t, 'PseudoTime1\nc1,0\nc2,NA\n');
    assert.deepEqual(rows, [['', 'PseudoTime1'], ['c1', '0'], ['c2', 'NA']]); // prettier-ignore
    assert.deepEqual((await read(t, ',t\nc1,0\nc2,1\n')).rows[0], ['', 't']);
  });

  it('has a header that begins with # where this names the columns that follow', async (t) => {
    const table = await read(t, '#node1\tnode2\tscore\nA\tB\t0.4\n');
    assert.deepEqual([table.rows[0], table.comments], [['node1', 'node2', 'score'], []]);
    const other = await read(t, '#x,y,z,more\nA,B,C\n');
    assert.deepEqual([other.rows[0], other.comments], [['A', 'B', 'C'], ['#x,y,z,more']]);
  });

  it('is found by Latin-1 bytes far into the file, too', async (t) => {
    const long = `gene,0\n${Array.from({ length: 3e5 }, (_, k) => `G${k},1`).join('\n')}\nÉ,1\n`;
    const { rows, remarks } = await read(t, Buffer.from(long, 'latin1'));
    assert.equal(rows.at(-1)?.[0], 'É');
    assert.deepEqual([rows.length, remarks.length], [300002, 1]);
  });

  it('is a sheet of a spreadsheet, its dates as they are shown, its other sheets named', async (t) => {
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet([]), 'Empty');
    const sheet = utils.aoa_to_sheet([
      ['gene', 0, 1.5],
      ['TP53', 0.1 + 0.2, 12345678.9],
    ]);
    sheet.A3 = { t: 'n', v: 44621, z: 'd-mmm' };
    sheet.B3 = { t: 'n', v: 0.123456, z: '0.0' };
    sheet['!ref'] = 'A1:C3';
    utils.book_append_sheet(book, sheet, 'Levels');
    utils.book_append_sheet(book, utils.aoa_to_sheet([['x']]), 'Notes');
    for (const bookType of ['xlsx', 'xls'] as const) {
      const bytes = write(book, { type: 'buffer', bookType }) as Buffer;
      const { rows, remarks } = await read(t, bytes, `a.${bookType}`);
      assert.deepEqual(rows, [
        ['gene', '0', '1.5'],
        ['TP53', '0.30000000000000004', '12345678.9'],
        ['1-Mar', '0.123456', ''],
      ]);
      assert.deepEqual(remarks, ['sheet Levels, not its sheets Notes']);
    }
  });
});

describe('the numbers of a table', () => {
  const cellsOf = async (t: TestContext, cells: string[], delimiter = '\t', comma?: Comma) => {
    const content = `gene${delimiter}0\n${cells.map((cell, k) => `G${k}${delimiter}${cell}`).join('\n')}\n`;
    return (await read(t, content, 'a.tsv', comma)).rows.slice(1).map((row) => row[1]);
  };
  it('have decimal commas where a comma can be nothing else', async (t) => {
    assert.deepEqual(await cellsOf(t, ['0,159', '1,234', '3']), ['0.159', '1.234', '3']);
    assert.deepEqual(await cellsOf(t, ['1.234,5', '-7,25e-3']), ['1234.5', '-7.25e-3']);
    assert.deepEqual(await cellsOf(t, ['1,234', '5,678'], ';'), ['1.234', '5.678'], 'semicolons decide');
  });
  it('have thousands where a comma can be nothing else', async (t) => {
    assert.deepEqual(await cellsOf(t, ['1,234,567', '2,345', '7.5']), ['1234567', '2345', '7.5']);
    assert.deepEqual(await cellsOf(t, ['1 234', '12\u00a0345.5', "1'000"]), ['1234', '12345.5', '1000']);
  });
  it('stay as they are where nobody can tell, unless the user says it', async (t) => {
    assert.deepEqual(await cellsOf(t, ['1,234', '7']), ['1,234', '7']);
    assert.deepEqual(await cellsOf(t, ['1,234', '7'], '\t', 'thousands'), ['1234', '7']);
    assert.deepEqual(await cellsOf(t, ['1,234', '7'], '\t', 'decimal'), ['1.234', '7']);
  });
  it('are not guessed where points and commas are both decimal', async (t) => {
    await assert.rejects(
      cellsOf(t, ['0,5', '0.25']),
      /a.tsv, line 3, column 2: "0.25" has a decimal point, and a.tsv, line 2, column 2 "0,5" a decimal comma/,
    );
  });
});

describe('what is no text table', () => {
  const cases: [name: string, bytes: Buffer, message: RegExp][] = [
    ['a.loom', Buffer.from('\x89HDF\r\n', 'latin1'), /is a loom file, .*read_loom.*write_h5ad/],
    ['a.dat', Buffer.from('PAR1....'), /is a Parquet file, .*read_parquet/],
    ['a.rds', gzipSync('X\n'), /is a file of R .*readRDS/],
    ['cut.rds', Buffer.of(0x1f, 0x8b, 8, 0), /is a file of R .*readRDS/],
    ['a.bin', gzipSync('RDX3\nX\n'), /is a file of R .*write.csv/],
    ['a.txt', Buffer.from('%%MatrixMarket matrix\n1 1 1\n'), /is a Matrix Market file, .*read_10x_mtx/],
    ['a.mtx.gz', gzipSync('%%MatrixMarket\n'), /is a Matrix Market file/],
    ['a.h5', Buffer.from('\x89HDF\r\n', 'latin1'), /of HDF5 only AnnData/],
  ];
  for (const [name, bytes, message] of cases) {
    it(`is named with the line that exports it: ${name}`, async (t) => {
      await assert.rejects(read(t, bytes, name), message);
    });
  }
});
