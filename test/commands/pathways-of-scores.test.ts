import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { main } from '../../lib/commands/pathways';
import { Random } from '../../lib/math/random';
import { temporaryFile } from '../files/temporary-folder';

const COMMAND = join(__dirname, '..', '..', 'lib', 'commands', 'pathways.ts');

/** 200 genes of which the first ten are influential; ten sets of ten genes, the first one of these. */
function example(t: TestContext): { scores: string; sets: string; out: string } {
  const random = Random.fromSeed(1);
  const lines = Array.from({ length: 200 }, (_, k) => `GENE${k},${(k < 10 ? 3 : 0) + random.uniform()}`);
  const sets = Array.from({ length: 10 }, (_, s) =>
    [`SET_${s}`, 'ten genes', ...Array.from({ length: 10 }, (_, k) => `gene${10 * s + k}`)].join('\t'),
  );
  const scores = temporaryFile(t, 'scores.csv', `gene,influence\n${lines.join('\n')}\n`);
  return {
    scores,
    sets: temporaryFile(t, 'sets.gmt', sets.join('\n')),
    out: join(scores, '..', 'out', 'pathways.csv'),
  };
}

test('from scores and sets to a table: one line a set, the best first, the same for a seed', (t) => {
  const { scores, sets, out } = example(t);
  const run = (): string => {
    const words = ['--influence', scores, '--gene-sets', sets, '--permutations', '2000', '--out', out];
    const child = spawnSync(process.execPath, ['--import', 'tsx', COMMAND, ...words, '--seed', '7'], {
      encoding: 'utf8',
      env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2', TF_ENABLE_ONEDNN_OPTS: '0' },
    });
    assert.equal(child.status, 0, child.stderr);
    assert.match(child.stdout, /universe: 100 of 200 gene symbols/);
    assert.match(child.stdout, /gene sets: 10 tested, 0 left out as too small and 0 as too large/);
    assert.match(child.stdout, /note: 100 symbols match only when case is ignored/);
    assert.match(child.stdout, / 1 {2}plus-one p of 2000 permutations, Bonferroni\n/);
    assert.equal(child.stderr, '');
    return readFileSync(out, 'utf8');
  };
  const table = run();
  const [header, ...lines] = table.trimEnd().split('\n');
  assert.match(header, /^pathway,genes,score,z,p,bonferroni,benjamini_hochberg,max_t,paper_z,paper_p,/);
  assert.equal(lines.length, 10);
  const columns = header.split(',');
  const first = Object.fromEntries(lines[0].split(',').map((cell, k) => [columns[k], cell]));
  assert.equal(first.pathway, 'SET_0');
  assert.equal(first.members, 'GENE0 GENE1 GENE2 GENE3 GENE4 GENE5 GENE6 GENE7 GENE8 GENE9');
  assert.deepEqual([Number(first.genes), Number(first.p), Number(first.paper_p)], [10, 1 / 2001, 0]);
  const z = lines.map((line) => Number(line.split(',')[3]));
  assert.deepEqual(
    z,
    [...z].sort((a, b) => b - a),
  );
  assert.equal(run(), table);
});

test('wrong input: one line on stderr, exit code 2, nothing on stdout', async (t) => {
  const { scores, sets } = example(t);
  const stderr = t.mock.method(process.stderr, 'write', () => true);
  const complaint = async (...words: string[]): Promise<string> => {
    stderr.mock.resetCalls();
    assert.equal(await main(words), 2);
    const text = stderr.mock.calls.map((call) => String(call.arguments[0])).join('');
    assert.match(text, /^[^\n]+\n$/, 'one line');
    return text;
  };
  const bad = (name: string, text: string): string => temporaryFile(t, name, text);
  const withSets = (file: string): Promise<string> => complaint('--influence', scores, '--gene-sets', file);
  const withScores = (text: string): Promise<string> =>
    complaint('--influence', bad('bad.csv', text), '--gene-sets', sets);

  assert.match(await withSets(bad('short.gmt', 'A\tx\tGENE1\nB\tx\n')), /short\.gmt, line 2 \(set B\)/);
  assert.match(await withSets(bad('mouse.gmt', 'A\tx\tTrp53\tMdm2\tGata1\n')), /mouse or rat .*same species/);
  assert.match(await withSets('/absent.gmt'), /absent\.gmt cannot be read/);
  assert.match(
    await withScores('gene,influence\nGENE1,1\nGENE1,2\n'),
    /1 genes are given several times: GENE1 \(line 2, line 3\)\. Choose --duplicates mean or --duplicates first/,
  );
  assert.match(await withScores('gene,influence\nGENE1,many\n'), /line 2, column 2 \(gene GENE1\)/);
  assert.match(await withScores('GENE1;1;2\n'), /expected a header/);
  assert.match(await withScores('gene,influence\nGENE1,NA\n'), /--missing drop-genes/);
  assert.match(
    await withScores('gene,influence\nENSG00000141510,1\n'),
    /Ensembl gene identifiers.*--rename FILE/,
  );
  assert.match(await complaint('--influence', scores), /--gene-sets are needed/);
  assert.match(
    await complaint('--influence', scores, '--gene-sets', sets, '--permutations', '1.5'),
    /--permutations takes a whole number/,
  );
  assert.match(
    await complaint('--influence', scores, '--gene-sets', sets, '--min-size', '50'),
    /none of the 10 gene sets has 50 to 500.*change --min-size and --max-size/,
  );
  assert.match(await complaint('--influenze', scores), /--influenze/);
});

test('what was made of the files is said, and the choices work', async (t) => {
  const { sets } = example(t);
  const lines = Array.from({ length: 100 }, (_, k) => `GENE${k}\t${k < 10 ? -9 : (k % 7) / 7}`);
  const scores = temporaryFile(t, 'ranked.rnk', [...lines, 'GENE99\t0.5', 'OTHER\tNaN'].join('\n'));
  const twice = temporaryFile(t, 'twice.gmt', `${readFileSync(sets, 'utf8')}\nSET_1\tx\tGENE1\tGENE12\n`);
  const stdout = t.mock.method(process.stdout, 'write', () => true);
  const said = async (...more: string[]): Promise<string> => {
    stdout.mock.resetCalls();
    const words = ['--influence', scores, '--gene-sets', twice, '--permutations', '1000', ...more];
    assert.equal(await main([...words, '--duplicates', 'mean', '--missing', 'drop-genes']), 0);
    return stdout.mock.calls.map((call) => String(call.arguments[0])).join('');
  };
  const text = await said();
  assert.match(text, /note: ranked.rnk was read as a ranked list/);
  assert.match(text, /note: 1 genes without a score left out/);
  assert.match(text, /note: 1 names of twice.gmt are given to different sets, which are numbered: SET_1/);
  assert.match(text, /note: 10 of 100 scores are negative: .*--absolute/);
  assert.match(text, /largest z:\n(?!.*SET_0)/);
  const sizes = await said('--absolute');
  assert.match(sizes, /largest z:\n.*SET_0/);
  assert.doesNotMatch(sizes, /are negative/);
});
