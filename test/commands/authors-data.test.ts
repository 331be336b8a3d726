import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ExperimentResult } from '../../lib/experiments/result';
import { Random } from '../../lib/math/random';
import { locate } from '../../lib/downloads/locate';
import { copyOfTheLibrary } from '../experiments/copy-of-the-library';
import { placesWith } from '../downloads/made-source';
import { temporaryFolder } from '../files/temporary-folder';

test('the commands use the authors’ data where they are, and no table mixes them with others', async (t) => {
  if ((await locate('sim350-test')) === null) return t.skip('needs npm run data -- synthetic');
  const folder = temporaryFolder(t);
  copyOfTheLibrary(folder);
  const random = Random.fromSeed(1, 'trajectories');
  const line = (): string => Array.from({ length: 5 }, () => random.uniform()).join(',');
  const lines = Array.from({ length: 150 }, () => [...Array.from({ length: 350 }, line), '0,2,3,7,9']).flat();
  const files = { 'sim350-train': `350,150,,,\n${lines.join('\n')}\n` };
  const { sources } = placesWith(files, join(folder, 'data', 'downloads'));
  writeFileSync(join(folder, 'data', 'sources.json'), JSON.stringify(sources));
  const run = (command: string, ...words: string[]) => {
    const done = spawnSync(
      process.execPath,
      ['--import', 'tsx', join(folder, 'lib', 'commands', `${command}.ts`), ...words],
      { cwd: folder, encoding: 'utf8' },
    );
    assert.equal(done.status, 0, done.stderr);
    return done;
  };
  const one = ['--strategy', 'imp', '--epochs', '3'];
  const authors = run('experiment', ...one);
  assert.match(
    authors.stderr,
    /^sim350: the authors' training trajectories; --authors-data no takes simulated training/,
  );
  const { configuration, study } = JSON.parse(authors.stdout) as ExperimentResult;
  assert.equal(configuration.authorsData, true);
  assert.match(study.source, /published training and validation trajectories, split by seed 1/);
  const simulated = run('experiment', ...one, '--authors-data', 'no');
  const other = JSON.parse(simulated.stdout) as ExperimentResult;
  assert.ok(!('authorsData' in other.configuration));
  assert.match(other.study.source, /trajectories simulated from it/);
  assert.notEqual(other.study.hash, study.hash);

  const grid = ['--table', '1', '--seeds', '1', '--strategies', 'imp', '--epochs', '3'];
  const table = run('reproduce', ...grid, '--jobs', '1').stdout;
  assert.match(table, /^Table 1: SIM350, 5 % noise, the authors' training trajectories\n/);
  assert.match(table, /Data: published network G350; the authors' training trajectories\./);
  const listed = run('reproduce', ...grid, '--list').stdout;
  assert.match(listed, /^stored {3}sim350-authors-imp-noise5-seed1-[0-9a-f]{8}/);
  const unmixed = run('reproduce', ...grid, '--list', '--authors-data', 'no').stdout;
  assert.match(unmixed, /^missing {2}sim350-imp-noise5-seed1-[0-9a-f]{8}/);
});

test('Table 2 at the size of the paper tells memory and hours, and does not begin without its files', (t) => {
  const run = (...words: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', ...words], { encoding: 'utf8' });
  const commands = join(__dirname, '..', '..', 'lib', 'commands');
  const list = run(
    join(commands, 'reproduce.ts'),
    ...'--table 2 --genes 11165 --seeds 1 --list --jobs 1 --results'.split(' '),
    temporaryFolder(t),
  );
  assert.equal(list.status, 0, list.stderr);
  assert.match(list.stdout, /missing {2}brca11165-dash-seed1-[0-9a-f]{8} {2}\(time: 30 min\)/);
  assert.match(list.stdout, /0 of 6 stored; the 6 missing take about 11 h 00 min, 1 at a time/);
  const wrong = run(join(commands, 'reproduce.ts'), '--table', '1', '--genes', '500', '--list');
  assert.deepEqual([wrong.status, wrong.stderr.split('\n')[0]], [2, 'genes belongs to table 2, breast cancer; 1 has one size: leave it out']); // prettier-ignore

  const alone = spawnSync(
    process.execPath,
    ['--import', 'tsx', join(commands, 'experiment.ts'), '--dataset', 'brca11165'],
    { encoding: 'utf8', env: { ...process.env, DASH_DATA_MIRROR: '' } },
  );
  assert.equal(alone.status, 1);
  assert.match(alone.stderr, /^brca11165: about 2 GB of memory; dash, 300 epochs: a time of about 30 min\n/);
  assert.match(alone.stderr, /data of 11165 genes are not here: `npm run data -- .*brca-11165.*--generated/);
});
