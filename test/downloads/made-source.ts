import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { downloadPath, type Places } from '../../lib/downloads/locate';
import { readSources, sourceNamed, type Source } from '../../lib/downloads/sources';

/** The id that git itself gives these bytes. */
export function gitBlobOf(content: string | Buffer): string {
  const { stdout, error } = spawnSync('git', ['hash-object', '--stdin'], {
    input: content,
    encoding: 'utf8',
  });
  if (error) throw error;
  return stdout.trim();
}

/** Puts files of the test's own in the place of registered ones: the places to read them from, with a register of their ids. */
export function placesWith(
  files: Readonly<Record<string, string>>,
  downloads: string,
  mirror: string | null | undefined = undefined,
): Places {
  for (const [name, content] of Object.entries(files)) {
    const path = downloadPath(sourceNamed(name), { downloads });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  const sources = readSources().map((source): Source => {
    const content = files[source.name];
    return content === undefined
      ? source
      : { ...source, bytes: null, sha256: undefined, gitBlob: gitBlobOf(content) };
  });
  return { downloads, mirror, sources };
}
