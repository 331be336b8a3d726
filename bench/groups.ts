import { STRATEGIES, strategyNamed } from '../lib/strategies/strategies';
import type { KernelChoice } from '../lib/kernels/create-kernel';
import type { ModelName } from './problem';
import { PEERS, peerCommand, type Peer } from './peers';
import type { SolvingChoice, StepChoice } from './rows/our-step';
import { ourCommand, type Command } from './session';

/** A row to be measured: its name in the table and what runs it. */
export interface RowPlan {
  readonly name: string;
  readonly command: Command;
  /** Whose it is, where it is not ours. */
  readonly peer?: Peer;
}

/** Rows that are measured in turn. */
export interface GroupPlan {
  readonly name: string;
  readonly rows: readonly RowPlan[];
  /** Turns of each row, where it is not the number asked for. */
  readonly turns?: number;
}

/** The breast cancer study with the hidden neurons a branch that it is trained with. */
const LARGE = { genes: 11165, hidden: 300 };
/** Threads that share a product at 11 165 genes: a row each. */
const LARGE_THREADS = [1] as const;

const TITLES: Readonly<Record<ModelName, string>> = {
  dense: 'dense',
  '70': 'DASH, 70 % sparse',
  '90': 'DASH, 90 % sparse',
  '95': 'DASH, 95 % sparse',
  'fast-gene': 'dense, one gene at v = 24',
};

/** All groups, in the order of the table. */
export function groupsOf(
  folder: string,
  options: { readonly peers: boolean; readonly quick: boolean },
): readonly GroupPlan[] {
  const peers = (model: ModelName, threads: 'one' | 'default'): RowPlan[] =>
    (options.peers ? PEERS : []).map((peer) => ({
      name: peer.name,
      command: peerCommand(peer, folder, { model, threads }),
      peer,
    }));
  const ofModel = (model: ModelName): GroupPlan => ({
    name: TITLES[model],
    rows: [...solverRows(folder, model), ...peers(model, 'one')],
  });
  return [
    ofModel('dense'),
    ...(['70', '90', '95'] as const).map(ofModel),
    ofModel('fast-gene'),
    ...(options.peers
      ? [
          {
            name: 'dense, as many threads as each takes by itself',
            rows: [kernelRow(folder, 'dense', 'kernel', 'ours'), ...peers('dense', 'default')],
          },
        ]
      : []),
    ...otherWays(folder),
    ...(options.quick ? [] : wholeRuns()),
  ];
}

/** The kernel's step with our solver, with the paper's, and with the paper's at the tolerance at which it errs as ours. */
const solverRows = (folder: string, model: ModelName): readonly RowPlan[] => [
  kernelRow(folder, model, 'kernel', 'ours'),
  kernelRow(folder, model, 'kernel, as the paper solves', 'paper'),
  kernelRow(folder, model, 'kernel, Dormand-Prince', 'dormand-prince'),
];

const kernelRow = (folder: string, model: ModelName, name: string, solving: SolvingChoice): RowPlan =>
  ourRow(folder, model, name, 'kernel', 'auto', solving);

const ourRow = (
  folder: string,
  model: ModelName,
  name: string,
  step: StepChoice,
  kernel: KernelChoice = 'auto',
  solving: SolvingChoice = 'ours',
): RowPlan => ({ name, command: ourCommand('our-step', folder, model, step, kernel, solving) });

/** What else the project can do with a dense and with a 95 % sparse model. */
function otherWays(folder: string): readonly GroupPlan[] {
  const { tau } = strategyNamed('none');
  const penalties = STRATEGIES.filter(({ penalty }) => penalty).map(({ name }) =>
    ourRow(folder, 'dense', `with ${name}'s penalty`, name),
  );
  const twins = (model: ModelName): RowPlan[] => [
    kernelRow(folder, model, 'kernel', 'ours'),
    ourRow(folder, model, 'one op in tfjs', 'tensor'),
    ourRow(folder, model, 'typed-array twin', 'kernel', 'typed-array-float32'),
  ];
  return [
    {
      name: 'dense, more in the loss than the data',
      rows: [
        kernelRow(folder, 'dense', 'kernel', 'ours'),
        ourRow(folder, 'dense', `with the prior term (tau ${tau})`, 'none'),
        ...penalties,
      ],
    },
    {
      name: 'dense, other ways to the same step',
      rows: [...twins('dense'), { name: 'tfjs tape', command: ourCommand('tape', folder) }],
    },
    { name: '95 % sparse, other ways to the same step', rows: twins('95') },
  ];
}

function wholeRuns(): readonly GroupPlan[] {
  const solvers = ['ours', 'paper'] as const;
  const nameOf = (what: string, solver: string): string =>
    solver === 'ours' ? what : `${what}, as the paper solves`;
  const large = (model: 'dense' | 'sparse'): readonly RowPlan[] =>
    solvers.flatMap((solver) =>
      LARGE_THREADS.map((threads) => ({
        name: nameOf(`kernel, ${threads} thread${threads === 1 ? '' : 's'}`, solver),
        command: ourCommand('large-epoch', String(LARGE.genes), String(LARGE.hidden), model, solver),
      })),
    );
  return [
    { name: `${LARGE.genes} genes, dense`, rows: large('dense'), turns: 3 },
    { name: `${LARGE.genes} genes, 90 % sparse`, rows: large('sparse'), turns: 3 },
    {
      name: 'DASH on SIM350 to its stop',
      rows: solvers.map((solver) => ({
        name: nameOf('kernel', solver),
        command: ourCommand('dash-run', solver),
      })),
      turns: 3,
    },
  ];
}
