import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CollectionName } from '../../lib/pathways/collections';
import { experimentName } from '../../lib/experiments/experiment';
import { readPathways } from '../../lib/experiments/pathway-store';
import { gridOf } from '../../lib/reproduction/grids/grids';
import {
  amongRegulatorsTable,
  recurrence,
  recurrenceTable,
  StoredPathways,
} from '../../lib/reproduction/tables/pathway-tables';
import { says } from './claims';

const NOTEBOOK = '04-pathway-analysis';
const tests = readPathways();
const stored = new StoredPathways(tests);
const atPaperTime = (['2', '3', '8', '9'] as const)
  .flatMap((table) => gridOf(table))
  .filter(({ experiments: [{ timeScale }] }) => timeScale === undefined);
const [cancer500, cancer2000, ...lineages] = atPaperTime;

test('how many false findings the rule of the paper must expect', () => {
  const [{ all }] = stored.of(lineages[2], 'dash');
  says(
    NOTEBOOK,
    `With ${all.tested} sets, each with a chance of 1 in 1001`,
    `must expect ${(all.tested / 1001).toFixed(2)} false findings a test`,
  );
});

test('how much of what the rule of the paper finds survives max-T', () => {
  const count = (rule: 'paper' | 'maxT'): number =>
    atPaperTime
      .flatMap((section) => stored.of(section, 'dash'))
      .reduce((sum, { all }) => sum + all.found[rule], 0);
  const share = count('maxT') / count('paper');
  assert.ok(share > 0.55 && share < 0.65, `${share}`);
  says(NOTEBOOK, 'Corrected by max-T about three fifths of its findings survive');
});

test('what is found among regulators is what the stored tests say', () => {
  const { rows } = amongRegulatorsTable(atPaperTime, stored, 'maxT');
  const { there } = stored.count(atPaperTime);
  const models = new Set(rows.map((row) => row.slice(2, 5).join()));
  const kinds = new Map<string, number>();
  for (const [pathway, , data, strategy] of rows) {
    const kind = [data, strategy, pathway].join();
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const again = [...kinds].filter(([, count]) => count > 1);
  assert.ok(again.every(([kind]) => kind.startsWith('breast cancer, 2000 genes,unpruned')));
  says(
    NOTEBOOK,
    `${models.size} of ${there} models find anything among the regulators; with tests at 5 % ${(0.05 * there).toFixed(1)} would`,
    `${rows.length - kinds.size} findings are found again by another seed`,
  );
});

test('who finds RUNX1: by each rule as many seeds of DASH as notebook 04 says', () => {
  const seeds = (section: (typeof atPaperTime)[number], rule: 'paper' | 'maxT'): string => {
    const ours = stored.findings(section, rule).filter(({ strategy }) => strategy === 'dash');
    return `${ours.filter(({ found }) => found.some((name) => /RUNX1/.test(name))).length} of ${ours.length}`;
  };
  assert.equal(seeds(cancer500, 'paper'), seeds(cancer2000, 'paper'));
  assert.equal(seeds(cancer2000, 'maxT'), '0 of 3');
  says(
    NOTEBOOK,
    `by the paper's rule with ${seeds(cancer500, 'paper')} seeds on 500 genes and on 2000, by max-T with ${seeds(cancer500, 'maxT')} on 500 genes and none on 2000`,
  );
});

test('what comes back with another seed, and which of it is found without a model', () => {
  const all = [...lineages, cancer500];
  const backOf = (collection: CollectionName) =>
    recurrenceTable(all, new StoredPathways(tests, collection)).rows.map(([, seeds, any, inAll]) => {
      assert.equal(seeds, 3);
      return { inAll: Number(inAll), any: Number(any), text: `${inAll} of ${any}` };
    });
  const reactome = backOf('reactome');
  const [erythroidBack, monocyteBack, bcellBack, cancerBack] = reactome.map(({ text }) => text);
  const process = backOf('go-process').map(({ text }) => text);
  const marrow = (of: 'inAll' | 'any'): number =>
    reactome.slice(0, 3).reduce((sum, back) => sum + back[of], 0);
  says(
    NOTEBOOK,
    `${erythroidBack}, ${monocyteBack} and ${bcellBack} (erythroid, monocyte, B cell) come back with all three`,
    `on breast cancer, with 500 genes, ${cancerBack} do`,
    `Of GO's processes it is ${process[0]}, ${process[1]} and ${process[2]}, and ${process[3]}`,
    `On the bone marrow ${marrow('inAll')} of the ${marrow('any')} pathways of Reactome`,
  );
  const erythroid = stored.findings(lineages[0], 'paper').filter(({ strategy }) => strategy === 'dash');
  says(NOTEBOOK, `(Not on the erythroid lineage: 3 of ${recurrence(erythroid).any.length} in Reactome.)`);
});

test('the full influence scores beside the estimate', () => {
  const perturbed = tests.filter(({ influence }) => influence.method === 'full');
  assert.equal(perturbed.length, 1);
  const [full] = perturbed;
  assert.deepEqual(
    [full.configuration.dataset, full.configuration.strategy, full.configuration.seed],
    ['hema-bcell', 'dash', 1],
  );
  const estimate = tests.find(
    ({ configuration, model, collection, influence }) =>
      experimentName(configuration) === experimentName(full.configuration) &&
      model === full.model &&
      collection === full.collection &&
      influence.method === 'estimate',
  )!;
  const [a, b] = [full.all.found, estimate.all.found];
  assert.equal(a.paper, b.paper);
  says(
    NOTEBOOK,
    `the rank correlation with the estimate is ${full.influence.estimateCorrelation!.toFixed(3)}`,
    `By the paper's rule both find ${a.paper} pathways, by Benjamini and Hochberg ${a.benjaminiHochberg} and ${b.benjaminiHochberg}, by max-T ${a.maxT} and ${b.maxT}`,
  );
});

test('IMP finds what the data say, by every seed, where notebook 04 says so', () => {
  const found = (section: (typeof atPaperTime)[number], rule: 'paper' | 'maxT', pattern: RegExp): number =>
    stored
      .findings(section, rule)
      .filter(({ strategy, found: names }) => strategy === 'imp' && names.some((name) => pattern.test(name)))
      .length;
  for (const rule of ['paper', 'maxT'] as const) {
    assert.equal(found(lineages[1], rule, /INNATE_IMMUNE_SYSTEM/), 3);
    assert.equal(found(lineages[1], rule, /NEUTROPHIL_DEGRANULATION/), 3);
  }
  assert.equal(found(cancer2000, 'paper', /COLLAGEN_DEGRADATION/), 3);
});

test('the penalties find next to nothing, as notebook 04 says', () => {
  const found = (['reactome', 'go-process', 'go-function'] as const).flatMap((collection) => {
    const own = new StoredPathways(tests, collection);
    return atPaperTime.flatMap((section) =>
      ['l0', 'c-node', 'path-reg'].flatMap((strategy) => own.of(section, strategy)),
    );
  });
  const most = Math.max(...found.map(({ all }) => all.found.paper));
  says(NOTEBOOK, `find next to none at the same settings, at most ${most} sets of a collection`);
});
