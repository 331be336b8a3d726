import { valueAt } from '../math/sparse-matrix';
import type { Network, NetworkEdge } from '../network/network';
import type { Evidence } from './evidence';
import { PLAUSIBLE, plausibleNetwork } from './network-model';

/** An edge with what data and prior together say of it. */
export interface WeighedEdge extends NetworkEdge {
  /** That it is an edge, 0 .. 1. */
  readonly probability: number;
  /** What the data say the regulator does, +1 or -1; where they say nothing the prior's sign, or 0. */
  readonly sign: number;
  /** The prior's: +1, -1, or 0 for a pair that it does not join. Another one than `sign` is a conflict. */
  readonly priorSign: number;
}

/**
 * The plausible edges, most probable first, of equals that of the larger |effect|: cut without any truth, and with edges that the
 * model lacks, whose effect is then 0.
 *
 * @param network of any model of the study, with the study's prior
 * @param strongest the first so many, plausible or not; by default all that are plausible
 */
export function weighedEdges(
  network: Network,
  { probability, sign }: Pick<Evidence, 'probability' | 'sign'>,
  strongest?: number,
): WeighedEdge[] {
  const n = network.genes.length;
  const beyond = strongest !== undefined && strongest > plausibleNetwork(probability).values.length;
  const least = beyond ? Number.MIN_VALUE : PLAUSIBLE;
  const found: { pair: number; probability: number; sign: number; effect: number }[] = [];
  const totals = new Float64Array(n);
  network.effects.forEach((_, effects) => effects.forEach((effect, j) => (totals[j] += Math.abs(effect))));
  probability.forEach((regulator, probabilities) => {
    const from = found.length;
    probabilities.forEach((value, target) => {
      if (value >= least)
        found.push({ pair: regulator * n + target, probability: value, sign: 0, effect: 0 });
    });
    if (found.length === from) return;
    const effects = network.effects.row(regulator);
    sign.forEach(
      (_, signs) => {
        for (const one of found.slice(from)) {
          one.sign = signs[one.pair % n];
          one.effect = effects[one.pair % n];
        }
      },
      [regulator],
    );
  });
  found.sort(
    (a, b) => b.probability - a.probability || Math.abs(b.effect) - Math.abs(a.effect) || a.pair - b.pair,
  );
  return found.slice(0, strongest).map(({ pair, effect, ...said }) => {
    const [regulator, target] = [Math.floor(pair / n), pair % n];
    const priorSign = Math.sign(valueAt(network.prior, regulator, target));
    return {
      regulator: network.genes[regulator],
      target: network.genes[target],
      effect,
      scaledEffect: effect === 0 ? 0 : effect / totals[target],
      inPrior: priorSign !== 0,
      ...said,
      priorSign,
    };
  });
}
