import { resolve } from 'node:path';
import { loadStudy, type OwnStudy, type OwnStudyOptions } from '../data/own-study';
import { suggestedTimeScale } from '../data/own-study-times';
import type { Study } from '../data/study';
import { paperPace } from '../training/paper-pace';
import type { ExperimentRequest } from './experiment';

/** The files of a study of the user's own, and how they are taken. */
export interface OwnFiles extends Pick<OwnStudyOptions, 'prior' | 'coregulation' | 'normalise' | 'missing'> {
  readonly expression: readonly string[];
}

/** The same with whole paths, and the hash of the study: values that change make another experiment of it. */
export interface OwnData extends OwnFiles {
  readonly hash: string;
}

/** Paths made whole, in one order, and what is at its default left out: one study has one name. */
export function completeOwnData({ hash, ...files }: OwnData): OwnData {
  const { expression, prior, coregulation, normalise = 'none', missing = 'error' } = files;
  return {
    expression: expression.map((file) => resolve(file)),
    ...(prior !== undefined && { prior: resolve(prior) }),
    ...(coregulation !== undefined && { coregulation: resolve(coregulation) }),
    ...(normalise !== 'none' && { normalise }),
    ...(missing !== 'error' && { missing }),
    hash,
  };
}

/**
 * Loads own files as `loadStudy` does.
 * @returns the study, the report of what was matched, and what an experiment on it keeps of them
 * @throws what `loadStudy` throws
 */
export async function openOwnData(files: OwnFiles): Promise<OwnStudy & { readonly data: OwnData }> {
  const { expression, prior, coregulation, normalise, missing } = files;
  const own = await loadStudy({ expression, prior, coregulation, normalise, missing });
  return { ...own, data: completeOwnData({ ...files, hash: own.study.hash }) };
}

/** What an experiment on own data takes where nothing else is asked for: epochs at the paper's pace, and a time scale. */
export function ownDefaults(study: Study): Required<Pick<ExperimentRequest, 'epochs' | 'timeScale'>> {
  return { epochs: paperPace(study).epochs, timeScale: suggestedTimeScale(study.training) };
}
