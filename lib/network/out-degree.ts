/** For every regulator the number of its targets: the non-zero entries in its row of an n x n row-major network. */
export function outDegrees(network: ArrayLike<number>, genes: number): Int32Array {
  if (network.length !== genes * genes) {
    throw new RangeError(
      `${network.length} entries are not a network of ${genes} genes (${genes} x ${genes})`,
    );
  }
  const degrees = new Int32Array(genes);
  for (let k = 0; k < network.length; k++) if (network[k] !== 0) degrees[Math.floor(k / genes)]++;
  return degrees;
}

/** Mean number of targets over all n genes, those without any target included (the paper's Tables 3, 8 and 9). */
export function averageOutDegree(network: ArrayLike<number>, genes: number): number {
  return outDegrees(network, genes).reduce((sum, degree) => sum + degree, 0) / genes;
}
