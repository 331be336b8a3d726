import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { completeExperiment, experimentName } from '../../lib/experiments/experiment';
import { loadStudyOf } from '../../lib/experiments/load-study';
import { main } from '../../lib/commands/pathways';
import { readPathwayFile, readPathways } from '../../lib/experiments/pathway-store';
import { modelFile } from '../../lib/experiments/save-models';
import { Random } from '../../lib/math/random';
import { loadCollection } from '../../lib/pathways/collections';
import { estimateInfluence } from '../../lib/pathways/influence-estimate';
import { isFound, PATHWAY_RULES, testPathways } from '../../lib/pathways/permutation-test';
import { universeOf } from '../../lib/pathways/universe';
import { maskOfZeros, Model } from '../../lib/phoenix/model';
import { initialParameters, layoutOf, WEIGHT_MATRICES } from '../../lib/phoenix/parameters';
import { temporaryFolder } from '../files/temporary-folder';

const EXPERIMENT = completeExperiment({ dataset: 'hema-bcell', strategy: 'imp', generated: true });

/** A model of the stand-in's genes, nearly all of its weights 0. */
async function savedModel(folder: string, rename = (genes: readonly string[]) => genes) {
  const study = await loadStudyOf(EXPERIMENT);
  const shape = { genes: study.genes.length, hidden: 4 };
  const random = Random.fromSeed(5);
  const parameters = initialParameters(shape, random);
  for (const name of WEIGHT_MATRICES) {
    const { offset, length } = layoutOf(shape)[name];
    for (let p = offset; p < offset + length; p++)
      parameters[p] = random.uniform() < 0.9 ? 0 : random.normal(0, 0.3);
  }
  const mask = maskOfZeros(parameters, shape);
  const model = new Model({ parameters, shape, mask, genes: rename(study.genes) });
  const configuration = { ...EXPERIMENT, epoch: 12 };
  model.save(modelFile(EXPERIMENT, 'last', folder), { hash: study.hash, configuration });
  return { model, study };
}

/** What a run of the command wrote. */
async function run(t: TestContext, words: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  t.mock.method(process.stdout, 'write', (text: string) => out.push(text) > 0);
  t.mock.method(process.stderr, 'write', (text: string) => err.push(text) > 0);
  const code = await main(words);
  t.mock.restoreAll();
  return { code, out: out.join(''), err: err.join('') };
}

test('a folder of models: tested once, stored in a few kB, as the test itself says', async (t) => {
  const [models, results] = [temporaryFolder(t), temporaryFolder(t)];
  const { model, study } = await savedModel(models);
  const { genes } = model;
  const words = ['--models', models, '--results', results];
  const first = await run(t, words);
  assert.deepEqual([first.code, first.err], [0, '']);
  assert.match(first.out, /^1 tested now; /m);

  const file = join(results, `${experimentName(EXPERIMENT)}.last.reactome.json`);
  assert.ok(statSync(file).size < 12_000, `${statSync(file).size} bytes`);
  const [stored] = readPathways(results);
  assert.deepEqual([stored.configuration, stored.model, stored.epoch], [EXPERIMENT, 'last', 12]);
  assert.match(stored.source, /^generated stand-in/);

  const random = Random.fromSeed(1, 'influence');
  const influence = await estimateInfluence(model, { random });
  const { sets } = await loadCollection('reactome', { genes, seed: 1, generated: true });
  for (const [members, record] of [
    [[...genes.keys()], stored.all],
    [[...study.regulators!], stored.regulators!],
  ] as const) {
    const universe = universeOf(
      members.map((gene) => genes[gene]),
      members.map((gene) => influence[gene]),
      sets,
    );
    const { pathways } = await testPathways(universe, { random: Random.fromSeed(1, 'permutations') });
    assert.deepEqual([record.tested, record.symbols], [pathways.length, universe.symbols.length]);
    const byName = new Map(pathways.map((pathway) => [pathway.name, pathway]));
    for (const { name, genes: size, z, p, maxT, paper } of record.pathways) {
      const expected = byName.get(name)!;
      assert.equal(size, expected.members.length);
      for (const [got, wanted] of [
        [z, expected.z],
        [p, expected.p],
        [maxT, expected.maxT],
        [paper.z, expected.paper.z],
        [paper.bonferroni, expected.paper.bonferroni],
      ]) {
        assert.ok(Math.abs(got - wanted) <= 6e-4 * Math.abs(wanted), `${name}: ${got}, ${wanted}`);
      }
    }
    const left = pathways.filter(({ name }) => !record.pathways.some((kept) => kept.name === name));
    const least = Math.min(...record.pathways.map(({ z }) => z));
    assert.ok(left.every(({ z }) => z <= least + 1e-3));
    for (const rule of PATHWAY_RULES) {
      assert.equal(record.found[rule], pathways.filter((pathway) => isFound(pathway, rule)).length);
      assert.ok(!left.some((pathway) => isFound(pathway, rule)));
    }
  }
  const { regulators, regulatorShare, strongest } = stored.influence;
  assert.equal(regulators, 111);
  const total = influence.reduce((sum, value) => sum + value, 0);
  const own = study.regulators!.reduce((sum, gene) => sum + influence[gene], 0);
  assert.ok(Math.abs(regulatorShare - own / total) < 1e-4);
  assert.equal(strongest[0], genes[influence.indexOf(Math.max(...influence))]);

  const again = await run(t, words);
  assert.match(again.out, /^0 tested now; /);
  writeFileSync(file, readFileSync(file, 'utf8').replace(stored.fingerprint, '0123456789ab'));
  const trainedAnew = await run(t, words);
  assert.match(trainedAnew.out, /^1 tested now; /m);
  const [retested] = readPathways(results);
  assert.deepEqual([retested.fingerprint, retested.all], [stored.fingerprint, stored.all]);
});

