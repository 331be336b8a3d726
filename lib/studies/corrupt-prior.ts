import { requireFraction } from '../math/fraction';
import type { Random } from '../math/random';
import { entriesOf, fromEntries, type Entry, type SparseMatrix } from '../math/sparse-matrix';

/**
 * Moves a fraction of the edges of a prior elsewhere (Appendix B.3.1): each takes its sign to a random pair (from, to) that
 * the prior leaves empty. No edge is moved to the diagonal, as the simulated networks have no self-regulation.
 * @param prior n x n.
 * @param fraction share of the edges in [0, 1]; their number is rounded down, as in the published priors (27 of 550 at 5 %).
 * @throws RangeError for another fraction, or when the empty pairs do not suffice.
 */
export function corruptPrior(prior: SparseMatrix, fraction: number, random: Random): SparseMatrix {
  requireFraction('the share of moved edges', fraction);
  const n = prior.rows;
  const entries = [...entriesOf(prior)];
  // 0.05 * 1100 is 55.000000000000007: without the slack, round-off of the other sign would lose an edge.
  const moves = Math.floor(fraction * entries.length + 1e-9);
  const taken = new Set(entries.map(([from, to]) => from * n + to));
  const diagonal = entries.filter(([from, to]) => from === to).length;
  if (n * n - n - (taken.size - diagonal) < moves) {
    throw new RangeError(`${moves} edges cannot move: the ${n} x ${n} prior leaves too few pairs empty`);
  }
  const order = random.permutation(entries.length);
  for (let k = 0; k < moves; k++) {
    const moved = order[k];
    let from: number;
    let to: number;
    do {
      from = random.below(n);
      to = random.below(n);
    } while (from === to || taken.has(from * n + to));
    taken.add(from * n + to);
    entries[moved] = [from, to, entries[moved][2]] satisfies Entry;
  }
  return fromEntries(n, n, entries);
}
