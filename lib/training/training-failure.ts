import { KernelMemoryError } from '../kernels/kernel-memory-error';
import { naming, SolverError } from '../ode/solver-error';
import { suggestedTimeScale } from '../studies/own/expression/series';
import type { Series, Study } from '../studies/study';
import type { TrainingPlan } from './plan';

/** Settings of a plan with values that may mend a training. */
export type Remedies = Readonly<Partial<Record<'learningRate' | 'timeScale', number>>>;

/**
 * A training that cannot go on. The message says what happened, when and where; `remedies` what to try, for those who know what
 * these settings are called where their user stands.
 */
export class TrainingFailure extends Error {
  override readonly name = 'TrainingFailure';
  constructor(
    message: string,
    readonly remedies: Remedies,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** The message, and after it each remedy as `spell` writes it. */
  advised(spell: (setting: string, value: number) => string): string {
    const ways = Object.entries(this.remedies).map(([setting, value]) => spell(setting, value));
    return `${this.message} Try ${ways.join(', or ')}.`;
  }
}

/** What an error says where settings are the arguments of a function: a notebook, a script. */
export const messageInCode = (error: Error): string =>
  error instanceof TrainingFailure
    ? error.advised((setting, value) => `{ ${setting}: ${value} }`)
    : error.message;

/** A unit of time may be this far off before another is advised. */
const FAR = 5;

/** What may mend a training by this plan: a tenth of its rate, and the time scale that suits the intervals where its own is far from it. */
export function remediesOf({ learningRate, timeScale = 1 }: TrainingPlan, study: Study): Remedies {
  const suited = Number(suggestedTimeScale(study.training).toPrecision(4));
  const off = Math.max(suited / timeScale, timeScale / suited);
  return {
    ...(off >= FAR && { timeScale: suited }),
    learningRate: Number((learningRate / 10).toPrecision(4)),
  };
}

/** A run, as far as its failures tell of it. */
export interface Run {
  readonly plan: TrainingPlan;
  readonly study: Study;
}

/** What the series of a study are for. */
type Part = 'training' | 'validation';

/** @throws TrainingFailure for a loss that is infinite or no number: it names the value of these series that is farthest from 0 */
export function requireFinite({ plan, study }: Run, part: Part, when: string, loss: number): void {
  if (Number.isFinite(loss)) return;
  throw new TrainingFailure(
    `the ${part} loss is ${loss} ${when}: the weights exploded, or values are too large to be squared in single precision. ` +
      `The value farthest from 0 is ${farthestValue(study, part)}: mend the data if it is wrong, else lower the learning rate.`,
    remediesOf(plan, study),
  );
}

/** "1e+20, gene ABF1 at time 24 of training series 3". */
function farthestValue({ genes, ...study }: Study, part: Part): string {
  let [farthest, text] = [-1, ''];
  study[part].forEach(({ times, recorded }, series) =>
    recorded.forEach((value, k) => {
      if (Math.abs(value) <= farthest) return;
      farthest = Math.abs(value);
      const [gene, time] = [genes[Math.floor(k / times.length)], times[k % times.length]];
      text = `${value}, gene ${gene} at time ${time} of ${part} series ${series + 1}`;
    }),
  );
  return text;
}

/**
 * What `solve` returns of pairs of some series.
 * @throws TrainingFailure that names gene, series and interval instead of a SolverError; `when` ends its message
 */
export function solvingPairs<T>({ plan, study }: Run, part: Part, when: string, solve: () => T): T {
  try {
    return naming(
      ({ row, pair }) => ({ row: `gene ${study.genes[row]}`, pair: placeOf(study[part], pair, part) }),
      solve,
    );
  } catch (cause) {
    throw failureFrom(cause, { plan, study }, when);
  }
}

/** A SolverError, or a kernel that is full, as a TrainingFailure, with its causes and what to try; any other error as it is. */
export function failureFrom(cause: unknown, { plan, study }: Run, when: string): unknown {
  if (cause instanceof KernelMemoryError) {
    const message =
      `${cause.message} ${when}. What a training keeps grows with the steps that a solve takes: very many mean weights that a ` +
      'lower learning rate would not have driven so far, or times in a unit in which the intervals are long.';
    return new TrainingFailure(message, remediesOf(plan, study), { cause });
  }
  if (!(cause instanceof SolverError)) return cause;
  const message =
    `${cause.message} ${when}. Wrong values of that gene can be the cause, weights that a lower learning rate would not have ` +
    'driven so far, or times in a unit in which the intervals are long.';
  return new TrainingFailure(message, remediesOf(plan, study), { cause });
}

/** "from time 24 to 48 of training series 2" for a pair of `pairsOf(series)`. */
function placeOf(series: readonly Series[], pair: number, part: string): string {
  let first = 0;
  for (const [index, { times }] of series.entries()) {
    const t = pair - first;
    if (t < times.length - 1)
      return `from time ${times[t]} to ${times[t + 1]} of ${part} series ${index + 1}`;
    first += times.length - 1;
  }
  return `pair ${pair}`;
}
