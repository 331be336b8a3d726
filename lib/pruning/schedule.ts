/** When how much is pruned. Epochs count from 1 and events happen at the start of an epoch. */
export interface PruningSchedule {
  /** The first event takes `amount` of the entries at the start of `epoch`. */
  readonly first: { readonly epoch: number; readonly amount: number };
  /** From then on `amount` of what remains at every epoch divisible by `every`. */
  readonly then: { readonly every: number; readonly amount: number };
  /**
   * No such later event at the last epoch: one epoch does not learn around what it removes, and the last model is one that
   * is reported. Absent: the schedule goes to the end.
   */
  readonly spareLastEpoch?: boolean;
}

/** The paper's schedule for simulated data: 70 % at epoch 3, then 10 % every 10. Early stopping ends it between events. */
export const SIMULATED_SCHEDULE: PruningSchedule = {
  first: { epoch: 3, amount: 0.7 },
  then: { every: 10, amount: 0.1 },
};

/** The paper's schedule for bone marrow, where no early stopping ends it: the simulated data's, without the last epoch. */
export const BONE_MARROW_SCHEDULE: PruningSchedule = { ...SIMULATED_SCHEDULE, spareLastEpoch: true };

/** The paper's schedule for breast cancer: 90 % at epoch 10, then 10 % every 20, and nothing at the last epoch. */
export const BREAST_CANCER_SCHEDULE: PruningSchedule = {
  first: { epoch: 10, amount: 0.9 },
  then: { every: 20, amount: 0.1 },
  spareLastEpoch: true,
};

/** The share of the remaining entries that is pruned at the start of `epoch` of a run of `epochs`, or null where nothing is. */
export function pruningAmount(
  { first, then, spareLastEpoch = false }: PruningSchedule,
  epoch: number,
  epochs: number,
): number | null {
  if (epoch === first.epoch) return first.amount;
  if (spareLastEpoch && epoch === epochs) return null;
  return epoch > first.epoch && epoch % then.every === 0 ? then.amount : null;
}
