import type { Experiment } from './experiment';

/**
 * Over what time the influence of a model's genes is read, in the unit of its data: B.8's 1 for the published data, whose pseudotime
 * goes from 0 to 1. Data of one's own may come in minutes or years: for them it is the typical interval, which their time scale
 * brings to 1, so that the scores are the same in every unit.
 * @param configuration as a model's file holds it
 */
export function influenceSpan(configuration: unknown): number {
  const { own, timeScale = 1 } = (configuration ?? {}) as Partial<Pick<Experiment, 'own' | 'timeScale'>>;
  return own ? 1 / timeScale : 1;
}
