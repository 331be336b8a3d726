import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { libraryVersion } from '../../lib/experiments/library-version';
import { requireWritable, writeWhole } from '../../lib/files/write-file';
import { resultsFolder } from '../../lib/experiments/result-store';
import { describeMachine } from '../machine';
import { NETWORK_PEERS, preparePeers, python } from '../peers';
import { type Benchmark, NotAtHand } from './benchmark';
import { compare, type CompareOptions, recordOf, type Row, type StudyRecord } from './compare';
import { DREAM4, GSD } from './own-data';
import { ERYTHROID, SIM350 } from './published';
import { chanceText, tableOf } from './table';

const BENCHMARKS: readonly Benchmark[] = [SIM350, GSD, DREAM4, ERYTHROID];

const HELP = `npm run bench:networks -- [--folder FOLDER] [--only TEXT] [--seed N] [--seeds N] [--trees N] [--markdown] [--out FILE]
  --folder FOLDER  holds Murali-group/Beeline/inputs/example/GSD and dream4/ (the environment's DASH_DATA_MIRROR)
  --only TEXT      only the studies whose name holds this text, of ${BENCHMARKS.map(({ name }) => name).join(', ')}
  --seed N         draws the data and priors that are drawn, and the models' first weights (201)
  --seeds N        so many seeds from that one on; the table is then mean ± sd over them (1)
  --trees N        of GENIE3 and dynGENIE3-like, which pip installs in .setup/bench-venv (100)
  --markdown       the table for a document
  --out FILE       the table as JSON (data/results/peers/networks-seedN.json; with --only nowhere); of one seed`;

interface Options {
  readonly folder: string | null;
  readonly only: string;
  readonly seed: number;
  readonly seeds: number;
  readonly trees: number;
  readonly markdown: boolean;
  readonly out: string | null;
}

function optionsOf(): Options | null {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string', default: process.env.DASH_DATA_MIRROR },
      only: { type: 'string', default: '' },
      seed: { type: 'string', default: '201' },
      seeds: { type: 'string', default: '1' },
      trees: { type: 'string', default: '100' },
      markdown: { type: 'boolean', default: false },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const [seed, seeds, trees] = [Number(values.seed), Number(values.seeds), Number(values.trees)];
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`--seed is a whole number\n${HELP}`);
  for (const [name, count] of Object.entries({ seeds, trees }))
    if (!Number.isSafeInteger(count) || count < 1)
      throw new RangeError(`--${name} is a whole number from 1 on\n${HELP}`);
  const { only, markdown, folder = null, out = null } = values;
  if (out !== null && seeds > 1)
    throw new RangeError(`--out is the file of one seed, not of ${seeds}\n${HELP}`);
  return { folder, only, seed, seeds, trees, markdown, out };
}

/** Where a seed's table is stored. */
const storedAt = (seed: number): string => join(resultsFolder(), 'peers', `networks-seed${seed}.json`);

interface SeedRecord {
  readonly rows: readonly Row[];
  readonly studies: readonly StudyRecord[];
  readonly notAtHand: readonly string[];
}

/** One seed's draw of all studies, every method on each. */
async function ofSeed(
  benchmarks: readonly Benchmark[],
  { folder, seed, peer }: Pick<Options, 'folder' | 'seed'> & Pick<CompareOptions, 'peer'>,
): Promise<SeedRecord & { versions: Readonly<Record<string, string>> }> {
  const scratch = mkdtempSync(join(tmpdir(), 'dash-networks-'));
  const rows: Row[] = [];
  const studies: StudyRecord[] = [];
  const notAtHand: string[] = [];
  let versions: Readonly<Record<string, string>> = {};
  const onVersions = (told: Readonly<Record<string, string>>): unknown => (versions = told);
  try {
    for (const { name, cases } of benchmarks) {
      try {
        const found = await cases({ seed, folder, scratch });
        studies.push(recordOf(name, found));
        await compare(found, { name, scratch, peer, onRow: (row) => rows.push(row), onVersions });
      } catch (error) {
        if (!(error instanceof NotAtHand)) throw error;
        notAtHand.push(`${name} is left out, its files are not at hand: ${error.message}`);
      }
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return { rows, studies, notAtHand, versions };
}

async function main(): Promise<void> {
  const options = optionsOf();
  if (options === null) return console.log(HELP);
  const { folder, only, trees, out } = options;
  const benchmarks = BENCHMARKS.filter(({ name }) => name.toLowerCase().includes(only.toLowerCase()));
  if (benchmarks.length === 0) throw new RangeError(`no study's name holds "${only}"\n${HELP}`);
  const fileOf = (seed: number): string | null => out ?? (only === '' ? storedAt(seed) : null);
  const file = fileOf(options.seed);
  if (file !== null) requireWritable(file);
  const missing = await preparePeers(NETWORK_PEERS);
  const found: SeedRecord[] = [];
  for (let seed = options.seed; seed < options.seed + options.seeds; seed++) {
    if (options.seeds > 1) process.stderr.write(`seed ${seed}\n`);
    const peer = missing.size === 0 ? { python, trees, seed } : null;
    const { versions, ...told } = await ofSeed(benchmarks, { folder, seed, peer });
    found.push(told);
    const record = { seed, trees, library: libraryVersion(), machine: describeMachine(), versions, ...told };
    const at = fileOf(seed);
    if (at !== null) writeWhole(at, `${JSON.stringify(record, null, 1)}\n`);
  }
  const style = options.markdown ? 'markdown' : 'console';
  console.log(
    tableOf(
      found.map(({ rows }) => rows),
      style,
    ),
  );
  console.log('');
  for (const line of [...found[0].studies.map(chanceText), ...found[0].notAtHand]) console.log(line);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
