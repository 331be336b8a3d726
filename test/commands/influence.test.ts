import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Random } from '../../lib/math/random';
import { influenceScores } from '../../lib/pathways/influence';
import { main } from '../../lib/commands/influence';
import { readInfluence } from '../../lib/pathways/influence-file';
import { layoutOf } from '../../lib/phoenix/parameters';
import { assertClose } from '../helpers';
import { temporaryFolder } from '../files/temporary-folder';
import { modelOf } from '../phoenix/models';
import { sparseModel } from '../pathways/models';

const COMMAND = join(__dirname, '..', '..', 'lib', 'commands', 'influence.ts');

test('from a saved model to scores by name, full and estimated; wrong usage is one line', async (t) => {
  const folder = temporaryFolder(t);
  const shape = { genes: 30, hidden: 4 };
  const { parameters, mask } = sparseModel(shape, 0.3, 2);
  const genes = Array.from({ length: 30 }, (_, k) => `GENE${k}`);
  const model = join(folder, 'some.model');
  const pruned = modelOf(shape, parameters, mask, genes);
  pruned.save(model, { hash: 'none', configuration: {} });

  const out = join(folder, 'scores.csv');
  const words = ['--model', model, '--out', out, '--starts', '5', '--seed', '3'];
  const child = spawnSync(process.execPath, ['--import', 'tsx', COMMAND, ...words], { encoding: 'utf8' });
  assert.equal(child.status, 0, child.stderr);
  assert.match(child.stdout, /^30 influences \(full, .* genes influence no other gene\n$/);
  const expected = await influenceScores(pruned, {
    starts: 5,
    random: Random.fromSeed(3, 'influence'),
  });
  assert.deepEqual(await readInfluence(out), { genes, influence: expected, remarks: [] });

  const estimate = ['--method', 'estimate', ...words];
  const second = spawnSync(process.execPath, ['--import', 'tsx', COMMAND, ...estimate], { encoding: 'utf8' });
  assert.equal(second.status, 0, second.stderr);
  assert.match(second.stdout, /^30 influences \(estimate/);
  const { influence } = await readInfluence(out);
  influence.forEach((value, gene) => assert.equal(value === 0, expected[gene] === 0));

  // The same model with times in minutes, an hour being what its training took for 1.
  const minutes = join(folder, 'minutes.model');
  const slow = parameters.slice();
  slow.subarray(layoutOf(shape).v.offset).forEach((_, i, v) => (v[i] /= 60));
  const own = { own: { expression: ['levels.csv'] }, timeScale: 1 / 60 };
  modelOf(shape, slow, mask, genes).save(minutes, { hash: 'none', configuration: own });
  t.mock.method(process.stdout, 'write', () => true);
  assert.equal(await main(['--model', minutes, ...words.slice(2)]), 0);
  const inMinutes = (await readInfluence(out)).influence;
  assertClose(inMinutes, expected, 1e-5);
  assert.equal(await main(['--model', minutes, ...words.slice(2), '--span', '1']), 0);
  const ofAMinute = (await readInfluence(out)).influence;
  ofAMinute.forEach((value, gene) => assert.ok(expected[gene] === 0 || value < expected[gene] / 10));

  const stderr = t.mock.method(process.stderr, 'write', () => true);
  const complaint = async (...wrong: string[]): Promise<string> => {
    stderr.mock.resetCalls();
    assert.equal(await main(wrong), 2);
    return stderr.mock.calls.map((call) => String(call.arguments[0])).join('');
  };
  const noModel = join(folder, 'no.model');
  writeFileSync(noModel, 'gene,influence\n');
  assert.match(await complaint('--model', model), /^--model and --out are needed[^\n]*\n$/);
  assert.match(await complaint('--model', noModel, '--out', out), /^[^\n]*no\.model[^\n]*\n$/);
  assert.match(await complaint(...words, '--method', 'toString'), /^--method is full or estimate[^\n]*\n$/);
  assert.match(await complaint(...words, '--span', '0'), /^the span is a time above 0, not 0\n$/);
  assert.match(await complaint(...words, '--starts', '0'), /^--starts takes a whole number[^\n]*\n$/);
});
