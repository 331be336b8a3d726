import { BREAST_CANCER_SCHEDULE } from '../pruning/schedule';
import { loadBreastCancerStudy, type BreastCancerGenes } from '../studies/published/breast-cancer';
import { SHORT_INTERVALS, type Dataset, type Demands } from './dataset';

/**
 * A subset of the breast cancer study of section 5.2, trained to the end, without patience. The paper, which has all genes, gives
 * no size of a model for it (300 for all genes).
 *
 * No weight of a penalty can close a gate here: 300 epochs of 11 Adam steps at a rate of 1e-4 move log alpha by 0.33 at most,
 * and the nearest deterministic gate closes 2.4 below its start: what is sparse in L0 and PathReg are dead genes, or, as
 * published, the gates that one draw happens to find closed. Nor does any weight of C-NODE's grid matter to the error: the
 * largest has the lowest. The weights were tuned on the 500 genes.
 */
function breastCancer<Genes extends BreastCancerGenes>(
  genes: Genes,
  hidden: number,
  demands?: Demands,
): Dataset<`brca${Genes}`> {
  return {
    name: `brca${genes}`,
    measured: 'one sample',
    validatesOn: 'pairs',
    hidden,
    training: {
      epochs: 300,
      patience: null,
      learningRate: 1e-4,
      plateau: { factor: 0.9, patience: 2, threshold: 1e-9, floor: 4e-5 },
      batches: 16,
      tolerances: SHORT_INTERVALS,
      schedule: BREAST_CANCER_SCHEDULE,
    },
    lambdas: { lambda1: 0.9995, lambda2: 0.9995 },
    penalties: {
      l0: { tuned: 1e-2, published: 0, tried: [1e-4, 1e-3, 1e-2] },
      'c-node': { tuned: 10, published: 1e-3, tried: [1e-3, 1e-1, 10] },
      'path-reg': { tuned: 1e-4, published: 1e-4, tried: [1e-5, 1e-4, 1e-3] },
    },
    // No model predicts 2 % better than "nothing changes": the simulated data's 5 % would let every weight pass.
    close: 0.0025,
    read: 'last',
    notes: [
      'Validation hardly changes from epoch to epoch, so that which one is best is noise: read the last epoch.',
      'Balanced accuracy over all pairs counts every pair of a regulator without an assay as no edge; the rows of the assayed ' +
        'ones are where it could be wrong.',
    ],
    demands,
    // A training of all genes takes an hour or more: it does not begin on a stand-in that nobody asked for.
    load: ({ validation, testGap, seed, generated }) =>
      loadBreastCancerStudy({ genes, validation, testGap, seed, generated, required: genes === 11165 }),
  };
}

export const brca500 = breastCancer(500, 50);
export const brca2000 = breastCancer(2000, 120);
/** The paper's own size. An epoch takes 10 s, 3 s once 90 % is pruned, and 85 s with PHOENIX's prior term (none). */
export const brca11165 = breastCancer(11165, 300, {
  gigabytes: 2,
  hours: { none: 7, l0: 1, 'c-node': 1, 'path-reg': 1, imp: 0.5, dash: 0.5 },
});
