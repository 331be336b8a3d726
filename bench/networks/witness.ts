import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { textTable } from '../../lib/commands/text-table';
import { evidenceOf } from '../../lib/evidence/evidence';
import { fitLasso } from '../../lib/evidence/lasso';
import { completeExperiment } from '../../lib/experiments/experiment';
import { libraryVersion } from '../../lib/experiments/library-version';
import { resultsFolder } from '../../lib/experiments/result-store';
import { requireWritable, writeWhole } from '../../lib/files/write-file';
import { meanInterval } from '../../lib/math/mean-interval';
import { Random } from '../../lib/math/random';
import { generateNetwork, NETWORK_SHAPES } from '../../lib/simulation/generate-network';
import { signedAdjacency } from '../../lib/simulation/network';
import { corruptPrior } from '../../lib/studies/corrupt-prior';
import { simulateStudy } from '../../lib/studies/simulate-study';
import { describeMachine } from '../machine';
import { type Benchmark, movedText } from './benchmark';
import { qualityOf } from './compare';
import { dataAlone } from './methods';
import { DREAM4, GSD } from './own-data';

/** A hundred genes in few series of much noise: data that say little, as those of most users do. */
const simulated = (series: number): Benchmark => ({
  name: `simulated, ${series} series`,
  cases: ({ seed }) => {
    const counts = { genes: 100, inputs: 20, regulators: 30, edges: 170, activatingEdges: 115 };
    const shape = { ...NETWORK_SHAPES.sim350, ...counts, minorityEdges: 12 };
    const network = generateNetwork(shape, Random.fromSeed(seed, 'network of the witness'));
    const study = simulateStudy(network, {
      name: 'witness',
      trajectories: { training: series, validation: 3, test: 3 },
      noise: 0.1,
      priorCorruption: 0,
      seed,
    });
    const truth = signedAdjacency(network);
    const experiment = completeExperiment({ strategy: 'dash', seed });
    return Promise.resolve([{ prior: 'true', moved: 0, study, experiment, truth }]);
  },
});

const STUDIES: readonly Benchmark[] = [GSD, DREAM4, simulated(6), simulated(15)];
const MOVED = [0.2, 0.4, 0.6, 0.8, 1] as const;
const FILE = join(resultsFolder(), 'peers', 'witness.json');

const HELP = `npm run bench:witness -- [--folder FOLDER] [--seed N] [--draws N] [--markdown] [--out FILE]
  --folder FOLDER  holds Murali-group/Beeline/inputs/example/GSD and dream4/ (the environment's DASH_DATA_MIRROR)
  --seed N         the first draw of prior, simulated network and PHOENIX's first weights (301)
  --draws N        so many from that one on (20)
  --markdown       the table for a document
  --out FILE       all draws as JSON (data/results/peers/witness.json)`;

/** The evidence of one draw, without PHOENIX among its witnesses and with it. */
export interface WitnessRow {
  readonly study: string;
  readonly moved: number;
  readonly seed: number;
  readonly without: Quality;
  readonly beside: Quality;
}
type Quality = ReturnType<typeof qualityOf>;

/** One draw of one study at every share of moved edges; PHOENIX is trained once, since it does not see the prior. */
async function draw(
  benchmark: Benchmark,
  seed: number,
  folder: string,
  scratch: string,
): Promise<WitnessRow[]> {
  const [one] = await benchmark.cases({ seed, folder, scratch });
  const lasso = fitLasso(one.study);
  const phoenix = { name: 'PHOENIX', effects: await dataAlone('none', one) };
  return MOVED.map((moved) => {
    const prior = corruptPrior(one.truth, moved, Random.fromSeed(seed, `prior ${moved}`));
    const [without, beside] = [[], [phoenix]].map((sources) =>
      qualityOf(evidenceOf({ ...one.study, prior }, { lasso, sources }).probability, one),
    );
    return { study: benchmark.name, moved, seed, without, beside };
  });
}

/** A line a study and share: the means without the witness, and what it adds with the 95 % interval over the draws. */
export function witnessTable(rows: readonly WitnessRow[], style: 'console' | 'markdown'): string {
  const lines = new Map<string, WitnessRow[]>();
  for (const row of rows) {
    const line = [row.study, movedText(row.moved)].join('\n');
    lines.set(line, [...(lines.get(line) ?? []), row]);
  }
  const cells = [...lines].map(([line, draws]) => [
    ...line.split('\n'),
    ...(['auroc', 'auprc'] as const).flatMap((measure) => {
      const without = meanInterval(draws.map((row) => row.without[measure] ?? NaN)).mean;
      const { mean, low, high } = meanInterval(
        draws.map((row) => (row.beside[measure] ?? NaN) - (row.without[measure] ?? NaN)),
      );
      return [without.toFixed(3), `${mean.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`];
    }),
  ]);
  const columns = ['study', 'prior', 'AUROC', 'PHOENIX adds', 'AUPRC', 'PHOENIX adds'];
  return textTable({ columns, rows: cells }, style);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      folder: { type: 'string', default: process.env.DASH_DATA_MIRROR },
      seed: { type: 'string', default: '301' },
      draws: { type: 'string', default: '20' },
      markdown: { type: 'boolean', default: false },
      out: { type: 'string', default: FILE },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const [first, draws] = [Number(values.seed), Number(values.draws)];
  if (!Number.isSafeInteger(first) || first < 0 || !Number.isSafeInteger(draws) || draws < 1)
    throw new RangeError(`--seed and --draws are whole numbers, from 0 and from 1 on\n${HELP}`);
  if (values.folder === undefined) throw new RangeError(`--folder is missing\n${HELP}`);
  requireWritable(values.out);
  const scratch = mkdtempSync(join(tmpdir(), 'dash-witness-'));
  const rows: WitnessRow[] = [];
  try {
    for (const study of STUDIES) {
      for (let seed = first; seed < first + draws; seed++) {
        process.stderr.write(`${study.name}, draw ${seed}\n`);
        rows.push(...(await draw(study, seed, values.folder, scratch)));
      }
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  const record = { first, draws, library: libraryVersion(), machine: describeMachine(), rows };
  writeWhole(values.out, `${JSON.stringify(record, null, 1)}\n`);
  console.log(witnessTable(rows, values.markdown ? 'markdown' : 'console'));
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
