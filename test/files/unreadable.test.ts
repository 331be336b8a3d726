import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readDelimited } from '../../lib/files/delimited';
import { unreadable } from '../../lib/files/unreadable';
import { temporaryFolder } from './temporary-folder';

test('a table that is not there, or is a folder, is named with what there is instead', async (t) => {
  const folder = temporaryFolder(t);
  const missing = join(folder, 'levels.csv');
  const saying = (path: string, words: string) =>
    assert.rejects(readDelimited(path), { message: `${path} ${words}` });
  await saying(missing, `does not exist (looked for at ${missing}); there are no files in that folder`);
  for (const name of ['expression.csv', 'prior.csv']) writeFileSync(join(folder, name), 'a,b\n');
  await saying(
    missing,
    `does not exist (looked for at ${missing}); that folder has expression.csv, prior.csv`,
  );
  await saying(folder, 'is a folder: name a file in it, or several as an array; that folder has expression.csv, prior.csv'); // prettier-ignore
  const lost = join(folder, 'nowhere', 'levels.csv');
  await saying(lost, `does not exist (looked for at ${lost}); nor does its folder`);
  for (const name of ['a', 'b', 'c', 'd']) writeFileSync(join(folder, name), '');
  await assert.rejects(readDelimited(missing), /that folder has a, b, c, d, expression\.csv and 1 more$/);
});

test('a file of somebody else, and any other failure', () => {
  const failing = (code: string) => Object.assign(new Error('words of the system'), { code });
  assert.match(unreadable('levels.csv', failing('EACCES')), /^levels\.csv may not be read: .*chmod u\+r/);
  assert.equal(unreadable('levels.csv', failing('EIO')), 'levels.csv cannot be read (words of the system)');
});
