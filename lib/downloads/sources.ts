import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A group of files: one study each, gene sets, and the authors' large files, which add to three of the studies. */
export const GROUPS = ['synthetic', 'breast-cancer', 'bone-marrow', 'pathways', 'authors'] as const;
export type Group = (typeof GROUPS)[number];

/** One public file that an experiment may use: where it is, how to know it, and what one may do with it. */
export interface Source {
  /** Unique short name, such as sim350-test. */
  readonly name: string;
  readonly group: Group;
  /** OWNER/REPO on GitHub. */
  readonly repository: string;
  readonly commit: string;
  readonly path: string;
  /** Its size; null where it is not known. */
  readonly bytes: number | null;
  /** Its checksum; absent where only git's is known: a file too large to have been had when it was registered. */
  readonly sha256?: string;
  /** Its git blob id, as the repository's tree lists it: sha1 of "blob SIZE", a zero byte, and its bytes. */
  readonly gitBlob?: string;
  readonly licence: string;
  /** What the file holds. */
  readonly meaning: string;
  /** What this project uses it for. */
  readonly purpose: string;
}

/** The host that serves the registered files. */
export const UPSTREAM = 'https://raw.githubusercontent.com';

/** The folder of the project: the nearest one above this file that holds data/sources.json. */
export function projectFolder(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'data', 'sources.json'))) return folder;
    if (dirname(folder) === folder) throw new Error(`no folder above ${__dirname} holds data/sources.json`);
  }
}

/** All registered files, in the order of data/sources.json. */
export function readSources(): readonly Source[] {
  return JSON.parse(readFileSync(join(projectFolder(), 'data', 'sources.json'), 'utf8')) as Source[];
}

/**
 * The registered file of that name.
 * @throws Error with the way to the list of names.
 */
export function sourceNamed(name: string, sources: readonly Source[] = readSources()): Source {
  const source = sources.find((candidate) => candidate.name === name);
  if (!source)
    throw new Error(`no file is registered as "${name}"; \`npm run data -- --list\` lists the names`);
  return source;
}

/** The address of a file upstream, percent-encoded. */
export function addressOf({ repository, commit, path }: Source, upstream = UPSTREAM): string {
  return [upstream, repository, commit, path.split('/').map(encodeURIComponent).join('/')].join('/');
}
