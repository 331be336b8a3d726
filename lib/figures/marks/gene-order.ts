import { clusterOrder } from '../../math/cluster-order';

/**
 * Genes by the time at which their expression peaks, earliest first; of equals the one of lower index. The peak is that of a moving
 * average over a tenth of the times: a single noisy value moves no gene.
 *
 * @param values genes x times, row-major
 */
export function peakOrder(values: ArrayLike<number>, genes: number): Int32Array {
  const times = values.length / genes;
  const reach = Math.floor(times / 20);
  const peaks = new Int32Array(genes);
  for (let gene = 0; gene < genes; gene++) {
    let highest = -Infinity;
    for (let time = 0; time < times; time++) {
      const from = Math.max(0, time - reach);
      const to = Math.min(times - 1, time + reach);
      let sum = 0;
      for (let k = from; k <= to; k++) sum += values[gene * times + k];
      const mean = sum / (to - from + 1);
      if (mean > highest) [highest, peaks[gene]] = [mean, time];
    }
  }
  return Int32Array.from({ length: genes }, (_, gene) => gene).sort((a, b) => peaks[a] - peaks[b] || a - b);
}

/**
 * Genes by the likeness of their courses: the order of an average-linkage clustering of Pearson's correlation. Time grows with the cube of
 * the genes: a second or two for 500, minutes for thousands.
 *
 * @param values genes x times, row-major; a constant gene is like no other
 */
export function courseOrder(values: ArrayLike<number>, genes: number): Int32Array {
  const times = values.length / genes;
  const courses = Array.from({ length: genes }, (_, gene) => {
    const course = Float64Array.from({ length: times }, (_, time) => values[gene * times + time]);
    const mean = course.reduce((sum, value) => sum + value, 0) / times;
    const length = Math.sqrt(course.reduce((sum, value) => sum + (value - mean) ** 2, 0));
    return course.map((value) => (length > 0 ? (value - mean) / length : 0));
  });
  const similarity = new Float64Array(genes * genes);
  for (let a = 0; a < genes; a++) {
    for (let b = a; b < genes; b++) {
      let correlation = 0;
      for (let time = 0; time < times; time++) correlation += courses[a][time] * courses[b][time];
      similarity[a * genes + b] = similarity[b * genes + a] = correlation;
    }
  }
  return clusterOrder(similarity, genes);
}
