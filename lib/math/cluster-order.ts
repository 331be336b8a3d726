/**
 * An order in which like stands beside like: agglomerative clustering with average linkage, each merger putting the two
 * clusters side by side (the larger one first; of equals the one with the lowest index).
 *
 * @param similarity r x r, row-major, symmetric; larger is more alike
 * @returns the indices 0 .. r - 1, each once
 * @throws RangeError if the similarity is not r x r
 */
export function clusterOrder(similarity: ArrayLike<number>, r: number): Int32Array {
  if (similarity.length !== r * r)
    throw new RangeError(`${similarity.length} similarities are not ${r} x ${r}`);
  const likeness = Float64Array.from(similarity);
  const clusters: (number[] | null)[] = Array.from({ length: r }, (_, k) => [k]);
  for (let merger = 1; merger < r; merger++) {
    const [a, b] = mostAlike(likeness, clusters);
    const [left, right] = [clusters[a] as number[], clusters[b] as number[]];
    for (let c = 0; c < r; c++) {
      if (clusters[c] === null || c === a || c === b) continue;
      const mean =
        (left.length * likeness[a * r + c] + right.length * likeness[b * r + c]) /
        (left.length + right.length);
      likeness[a * r + c] = likeness[c * r + a] = mean;
    }
    clusters[a] = right.length > left.length ? [...right, ...left] : [...left, ...right];
    clusters[b] = null;
  }
  return Int32Array.from(clusters.find((cluster) => cluster !== null) ?? []);
}

/** The two clusters of the largest mean similarity, the first of equals; a < b. */
function mostAlike(likeness: Float64Array, clusters: readonly (number[] | null)[]): [number, number] {
  const r = clusters.length;
  let best: [number, number] = [0, 0];
  let highest = -Infinity;
  for (let a = 0; a < r; a++) {
    if (clusters[a] === null) continue;
    for (let b = a + 1; b < r; b++) {
      if (clusters[b] === null || likeness[a * r + b] <= highest) continue;
      highest = likeness[a * r + b];
      best = [a, b];
    }
  }
  return best;
}
