import { join } from 'node:path';
import { projectFolder, sourceNamed, type Source } from './sources';
import { verify } from './verify';

/** Where files are looked for. */
export interface Places {
  /** Folder of downloads; by default data/downloads of the project. */
  readonly downloads?: string;
  /** A folder that mirrors the repositories as OWNER/REPO/PATH; by default the environment variable DASH_DATA_MIRROR. */
  readonly mirror?: string | null;
  /** The registered files, by default those of data/sources.json. */
  readonly sources?: readonly Source[];
}

/** Where a download of this file lands: DOWNLOADS/OWNER/REPO/PATH. */
export function downloadPath(source: Source, places: Places = {}): string {
  return join(places.downloads ?? join(projectFolder(), 'data', 'downloads'), source.repository, source.path);
}

/** Where the mirror would hold this file, or null without a mirror. */
export function mirrorPath(source: Source, places: Places = {}): string | null {
  const mirror = places.mirror === undefined ? process.env.DASH_DATA_MIRROR : places.mirror;
  return mirror ? join(mirror, source.repository, source.path) : null;
}

/**
 * The path of a registered file that is at hand, downloads first, then the mirror, or null; never asks the network.
 * @throws Error for an unregistered name, and for a file whose size or checksum is not the registered one: it is better to
 *   stop than to go on with other data than the user believes to have.
 */
export async function locate(name: string, places: Places = {}): Promise<string | null> {
  const source = sourceNamed(name, places.sources);
  for (const path of [downloadPath(source, places), mirrorPath(source, places)]) {
    if (path === null) continue;
    const verdict = await verify(path, source);
    if (verdict === 'verified') return path;
    if (verdict !== 'missing') {
      throw new Error(
        `${path} is not the registered ${name} (${verdict}): delete it, then \`npm run data -- ${name}\``,
      );
    }
  }
  return null;
}

/** Files by the role they play, or what is missing of them. */
export type Located<Role extends string> =
  | { readonly paths: Readonly<Record<Role, string>> }
  | { readonly paths: null; readonly missing: readonly string[] };

/**
 * The paths of several registered files at once.
 * @param names the registered name of each role.
 * @throws Error as `locate`.
 */
export async function locateAll<Role extends string>(
  names: Readonly<Record<Role, string>>,
  places: Places = {},
): Promise<Located<Role>> {
  const paths = {} as Record<Role, string>;
  const missing: string[] = [];
  for (const role of Object.keys(names) as Role[]) {
    const path = await locate(names[role], places);
    if (path === null) missing.push(names[role]);
    else paths[role] = path;
  }
  return missing.length === 0 ? { paths } : { paths: null, missing };
}
