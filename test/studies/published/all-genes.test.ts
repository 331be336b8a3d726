import assert from 'node:assert/strict';
import { test } from 'node:test';
import { locate } from '../../../lib/downloads/locate';
import { Random } from '../../../lib/math/random';
import { loadBreastCancerStudy } from '../../../lib/studies/published/breast-cancer';
import { pairsOf } from '../../../lib/studies/pairs';
import { placesWith } from '../../downloads/made-source';
import { temporaryFolder } from '../../files/temporary-folder';

const GENES = 11165;
/** The pseudotimes, k / 196 for k = 6 .. 191, with all their digits: the test file has five, and the same times must be told. */
const TIMES = Array.from({ length: 186 }, (_, k) => (k + 6) / 196);

/** Expression as it is published: counts, a line a gene, the times. */
function expressionFile(): string {
  const random = Random.fromSeed(1, 'all genes');
  const line = (): string => TIMES.map(() => random.uniform().toFixed(9)).join(',');
  const lines = Array.from({ length: GENES }, line);
  return `${[`${GENES},1${','.repeat(184)}`, ...lines, TIMES.join(',')].join('\n')}\n`;
}

/** W0 as entries by column, as R writes a sparse matrix: every 19th gene regulates every 3rd target, signs alternating. */
function priorFile(): { text: string; edges: number } {
  const lines: string[] = [];
  for (let target = 1; target <= GENES; target += 3) {
    for (let regulator = 1; regulator <= GENES; regulator += 19)
      lines.push(`${regulator},${target},${(regulator + target) % 2 === 0 ? 0.5 : -0.5}`);
  }
  return { text: `${lines.join('\n')}\n`, edges: lines.length };
}

test('all genes of breast cancer are read from files of the published form and size, and never dense', async (t) => {
  const needed = ['brca-11165-genes', 'brca-11165-test', 'brca-ppi', 'brca-chip'];
  if ((await Promise.all(needed.map((name) => locate(name)))).includes(null)) {
    return t.skip('needs the breast cancer files: npm run data -- breast-cancer');
  }
  const settings = { genes: GENES, seed: 1, required: true } as const;
  const folder = temporaryFolder(t);
  await assert.rejects(
    loadBreastCancerStudy({ ...settings, ...placesWith({}, folder) }),
    /`npm run data -- brca-11165 brca-11165-prior` fetches them; or take generated data .*--generated/,
  );
  const { text, edges } = priorFile();
  const places = placesWith({ 'brca-11165': expressionFile(), 'brca-11165-prior': text }, folder);
  const before = process.resourceUsage().maxRSS / 1024;
  const study = await loadBreastCancerStudy({ ...settings, ...places });
  const grown = process.resourceUsage().maxRSS / 1024 - before;
  // One dense array of 11165 x 11165 numbers would be 997 MB.
  assert.ok(grown < 900, `${grown.toFixed(0)} MB more`);
  assert.match(
    study.source,
    /^published expression of 11165 genes .*published motif prior W0;.*ChIP-seq reference/,
  );
  assert.equal(study.prior.values.length, edges);
  assert.ok(study.prior.values.every((value) => value === 0.5));
  assert.deepEqual([...study.prior.columns.subarray(0, 3)], [0, 3, 6]);
  assert.deepEqual(
    [study.prior.rowStart[1], study.prior.rowStart[2], study.prior.rowStart[20]],
    [3722, 3722, 7444],
  );
  const pairs = [study.training, study.validation, study.test].map((series) => pairsOf(series).count);
  assert.deepEqual(pairs, [168, 8, 7]);
  assert.deepEqual([study.regulators?.length, study.assayed?.length], [986, 61]);
  assert.ok(study.remarks?.every((remark) => !/checksum|stand-in|most variable/i.test(remark)));
});
