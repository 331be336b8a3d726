import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { groupsOf } from './groups';
import { measureLarge } from './large';
import { describeMachine } from './machine';
import { measureGroup } from './measure-group';
import { measureMemory } from './measure-memory';
import { preparePeers } from './peers';
import { writeProblem } from './problem';
import { OURS, textOf } from './solvers';
import { tableOf, type Group } from './table';

const HELP = `npm run bench -- [--peers] [--quick] [--epochs N] [--only TEXT] [--out FILE]
npm run bench -- --large [--out FILE]
  --peers      also measure JAX, diffrax, PyTorch and torchdiffeq (installed by pip in .setup/bench-venv)
  --quick      without 11165 genes, the whole DASH runs and the memory of 20 epochs
  --epochs N   measured epochs a row, after one to warm up (5)
  --only TEXT  only the groups whose name holds this text
  --large      instead: the phases of a run at 500, 2000 and 11165 genes (up to 2 GB of memory)
  --out FILE   also write everything measured as JSON`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      peers: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      large: { type: 'boolean', default: false },
      epochs: { type: 'string', default: '5' },
      only: { type: 'string', default: '' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const { peers, quick, only, out } = values;
  const epochs = Number(values.epochs);
  if (values.help) return console.log(HELP);
  if (!(Number.isInteger(epochs) && epochs > 0))
    throw new RangeError(`--epochs is a whole number from 1 on\n${HELP}`);
  const machine = describeMachine();
  const write = (result: object): void => {
    if (out !== undefined) writeFileSync(out, `${JSON.stringify({ machine, ...result }, null, 2)}\n`);
  };
  if (values.large) {
    console.log(`${machine}\n`);
    return write({ large: await measureLarge() });
  }
  const folder = mkdtempSync(join(tmpdir(), 'dash-bench-'));
  try {
    const plans = groupsOf(folder, { peers, quick }).filter(({ name }) => name.includes(only));
    if (plans.length === 0) throw new RangeError(`no group's name holds "${only}"\n${HELP}`);
    const missing = peers ? await preparePeers() : new Map<string, string>();
    process.stderr.write('training the models ...\n');
    await writeProblem(folder);
    const groups: Group[] = [];
    for (const plan of plans) groups.push(await measureGroup(plan, plan.turns ?? epochs, missing));
    console.log(
      `${machine}\nSIM350 epoch: 140 Adam steps of 4 pairs, 350 genes, 40 hidden; median of ${epochs}; ` +
        `ours is ${textOf(OURS)}\n\n${tableOf(groups)}`,
    );
    const memory = quick || only !== '' ? [] : await measureMemory(folder);
    write({ epochs, ours: OURS, groups, memory });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
