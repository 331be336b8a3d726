import { type PhoenixShape, viewsOf } from '../phoenix/parameters';

/** The smallest positive single-precision number: stands in for an effect that single precision would round to 0. */
const TINIEST = 2 ** -149;

/** For each hidden neuron, the targets that it reaches through U and with what weight. */
interface NeuronTargets {
  readonly start: Int32Array;
  readonly targets: Int32Array;
  readonly weights: Float64Array;
}

/**
 * The effects E of every gene on every gene: n x n, row-major, row = regulator i, column = target j,
 *
 *   E_ij = (W_S^T U_S^T + W_P^T U_P^T)_ij * relu(v_j)
 *
 * (the definition behind the paper's sparsity and balanced accuracy). An entry is an edge of the learned network if
 * and only if it is not 0, so an entry that no path of surviving weights reaches is exactly 0, and one that is
 * reached is never rounded to 0. Only surviving weights are visited: a 95 % sparse model costs a few hundred times
 * less than a dense one.
 *
 * @param parameters flat vector of a PHOENIX model (see `layoutOf`)
 * @throws RangeError if the vector does not fit the shape
 */
export function effectsOf(parameters: Float32Array, shape: PhoenixShape): Float32Array {
  const { genes: n, hidden: m } = shape;
  const blocks = viewsOf(parameters, shape);
  const branches = [
    { w: blocks.wS, u: targetsByNeuron(blocks.uS, blocks.v, shape) },
    { w: blocks.wP, u: targetsByNeuron(blocks.uP, blocks.v, shape) },
  ];
  const effects = new Float32Array(n * n);
  const row = new Float64Array(n);
  for (let regulator = 0; regulator < n; regulator++) {
    row.fill(0);
    for (const { w, u } of branches) {
      for (let neuron = 0; neuron < m; neuron++) {
        const weight = w[neuron * n + regulator];
        if (weight === 0) continue;
        for (let e = u.start[neuron]; e < u.start[neuron + 1]; e++)
          row[u.targets[e]] += weight * u.weights[e];
      }
    }
    for (let target = 0; target < n; target++) {
      const effect = row[target];
      if (effect === 0) continue;
      effects[regulator * n + target] = Math.fround(effect) || Math.sign(effect) * TINIEST;
    }
  }
  return effects;
}

/** The effects with every column divided by the sum of its absolute values; an empty column stays 0. */
export function scaledEffects(effects: Float32Array, genes: number): Float32Array {
  const sums = new Float64Array(genes);
  for (let k = 0; k < effects.length; k++) sums[k % genes] += Math.abs(effects[k]);
  return effects.map((effect, k) => (effect === 0 ? 0 : effect / sums[k % genes]));
}

/** diag(relu(v)) U by columns, zeros left out. */
function targetsByNeuron(
  u: Float32Array,
  v: Float32Array,
  { genes: n, hidden: m }: PhoenixShape,
): NeuronTargets {
  const start = new Int32Array(m + 1);
  const targets: number[] = [];
  const weights: number[] = [];
  for (let neuron = 0; neuron < m; neuron++) {
    for (let target = 0; target < n; target++) {
      const weight = u[target * m + neuron];
      if (weight === 0 || !(v[target] > 0)) continue;
      targets.push(target);
      weights.push(weight * v[target]);
    }
    start[neuron + 1] = targets.length;
  }
  return { start, targets: Int32Array.from(targets), weights: Float64Array.from(weights) };
}
