import { fetchSource } from '../downloads/fetch';
import { downloadPath, locate } from '../downloads/locate';
import { GROUPS, readSources, type Source } from '../downloads/sources';
import { asProgram, asUse, runCommand, type Command } from './command';
import { flag } from './options';
import { ProgressLine } from './output';

const OPTIONS = { list: flag('what there is, and whether it is here; asks no network') };

const DATA: Command<typeof OPTIONS> = {
  about: `Fetches the public data sets of the paper and verifies them.

  npm run data                       everything but the authors' large files
  npm run data -- synthetic          a group: ${GROUPS.join(', ')}
  npm run data -- authors            their training trajectories, 11165 genes, prepared batches: runs use them where they are
  npm run data -- sim350-test        files by name
  npm run data -- --list [group]     what there is

Files come from the folder that DASH_DATA_MIRROR names (OWNER/REPO/PATH inside) or from GitHub, through the proxy that
HTTPS_PROXY names if there is one, and land in data/downloads/.`,
  options: OPTIONS,
  takesWords: true,
  run({ list }, _, words) {
    const selected = asUse(() => selectSources(words));
    return list ? listSources(selected) : fetchSources(selected);
  },
};

/** Runs the command with these arguments; resolves to the exit code. */
export const main = (words: readonly string[]): Promise<number> => runCommand(DATA, words);

/** The sources that names and groups select, without one all but the authors' large files. @throws Error for a word that is neither. */
export function selectSources(
  words: readonly string[],
  sources: readonly Source[] = readSources(),
): Source[] {
  if (words.length === 0) return sources.filter(({ group }) => group !== 'authors');
  for (const word of words) {
    if (!sources.some(({ name, group }) => name === word || group === word)) {
      throw new Error(
        `"${word}" is neither a group (${GROUPS.join(', ')}) nor the name of a file; --list lists them`,
      );
    }
  }
  return sources.filter(({ name, group }) => words.includes(name) || words.includes(group));
}

async function listSources(sources: readonly Source[]): Promise<number> {
  let missing = 0;
  for (const source of sources) {
    let state = 'missing';
    try {
      const path = await locate(source.name);
      if (path !== null) state = path === downloadPath(source) ? 'here' : 'in the mirror';
    } catch {
      state = 'damaged';
    }
    if (state === 'missing' || state === 'damaged') missing++;
    process.stdout.write(
      `${label(source)}  ${state.padEnd(13)}  ${source.meaning}\n${' '.repeat(30)}${source.licence}\n`,
    );
  }
  process.stdout.write(`${sources.length} files, ${missing} missing\n`);
  return 0;
}

async function fetchSources(sources: readonly Source[]): Promise<number> {
  const failures: string[] = [];
  let unreached = 0;
  const line = new ProgressLine();
  for (const [index, source] of sources.entries()) {
    const count = `[${index + 1}/${sources.length}]`;
    try {
      const { from } = await fetchSource(source, {
        onProgress: (bytes, total) => {
          const share = total === null ? 'so far' : `${((100 * bytes) / total).toFixed(0)} %`;
          const size = total === null ? kilobytes(bytes) : `of ${kilobytes(total)}`;
          line.show(`${count} ${source.name} ${share} ${size}`, false);
        },
      });
      line.end();
      process.stdout.write(`${count} ${label(source)}  ${from}  (${source.licence})\n`);
      unreached = 0;
    } catch (error) {
      line.end();
      process.stdout.write(`${count} ${label(source)}  FAILED\n`);
      failures.push((error as Error).message);
      // A host that is out of reach stays so: don't wait for its time-out at every file.
      if (/is not reached/.test(failures[failures.length - 1]) && ++unreached === 2) {
        failures.push(`the other ${sources.length - index - 1} files were not tried`);
        break;
      }
    }
  }
  if (failures.length === 0) return 0;
  process.stderr.write(`\n${failures.join('\n')}\n`);
  return 1;
}

const label = ({ name, bytes }: Source): string => `${name.padEnd(28)}${kilobytes(bytes).padStart(12)}`;
const kilobytes = (bytes: number | null): string =>
  bytes === null ? 'size unknown' : `${(bytes / 1000).toFixed(1)} kB`;

asProgram(module, main);
