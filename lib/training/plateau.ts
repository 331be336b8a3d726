/** When and how far the learning rate falls. */
export interface PlateauRule {
  /** What the rate is multiplied by. */
  readonly factor: number;
  /** Epochs without improvement that are still tolerated. */
  readonly patience: number;
  /** What counts as an improvement of the validation loss, absolutely. */
  readonly threshold: number;
  /** No rate falls below this. */
  readonly floor: number;
}

/** The memory of the rule; plain data, for the checkpoint. */
export interface PlateauState {
  /** The rate of all parameters, and of the fast ones (five times it at the start, with the same floor). */
  readonly rate: number;
  readonly fastRate: number;
  readonly best: number;
  readonly badEpochs: number;
}

/** The start, and again after every pruning event. */
export function freshPlateau(rate: number, fastFactor: number): PlateauState {
  return { rate, fastRate: rate * fastFactor, best: Infinity, badEpochs: 0 };
}

/** The state after an epoch with this validation loss: reduce on plateau. */
export function afterEpoch(state: PlateauState, rule: PlateauRule, validationLoss: number): PlateauState {
  if (validationLoss < state.best - rule.threshold) return { ...state, best: validationLoss, badEpochs: 0 };
  const badEpochs = state.badEpochs + 1;
  if (badEpochs <= rule.patience) return { ...state, badEpochs };
  const lower = (rate: number): number => Math.max(rate * rule.factor, Math.min(rate, rule.floor));
  return { ...state, rate: lower(state.rate), fastRate: lower(state.fastRate), badEpochs: 0 };
}