test('several collections in one run: each as by itself, with one influence, and only what is missing', async (t) => {
  const [models, together, apart] = [temporaryFolder(t), temporaryFolder(t), temporaryFolder(t)];
  await savedModel(models);
  const test = (results: string, sets: string): ReturnType<typeof run> =>
    run(t, ['--models', models, '--results', results, '--gene-sets', sets]);
  const first = await test(together, 'go-function,reactome,go-function');
  assert.deepEqual([first.code, first.err], [0, '']);
  const lines = first.out.match(/, (reactome|go-function): of \d+ pathways .*\(influence in .* s\)$/gm)!;
  assert.equal(lines.length, 2);
  assert.match(first.out, /^2 tested now; /m);
  assert.equal(new Set(lines.map((line) => line.split('(')[1])).size, 1);
  await test(apart, 'reactome');
  // All but how long it took and where.
  const asTested = (folder: string) =>
    readPathways(folder).map((result) => ({
      ...result,
      influence: { ...result.influence, seconds: 0 },
      library: null,
    }));
  const [functions, reactome] = asTested(together);
  assert.deepEqual([reactome], asTested(apart));
  // Stand-ins of all collections are drawn alike.
  assert.deepEqual([functions.collection, functions.all], ['go-function', reactome.all]);
  const more = await test(together, 'reactome, go-process');
  assert.match(more.out, /^[^\n]*, go-process: of [^\n]*\n1 tested now; /);
  const wrong = await test(together, 'reactome,kegg');
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /--gene-sets is one of reactome, .*, not "kegg"/);
});

test('what cannot be tested is said, and nothing is stored', async (t) => {
  const [models, results] = [temporaryFolder(t), temporaryFolder(t)];
  await savedModel(models, (genes) => [...genes.slice(1), 'ANOTHER']);
  const { code, err } = await run(t, ['--models', models, '--results', results]);
  assert.equal(code, 1);
  assert.match(err, /the model's genes are not those of its data/);
  assert.deepEqual(readdirSync(results), []);
  for (const [words, message] of [
    [['--models', join(models, 'nowhere')], /there is no folder of models/],
    [['--models', models, '--gene-sets', 'kegg'], /--gene-sets is one of reactome/],
    [['--models', models, '--method', 'guess'], /--method is estimate or full/],
    [['--influence', 'scores.csv'], /--influence and --gene-sets are needed/],
  ] as const) {
    const wrong = await run(t, words);
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, message);
  }
});

test('a damaged result is named', (t) => {
  const folder = temporaryFolder(t);
  const file = join(folder, 'x.json');
  writeFileSync(file, '{"model":"best"}');
  assert.throws(() => readPathwayFile(file), /x\.json is damaged .*its collection is "undefined"/);
  assert.deepEqual(readPathways(join(folder, 'nowhere')), []);
});
