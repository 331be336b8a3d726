/** When how much is pruned. Epochs count from 1 and events happen at the start of an epoch. */
export interface PruningSchedule {
  /** The first event takes `amount` of the entries at the start of `epoch`. */
  readonly first: { readonly epoch: number; readonly amount: number };
  /** From then on `amount` of what remains at every epoch divisible by `every`. */
  readonly then: { readonly every: number; readonly amount: number };
}

/** The paper's schedule for simulated and bone marrow data: 70 % at epoch 3, then 10 % every 10. */
export const SIMULATED_SCHEDULE: PruningSchedule = {
  first: { epoch: 3, amount: 0.7 },
  then: { every: 10, amount: 0.1 },
};

/** The paper's schedule for breast cancer: 90 % at epoch 10, then 10 % every 20. */
export const BREAST_CANCER_SCHEDULE: PruningSchedule = {
  first: { epoch: 10, amount: 0.9 },
  then: { every: 20, amount: 0.1 },
};

/** The share of the remaining entries that is pruned at the start of `epoch`, or null where nothing is. */
export function pruningAmount(schedule: PruningSchedule, epoch: number): number | null {
  if (epoch === schedule.first.epoch) return schedule.first.amount;
  if (epoch > schedule.first.epoch && epoch % schedule.then.every === 0) return schedule.then.amount;
  return null;
}
