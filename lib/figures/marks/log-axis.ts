/**
 * What a logarithmic axis shows of these positive values: where it begins and ends, at least two ticks within, and a format that tells
 * each of their labels from the others. Ticks are 1, 2 and 5 of every decade, and evenly spaced round numbers where those are few: over
 * less than a decade the axis is nearly linear.
 */
export function logAxis(values: readonly number[]): { domain: number[]; ticks: number[]; format: string } {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  if (values.length === 0) return { domain: [1e-4, 1], ticks: [1e-4, 1e-2, 1], format: '.1~e' };
  // One value alone stands in the middle of a short axis.
  const [low, high] = most > least * (1 + 1e-9) ? [least, most] : [0.99 * least, 1.01 * most];
  const ofDecades = decadeTicks(low, high);
  const ticks = ofDecades.length >= 3 ? ofDecades : evenTicks(low, high);
  const digits = Math.max(
    ...ticks.map((tick) => (tick.toExponential().split('e')[0].split('.')[1] ?? '').length),
  );
  return { domain: [low, high], ticks, format: `.${Math.max(1, digits)}~e` };
}

function decadeTicks(low: number, high: number): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    ticks.push(...[1, 2, 5].map((step) => Number(`${step}e${power}`)));
  }
  return ticks.filter((tick) => tick >= low && tick <= high);
}

/** Multiples of the largest 1, 2 or 5 of a power of ten of which two are within. */
function evenTicks(low: number, high: number): number[] {
  for (let power = Math.ceil(Math.log10(high - low)); ; power--) {
    for (const step of [5, 2, 1]) {
      const unit = Number(`${step}e${power}`);
      const [first, last] = [Math.ceil(low / unit - 1e-9), Math.floor(high / unit + 1e-9)];
      const ticks = Array.from({ length: Math.max(0, last - first + 1) }, (_, k) =>
        Number(`${(first + k) * step}e${power}`),
      ).filter((tick) => tick >= low && tick <= high);
      if (ticks.length >= 2) return ticks;
    }
  }
}
