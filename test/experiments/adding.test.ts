import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ExperimentResult } from '../../lib/experiments/result';
import { temporaryFolder } from '../files/temporary-folder';
import { copyOfTheLibrary } from './copy-of-the-library';

const PROJECT = join(__dirname, '..', '..');

const DATASET = `
import { Random } from '../math/random';
import { networkFromText } from '../simulation/network-text';
import { simulateStudy } from '../studies/simulate-study';
import { SIMULATED_SETTINGS } from '../training/plan-for';
import type { Dataset } from './dataset';

export const ring: Dataset<'ring'> = {
  name: 'ring',
  measured: null,
  validatesOn: 'trajectories',
  hidden: 4,
  training: SIMULATED_SETTINGS,
  lambdas: { lambda1: 0.2, lambda2: 0.1 },
  close: 0.05,
  read: 'best',
  notes: [],
  load: async ({ noise, priorCorruption, seed }) =>
    simulateStudy(networkFromText('A -> B, B -| C, C -> D, D -> A, A -| E', Random.fromSeed(seed, 'ring')), {
      name: 'ring', trajectories: { training: 6, validation: 2, test: 2 }, noise, priorCorruption, seed,
    }),
};
`;

const STRATEGY = `
import type { Strategy } from './strategy';

/** A control: what weighs most goes first. */
export const largest: Strategy<'largest-first'> = {
  name: 'largest-first',
  label: 'largest first',
  colour: '#F0E442',
  shape: 'arrow',
  plan: ({ mixing }, schedule) => ({
    pruning: {
      schedule,
      lambdas: { lambda1: 0, lambda2: 0 },
      mixing,
      score: {
        name: 'largest first',
        of: ({ wS, wP, uS, uP }) => ({ wS: wS.map((w) => -w), wP: wP.map((w) => -w), uS: uS.map((w) => -w), uP: uP.map((w) => -w) }),
      },
    },
  }),
};
`;

/** A file in a room, and its object in the room's list: an import, and a name in the array. */
function add(room: string, list: string, file: string, name: string, text: string): void {
  writeFileSync(join(room, `${file}.ts`), text);
  const path = join(room, list);
  const before = readFileSync(path, 'utf8');
  const after = before.replace(
    'const ALL = [',
    `import { ${name} } from './${file}';\nconst ALL = [${name}, `,
  );
  assert.notEqual(after, before);
  writeFileSync(path, after);
}

test('a data set and a strategy are added by a file and a place in a list each, and no other room is touched', (t) => {
  const folder = temporaryFolder(t);
  copyOfTheLibrary(folder);
  add(join(folder, 'lib', 'datasets'), 'datasets.ts', 'ring', 'ring', DATASET);
  add(join(folder, 'lib', 'strategies'), 'strategies.ts', 'largest-first', 'largest', STRATEGY);
  const run = (...words: string[]) =>
    spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  const types = run(join(PROJECT, 'node_modules', 'typescript', 'bin', 'tsc'), '--noEmit', '-p', 'lib');
  assert.equal(types.status, 0, types.stdout);

  const command = ['--import', 'tsx', join(folder, 'lib', 'commands', 'experiment.ts')];
  const help = run(...command, '--help').stdout;
  assert.match(help, /--dataset NAME .*ring, sim350/);
  assert.match(help, /--strategy NAME .*largest-first, none/);

  const out = join(folder, 'result.json');
  const { status, stderr } = run(
    ...[...command, '--dataset', 'ring', '--strategy', 'largest-first', '--epochs', '4', '--out', out],
  );
  assert.equal(status, 0, stderr);
  const result = JSON.parse(readFileSync(out, 'utf8')) as ExperimentResult;
  const { study, sparsity, history, configuration, balancedAccuracy, baselines } = result;
  assert.match(study.source, /network of 5 genes and 5 edges/);
  assert.deepEqual([configuration.noise, configuration.lambda1, configuration.tau], [0.05, 0, 1]);
  assert.deepEqual(
    history.map(({ pruned }) => pruned),
    [null, null, 0.7, null],
  );
  // Matrices of 20 entries, of which 14 go.
  assert.equal(sparsity, 0.7);
  assert.ok(balancedAccuracy !== null && baselines.network !== null);

  // The new data set with the strategy that takes its lambdas.
  const dash = run(
    ...command,
    '--dataset',
    'ring',
    '--epochs',
    '3',
    '--checkpoint',
    join(folder, 'checkpoint'),
  );
  assert.equal(dash.status, 0, dash.stderr);
  const printed = JSON.parse(dash.stdout) as { configuration: { lambda1: number; lambda2: number } };
  assert.deepEqual([printed.configuration.lambda1, printed.configuration.lambda2], [0.2, 0.1]);
});
