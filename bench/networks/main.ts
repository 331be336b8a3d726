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
import { compare, recordOf, type Row, type StudyRecord } from './compare';
import { DREAM4, GSD } from './own-data';
import { ERYTHROID, SIM350 } from './published';
import { chanceText, tableOf } from './table';

const BENCHMARKS: readonly Benchmark[] = [SIM350, GSD, DREAM4, ERYTHROID];

const HELP = `npm run bench:networks -- [--folder FOLDER] [--only TEXT] [--seed N] [--trees N] [--markdown] [--out FILE]
  --folder FOLDER  holds Murali-group/Beeline/inputs/example/GSD and dream4/ (the environment's DASH_DATA_MIRROR)
  --only TEXT      only the studies whose name holds this text, of ${BENCHMARKS.map(({ name }) => name).join(', ')}
  --seed N         draws the data and priors that are drawn, and the models' first weights (201)
  --trees N        of GENIE3 and dynGENIE3-like, which pip installs in .setup/bench-venv (100)
  --markdown       the table for a document
  --out FILE       the table as JSON (data/results/peers/networks-seedN.json; with --only nowhere)`;

interface Options {
  readonly folder: string | null;
  readonly only: string;
  readonly seed: number;
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
      trees: { type: 'string', default: '100' },
      markdown: { type: 'boolean', default: false },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const [seed, trees] = [Number(values.seed), Number(values.trees)];
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`--seed is a whole number\n${HELP}`);
  if (!Number.isSafeInteger(trees) || trees < 1)
    throw new RangeError(`--trees is a whole number from 1 on\n${HELP}`);
  const { only, markdown, folder = null } = values;
  const stored = only === '' ? join(resultsFolder(), 'peers', `networks-seed${seed}.json`) : null;
  return { folder, only, seed, trees, markdown, out: values.out ?? stored };
}

async function main(): Promise<void> {
  const options = optionsOf();
  if (options === null) return console.log(HELP);
  const { folder, only, seed, trees, out } = options;
  const benchmarks = BENCHMARKS.filter(({ name }) => name.toLowerCase().includes(only.toLowerCase()));
  if (benchmarks.length === 0) throw new RangeError(`no study's name holds "${only}"\n${HELP}`);
  if (out !== null) requireWritable(out);
  const missing = await preparePeers(NETWORK_PEERS);
  const peer = missing.size === 0 ? { python, trees, seed } : null;
  const scratch = mkdtempSync(join(tmpdir(), 'dash-networks-'));
  const rows: Row[] = [];
  const studies: StudyRecord[] = [];
  const notAtHand: string[] = [];
  let versions: Readonly<Record<string, string>> = {};
  try {
    for (const { name, cases } of benchmarks) {
      try {
        const found = await cases({ seed, folder, scratch });
        studies.push(recordOf(name, found));
        await compare(found, {
          name,
          scratch,
          peer,
          onRow: (row) => rows.push(row),
          onVersions: (told) => (versions = told),
        });
      } catch (error) {
        if (!(error instanceof NotAtHand)) throw error;
        notAtHand.push(`${name} is left out, its files are not at hand: ${error.message}`);
      }
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  console.log(tableOf(rows, options.markdown ? 'markdown' : 'console'));
  console.log('');
  for (const line of [...studies.map(chanceText), ...notAtHand]) console.log(line);
  if (out === null) return;
  const record = {
    ...{ seed, trees, library: libraryVersion(), machine: describeMachine(), versions },
    ...{ studies, notAtHand, rows },
  };
  writeWhole(out, `${JSON.stringify(record, null, 1)}\n`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
