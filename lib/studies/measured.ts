import type { Random } from '../math/random';
import type { Series } from './study';

/** Levels without noise, or as a file has them: genes x T, as in a series. */
export interface Trajectory {
  readonly times: Float64Array;
  readonly levels: Float64Array;
}

/** A trajectory as a series to which no noise was added. */
export function asRecorded({ times, levels }: Trajectory): Series {
  return { times, recorded: levels, clean: levels };
}

/**
 * Trajectories as they are recorded (section 4.1): each value with N(0, (noise / 2)^2) added, once.
 * @param noise the paper's noise level, a fraction
 */
export function measured(trajectories: readonly Trajectory[], noise: number, random: Random): Series[] {
  return trajectories.map(({ times, levels }) => ({
    times,
    recorded: noise === 0 ? levels : levels.map((value) => value + random.normal(0, noise / 2)),
    clean: levels,
  }));
}
