import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { locate, type Places } from '../../../lib/downloads/locate';
import { Random } from '../../../lib/math/random';
import { loadBoneMarrowStudy } from '../../../lib/studies/published/bone-marrow';
import { loadSimulatedStudy } from '../../../lib/studies/published/simulated';
import type { Series } from '../../../lib/studies/study';
import { placesWith } from '../../downloads/made-source';
import { temporaryFolder } from '../../files/temporary-folder';
import { batchOf, preparedFile } from './prepared-file';

/** A trajectory file as the authors write it: counts, a line a gene, a line of times. */
function trajectoryFile(
  genes: number,
  trajectories: readonly { times: number[]; levels: number[][] }[],
): string {
  const lines = trajectories.flatMap(({ times, levels }) =>
    [...levels, times].map((cells) => cells.join(',')),
  );
  return `${[`${genes},${trajectories.length},,,`, ...lines].join('\n')}\n`;
}

const TIMES = [0, 2, 3, 7, 9];
const NAMES = { sim350: 350, sim690: 690 } as const;

/** Random levels in the form of the 150 trajectories, and the places to find them. */
function made(t: TestContext, system: keyof typeof NAMES, count = 150) {
  const random = Random.fromSeed(7, 'made trajectories');
  const genes = NAMES[system];
  const trajectories = Array.from({ length: count }, () => ({
    times: TIMES,
    levels: Array.from({ length: genes }, () => TIMES.map(() => random.uniform())),
  }));
  const file = trajectoryFile(genes, trajectories);
  return { trajectories, places: placesWith({ [`${system}-train`]: file }, temporaryFolder(t)) };
}

for (const system of ['sim350', 'sim690'] as const) {
  test(`${system} trains and validates on the authors' trajectories, split by the seed as the simulated ones are`, async (t) => {
    if ((await locate(`${system}-test`)) === null) return t.skip('needs npm run data -- synthetic');
    const { trajectories, places } = made(t, system);
    const settings = { system, noise: 0, seed: 3 } as const;
    const study = await loadSimulatedStudy({ ...settings, ...places, authorsData: true });
    const simulated = await loadSimulatedStudy({ ...settings, ...places });
    assert.deepEqual([study.training.length, study.validation.length, study.test.length], [140, 10, 10]);
    const flat = trajectories.map(({ levels }) => Float64Array.from(levels.flat()));
    const numbers = (series: readonly Series[]): number[] =>
      series.map(({ clean }) => flat.findIndex((levels) => levels.every((value, k) => value === clean[k])));
    const validating = numbers(study.validation);
    assert.deepEqual(
      [...validating, ...numbers(study.training)].sort((a, b) => a - b),
      Array.from({ length: 150 }, (_, k) => k),
    );
    assert.equal(
      study.remarks?.[0],
      `Of the 150 published trajectories these validate at seed 3, counted from 1: ${validating
        .map((k) => k + 1)
        .join(', ')}; the others train.`,
    );
    assert.match(
      study.source,
      /; published training and validation trajectories, split by seed 3; published test set;/,
    );
    // Network, prior and test set are the same; what is held out beside the published test set has no meaning here.
    assert.deepEqual(
      [study.prior, study.truth, study.test],
      [simulated.prior, simulated.truth, simulated.test],
    );
    assert.equal(study.heldOut, undefined);
    assert.notEqual(study.hash, simulated.hash);

    const noisy = await loadSimulatedStudy({ ...settings, ...places, noise: 0.1, authorsData: true });
    assert.deepEqual(noisy.validation.map(({ clean }) => clean), study.validation.map(({ clean }) => clean)); // prettier-ignore
    const [{ recorded, clean }] = noisy.training;
    const sd = Math.sqrt(recorded.reduce((sum, value, k) => sum + (value - clean[k]) ** 2, 0) / clean.length);
    assert.ok(Math.abs(sd - 0.05) < 0.005, `noise of sd ${sd}`);
  });
}

test("the authors' trajectories that are asked for are not replaced by others without a word", async (t) => {
  if ((await locate('sim350-test')) === null) return t.skip('needs npm run data -- synthetic');
  const settings = { system: 'sim350', noise: 0, seed: 1, authorsData: true } as const;
  const absent: Places = placesWith({}, temporaryFolder(t));
  await assert.rejects(
    loadSimulatedStudy({ ...settings, ...absent }),
    /published trajectories of sim350 .* not here: `npm run data -- synthetic sim350-train`.*\{ authorsData: false \}/,
  );
  await assert.rejects(
    loadSimulatedStudy({ ...settings, ...made(t, 'sim350', 149).places }),
    /holds 149 trajectories/,
  );
  await assert.rejects(
    loadSimulatedStudy({ ...settings, generated: true }),
    /generated data are not the authors'/,
  );
});

test("the erythroid test set is whole with the authors' batches, and refuses them in another order", async (t) => {
  const options = { lineage: 'erythroid', seed: 1 } as const;
  const without = await loadBoneMarrowStudy(options);
  if (without.source.startsWith('generated'))
    return t.skip('needs npm run data -- bone-marrow brca-ppi brca-11165-genes');
  const [s2d1, s3d6] = without.test;
  const third = { ...s3d6, clean: s3d6.clean.map((value) => 1 - value) };
  const files = (batches: Parameters<typeof preparedFile>[0]): Places =>
    placesWith({ 'marrow-erythroid-test': preparedFile(batches) }, temporaryFolder(t));
  const load = (places: Places) => loadBoneMarrowStudy({ ...options, ...places, authorsData: true });

  // Two cells of S2D4 share the first pseudotime.
  const study = await load(files([batchOf(s2d1), batchOf(third, 1), batchOf(s3d6)]));
  assert.equal(study.test.length, 3);
  assert.deepEqual([study.test[0], study.test[2]], [s2d1, s3d6]);
  assert.deepEqual([study.test[1].times, study.test[1].clean], [third.times, third.clean]);
  assert.match(study.source, /test S2D1, S2D4, S3D6;/);
  const remarks = study.remarks?.join(' ') ?? '';
  assert.match(remarks, /Batch S2D4: left out because another cell has the same pseudotime: 1 of 161 cells/);
  assert.match(remarks, /Batch S2D4 is the authors' own preparation/);
  assert.doesNotMatch(remarks, /is not public: the test set/);
  assert.notEqual(study.hash, without.hash);

  await assert.rejects(
    load(files([batchOf(s3d6), batchOf(third), batchOf(s2d1)])),
    /hema_eryth_529genes_3testsamples\.csv: its batch 1 is not S2D1 as prepared from its cells/,
  );
  await assert.rejects(
    load(files([batchOf(s2d1), batchOf(s3d6)])),
    /holds 2 batches, and S2D1, S2D4, S3D6 test/,
  );
  await assert.rejects(
    load(placesWith({}, temporaryFolder(t))),
    /whole test set of the erythroid lineage is not here: `npm run data -- marrow-erythroid-test`/,
  );
});
