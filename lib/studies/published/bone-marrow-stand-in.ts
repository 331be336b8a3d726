import { Random } from '../../math/random';
import { CELLS, testBatches, TRAINING_BATCH, VALIDATION_BATCH, type Lineage } from './bone-marrow-batches';
import { generateStandIn } from './pseudotime-stand-in';
import type { Study } from '../study';
import { hashed } from '../study-hash';

/** Counts of the published study. */
const SHAPE = { genes: 529, regulators: 111, priorRegulators: 111, priorEdges: 31030, assayed: 0 } as const;

/** Standard deviation of the noise: that of single cells is large beside what changes from one to the next. */
const NOISE = 0.007;

/** A generated study in the shape of the lineage: as many cells in each batch, at random pseudotimes. */
export function boneMarrowStandIn(lineage: Lineage, seed: number): Study {
  const name = `hema-${lineage}`;
  const tests = testBatches(lineage);
  const random = Random.fromSeed(seed, `${name} stand-in pseudotime`);
  const batches = [TRAINING_BATCH, VALIDATION_BATCH, ...tests] as const;
  const {
    batches: [training, validation, ...test],
    genes,
    prior,
    coregulation,
    regulators,
  } = generateStandIn(
    {
      ...SHAPE,
      batches: batches.map((batch) => pseudotimes(CELLS[lineage][batch] ?? 0, random)),
      noise: NOISE,
    },
    seed,
    name,
  );
  return hashed({
    name,
    source: `generated stand-in for the ${lineage} lineage of the bone marrow, ${genes.length} genes (seed ${seed})`,
    genes,
    training: [training],
    validation: [validation],
    test,
    prior,
    coregulation,
    truth: null,
    regulators,
    remarks: [
      'Stand-in: a simulated network with the counts of the published study; no number here is about blood formation.',
      `How to get the published data: \`npm run data -- bone-marrow brca-ppi brca-11165-genes\`.`,
    ],
  });
}

/** So many random pseudotimes, ascending from 0 to 1. */
function pseudotimes(count: number, random: Random): Float64Array {
  const inner = Float64Array.from({ length: count - 2 }, () => random.uniform()).sort();
  return Float64Array.from([0, ...inner, 1]);
}
