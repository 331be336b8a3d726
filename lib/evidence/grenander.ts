import { power } from '../math/power';
import type { RankInterval } from './pair-ranks';

/** A density on (0, 1) that never rises, constant from knot to knot. */
export interface FallingDensity {
  /** Where the pieces begin and end: 0, ..., 1. */
  readonly knots: readonly number[];
  /** Their heights, one fewer than knots, falling. */
  readonly heights: readonly number[];
}

/**
 * Grenander's estimator of a density that never rises: the slopes of the least concave majorant of the distribution function. Each
 * observation is spread evenly over its interval, so that ties claim no more than they know.
 *
 * @throws RangeError without an observation
 */
export function fallingDensity(observations: readonly RankInterval[]): FallingDensity {
  if (observations.length === 0) throw new RangeError('a density needs an observation');
  const majorant: { x: number; y: number }[] = [];
  for (const point of distribution(observations)) {
    while (majorant.length >= 2) {
      const [before, last] = majorant.slice(-2);
      if ((point.y - last.y) * (last.x - before.x) < (last.y - before.y) * (point.x - last.x)) break;
      majorant.pop();
    }
    majorant.push(point);
  }
  return {
    knots: majorant.map(({ x }) => x),
    heights: majorant.slice(1).map(({ x, y }, k) => (y - majorant[k].y) / (x - majorant[k].x)),
  };
}

/**
 * The density at u, drawn from the middle of one piece to that of the next (logarithm over logarithm), so that it falls all the
 * way: within a step, too, the stronger of two pairs is the likelier edge.
 */
export function densityAt({ knots, heights }: FallingDensity, u: number): number {
  const middle = (k: number): number => (knots[k] + knots[k + 1]) / 2;
  const last = heights.length - 1;
  if (last === 0 || u >= middle(last)) return heights[last];
  let [low, high] = [0, last - 1];
  while (low < high) {
    const between = (low + high) >>> 1;
    if (middle(between + 1) < u) low = between + 1;
    else high = between;
  }
  if (heights[low + 1] <= 0) return u < middle(low) ? heights[low] : heights[low + 1];
  const slope = Math.log(heights[low + 1] / heights[low]) / Math.log(middle(low + 1) / middle(low));
  // Towards 0 it rises no further than a line would.
  return Math.min(2 * heights[0], heights[low] * power(u / middle(low), slope));
}

/** The corners of the distribution function, from (0, 0) to (1, 1). */
function distribution(observations: readonly RankInterval[]): { x: number; y: number }[] {
  const bends = observations
    .flatMap(({ low, high }) => {
      const slope = 1 / (observations.length * (high - low));
      return [
        { x: low, change: slope },
        { x: high, change: -slope },
      ];
    })
    .sort((a, b) => a.x - b.x);
  const corners = [{ x: 0, y: 0 }];
  let slope = 0;
  for (const { x, change } of bends) {
    const last = corners[corners.length - 1];
    if (x > last.x) corners.push({ x, y: Math.min(1, last.y + slope * (x - last.x)) });
    slope += change;
  }
  if (corners[corners.length - 1].x < 1) corners.push({ x: 1, y: 1 });
  corners[corners.length - 1].y = 1;
  return corners;
}
