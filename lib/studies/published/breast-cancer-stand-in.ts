import type { BreastCancerGenes } from './breast-cancer-files';
import { splitBreastCancer } from './breast-cancer-split';
import { sliceSeries, type PairChoice } from '../pair-segments';
import { generateStandIn } from './pseudotime-stand-in';
import type { Study } from '../study';
import { hashed } from '../study-hash';

/** Counts of the published study at each size: transcription factors with interactions, rows and edges of the prior, ChIP. */
const SHAPES = {
  500: { regulators: 45, priorRegulators: 34, priorEdges: 7732, assayed: 7 },
  2000: { regulators: 172, priorRegulators: 115, priorEdges: 51795, assayed: 10 },
  11165: { regulators: 986, priorRegulators: 580, priorEdges: 2159731, assayed: 61 },
} as const satisfies Record<BreastCancerGenes, object>;

/** The published pseudotimes are k / 196 for k = 6 .. 191; the test set holds k = 98 .. 105. */
const TIMES = Float64Array.from({ length: 186 }, (_, k) => (k + 6) / 196);
const TEST = [92, 100] as const;

/** Standard deviation of the noise: the published series are smooth. */
const NOISE = 0.002;

interface StandInOptions {
  readonly validation?: PairChoice;
  readonly testGap?: number;
  readonly way?: string;
}

/**
 * A generated study in the shape of the breast cancer study of that size: one series, the same times and split, a reference
 * that is known for the assayed rows alone.
 * @param options as the published study's; `way` to it, for the remarks.
 */
export function breastCancerStandIn(
  size: BreastCancerGenes,
  seed: number,
  { validation = 'random', testGap, way = '`npm run data -- breast-cancer`' }: StandInOptions = {},
): Study {
  const name = `brca${size}`;
  const { batches, ...known } = generateStandIn(
    { genes: size, ...SHAPES[size], batches: [TIMES], noise: NOISE },
    seed,
    name,
  );
  const [expression] = batches;
  const { held, ...split } = splitBreastCancer(
    expression,
    sliceSeries(expression, ...TEST),
    seed,
    validation,
    testGap,
  );
  return hashed({
    name,
    source: `generated stand-in for the breast cancer data, ${size} genes (seed ${seed}); ${held}`,
    ...known,
    ...split,
    remarks: [
      `Stand-in: a simulated network with the counts of the published study of ${size} genes; no number here is about breast cancer.`,
      `How to get the published data: ${way}.`,
    ],
  });
}
