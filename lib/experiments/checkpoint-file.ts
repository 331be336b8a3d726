import { join } from 'node:path';
import { projectFolder } from '../downloads/sources';
import { experimentName, type Experiment } from './experiment';

/** Where unfinished runs keep their checkpoints: data/runs. */
export function runsFolder(): string {
  return join(projectFolder(), 'data', 'runs');
}

/** The file of an experiment's checkpoint. */
export function checkpointFile(experiment: Experiment, folder = runsFolder()): string {
  return join(folder, `${experimentName(experiment)}.checkpoint`);
}
