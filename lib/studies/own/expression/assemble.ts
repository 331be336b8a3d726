import { binned } from './bins';
import { listing } from '../names/names';
import { meanOf, type ExpressionChoices, type Measurements, type Sample } from './measurements';
import type { ExpressionFile, NamedSeries } from './series';

/** One series that is to be: its samples, indices into those of the file, in ascending order of time; several of one time are averaged. */
interface Plan {
  readonly name: string;
  readonly times: readonly number[];
  readonly samples: readonly (readonly number[])[];
}

/**
 * Puts the samples of a file together as series, each at ascending times.
 * @throws Error with the way out, for series of a single time, and for replicates of which it is not clear what they are
 */
export function assemble(measurements: Measurements, choices: ExpressionChoices): ExpressionFile {
  const { file, layout, genes, samples, levels, missing } = measurements;
  const { plans, notes } = plansOf(measurements, choices);
  const series = plans.map(({ name, times, samples: these }): NamedSeries => {
    const T = times.length;
    const values = new Float64Array(genes.length * T);
    genes.forEach((_, gene) => {
      these.forEach((indices, t) => {
        values[gene * T + t] = meanOf(indices.map((k) => levels[gene * samples.length + k]));
      });
    });
    return { name, times: Float64Array.from(times), levels: values };
  });
  const gaps = new Set(
    genes.filter((_, gene) =>
      series.some(({ times, levels: values }) =>
        values.subarray(gene * times.length, (gene + 1) * times.length).some(Number.isNaN),
      ),
    ),
  );
  return {
    file,
    layout,
    genes,
    series,
    missing: missing.filter(({ gene }) => gaps.has(gene)),
    notes: [...measurements.notes, ...notes],
  };
}

interface Plans {
  readonly plans: readonly Plan[];
  readonly notes: readonly string[];
}

function plansOf({ file, layout, samples }: Measurements, { replicates, bins }: ExpressionChoices): Plans {
  const all = samples.map((_, k) => k);
  if (replicates === 'mean') {
    const plan = averaged('', all, samples);
    requireTimes(file, [plan], samples);
    const note = `${samples.length} samples averaged by time into one series of ${plan.times.length} times`;
    return { plans: [plan], notes: [note] };
  }
  const names = [...new Set(samples.map(({ series }) => series))];
  if (bins !== undefined && layout !== 'cells' && layout !== 'AnnData')
    return inBins(file, names, samples, bins);
  const notes: string[] = [];
  const plans = names.flatMap((name) => {
    const own = all.filter((k) => samples[k].series === name);
    const found = ofOneName(file, layout, name, own, samples, replicates === 'series');
    notes.push(...found.notes);
    return found.plans;
  });
  requireTimes(file, plans, samples);
  return { plans, notes };
}

/** Samples of near-equal times averaged, as cells are. */
function inBins(file: string, names: readonly string[], samples: readonly Sample[], bins: number): Plans {
  const plans = names.map((name): Plan => {
    const own = samples.flatMap(({ series, time }, cell) => (series === name ? [{ cell, time }] : []));
    const found = binned(name, own, bins);
    return { name, times: found.map(({ time }) => time), samples: found.map(({ cells }) => cells) };
  });
  requireTimes(file, plans, samples);
  const counts = plans.map(({ times }) => times.length).join(', ');
  return { plans, notes: [`${samples.length} samples averaged into bins of near-equal time: ${counts}`] };
}

function averaged(name: string, indices: readonly number[], samples: readonly Sample[]): Plan {
  const times = [...new Set(indices.map((k) => samples[k].time))].sort((a, b) => a - b);
  return { name, times, samples: times.map((time) => indices.filter((k) => samples[k].time === time)) };
}

/** The series that samples of one name (or of none) are. */
function ofOneName(
  file: string,
  layout: string,
  name: string,
  indices: readonly number[],
  samples: readonly Sample[],
  asSeries: boolean,
): Plans {
  const time = (k: number): number => samples[k].time;
  const plan = averaged(name, indices, samples);
  if (plan.samples.every((these) => these.length === 1)) {
    const isSorted = indices.every((k, i) => i === 0 || time(indices[i - 1]) < time(k));
    return { plans: [plan], notes: isSorted || layout === 'long' ? [] : ['the times put in order'] };
  }
  const of = name === '' ? '' : ` of series ${name}`;
  const title = (k: number): string => (name === '' ? `series ${k + 1}` : `${name} ${k + 1}`);
  const blocks = restarts(indices, time);
  if (blocks !== null) {
    return {
      plans: blocks.map((block, k) => averaged(title(k), block, samples)),
      notes: [`the times${of} begin anew ${blocks.length - 1} times: ${blocks.length} series`],
    };
  }
  const counts = plan.samples.map((these) => these.length);
  const equal = counts.every((count) => count === counts[0]);
  if (equal && (asSeries || layout === 'wide' || layout === 'GCT')) {
    return {
      plans: Array.from({ length: counts[0] }, (_, r) => ({
        name: title(r),
        times: plan.times,
        samples: plan.samples.map((these) => [these[r]]),
      })),
      notes: [
        `${counts[0]} samples of each time${of}: the first of each are a series, the second of each another, and so on ` +
          "({ replicates: 'mean' } averages them)",
      ],
    };
  }
  throw severalOfOneTime(file, layout, of, plan, equal);
}

function severalOfOneTime(
  file: string,
  layout: string,
  of: string,
  { times, samples }: Plan,
  equal: boolean,
): Error {
  const several = times.flatMap((time, t) =>
    samples[t].length > 1 ? [`time ${time} ${samples[t].length} times`] : [],
  );
  // As many at every time are replicates; now two, now one are cells of which some have the same pseudotime.
  const otherwise = equal
    ? ". Where the first samples of all times are one individual, the second another, { replicates: 'series' } makes them series."
    : ', { bins: N } cells of near-equal time, too.';
  const column = layout === 'long' ? ' Replicates may be told apart by a column series, too.' : '';
  return new Error(
    `${file}: several samples of one time${of}: ${listing(several)}. { replicates: 'mean' } averages the samples (or cells) of a ` +
      `time into one${otherwise}${column}`,
  );
}

/** Stretches of strictly ascending times that all begin with the first time; null where there is a single one, or it is not so. */
function restarts(indices: readonly number[], time: (k: number) => number): number[][] | null {
  const blocks: number[][] = [];
  for (const k of indices) {
    const last = blocks[blocks.length - 1];
    if (last === undefined || time(k) <= time(last[last.length - 1])) blocks.push([k]);
    else last.push(k);
  }
  const first = time(indices[0]);
  const isSo = blocks.length > 1 && blocks.every((block) => block.length > 1 && time(block[0]) === first);
  return isSo ? blocks : null;
}

/** @throws Error where a series has a single time */
function requireTimes(file: string, plans: readonly Plan[], samples: readonly Sample[]): void {
  const single = plans.filter(({ times }) => times.length < 2);
  if (single.length === 0) return;
  const distinct = new Set(samples.map(({ time }) => time)).size;
  if (distinct < 2) {
    throw new Error(
      `${file}: 1 time (${samples[0].time}): a series needs at least two. In the wide layout each time is a column, in the ` +
        'long one each line has its own.',
    );
  }
  const named = listing(single.map(({ name, times }) => `${name || 'a series'} at time ${times[0]}`));
  const every =
    single.length === plans.length ? 'every series has' : `${single.length} of ${plans.length} series have`;
  throw new Error(
    `${file}: ${every} a single time: ${named}. Samples of different individuals are averaged time by time into one series ` +
      "with { replicates: 'mean' }.",
  );
}
