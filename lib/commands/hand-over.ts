import { PLAUSIBLE } from '../evidence/network-model';
import { writeWhole } from '../files/write-file';
import type { ExperimentResult } from '../experiments/result';
import type { Outcome } from '../experiments/run-linear';
import { keptByDefault, saveFinished, type KeptEpoch } from '../experiments/save-models';
import { saveNetwork, type SavedNetwork } from '../experiments/save-network';
import { modelInWords, verdict } from '../experiments/verdict';
import { weighed, type Weighing } from '../experiments/weigh-prior';
import type { Study } from '../studies/study';
import { EXPERIMENT_OPTIONS } from './experiment-options';
import { inOptions, type Values } from './options';
import { print, type ProgressLine } from './output';

type Asked = Pick<
  Values<typeof EXPERIMENT_OPTIONS>,
  'out' | 'saveModel' | 'network' | 'saveEpoch' | 'edges' | 'strongest'
>;

/**
 * Writes the files that were asked for and prints the result, then says in words what it came to. A file that cannot be written
 * keeps no other from it; stdout then has all of the result.
 * @throws Error that names what could not be written
 */
export async function handOver(
  finished: Outcome,
  asked: Asked,
  study: Study,
  line: ProgressLine,
): Promise<void> {
  const { out, saveModel, network, edges, strongest } = asked;
  const { result } = finished;
  const isPhoenix = 'best' in finished;
  const kept = isPhoenix ? (asked.saveEpoch ?? keptByDefault(result)) : 'last';
  const failures: string[] = [];
  const said: string[] = [];
  const attempt = (what: () => void): void => {
    try {
      what();
    } catch (error) {
      failures.push((error as Error).message);
    }
  };
  const model = isPhoenix ? finished[kept].model : finished.fitted.model;
  // What is quick and most dear first.
  if (out !== undefined) attempt(() => writeWhole(out, `${JSON.stringify(result)}\n`));
  if (isPhoenix && saveModel !== undefined) attempt(() => saveFinished(saveModel, finished, kept));
  let weighing: Weighing = {};
  if (edges !== 'model' && (network !== undefined || result.configuration.own !== undefined)) {
    line.show('weighing the prior by the data', true);
    const evidence = isPhoenix ? finished.evidence : undefined;
    attempt(() => (weighing = evidence ? { evidence } : weighed(study, edges === 'plausible')));
    said.push(...priorInWords(weighing));
  }
  if (network !== undefined) {
    attempt(() => {
      const onProgress = (text: string): void => line.show(text);
      const description = modelInWords(result, kept);
      const options = { evidence: weighing.evidence, strongest, description, onProgress };
      const saved = saveNetwork(network, model, study.prior, options);
      said.push(networkInWords(network, result, kept, saved, { genes: model.genes.length, ...weighing }));
    });
  }
  line.end();
  const summary = { ...result, history: undefined, path: undefined };
  await print(JSON.stringify(failures.length === 0 ? summary : result));
  if (failures.length > 0) throw new Error(`${failures.join('\n')}\nall of the result is on stdout`);
  process.stderr.write(`${[verdict(result, kept), ...said].join('\n')}\n`);
}

/** How much of the prior the data support. */
function priorInWords({ evidence, notWeighed }: Weighing): string[] {
  if (!evidence) return notWeighed ? [inOptions(notWeighed, EXPERIMENT_OPTIONS)] : [];
  const { reliability, weak, missing } = evidence;
  const percent = (part: number): string => `${(100 * part).toFixed(0)} %`;
  const few =
    missing > 0
      ? `, beside the few pairs that the data put forward, about ${missing.toFixed(0)} of them edges`
      : '';
  const rest = weak
    ? `but predict too little to be believed against it: its edges come first, in the order that the data give them${few}`
    : `and about ${missing.toFixed(0)} edges that it lacks`;
  return [
    `the data support ${percent(reliability.share)} of the prior's edges (95 % interval ${percent(reliability.low)} to ` +
      `${percent(reliability.high)}; edges that are right and not seen in these data count as not supported), ${rest}`,
  ];
}

/** What the network's file holds, of which model, and which options take another one. */
function networkInWords(
  file: string,
  result: ExperimentResult,
  kept: KeptEpoch,
  { written, edges }: SavedNetwork,
  { genes, evidence }: Weighing & { readonly genes: number },
): string {
  const other = kept === 'last' ? 'best' : 'last';
  const choice =
    result.bestEpoch === result.last.epoch
      ? ''
      : `; --save-epoch ${other} takes ${modelInWords(result, other)}`;
  const model = `${modelInWords(result, kept)}${choice}`;
  if (evidence) {
    const down = written > 0 ? `, most probable first, down to ${PLAUSIBLE} (--strongest N takes N)` : '';
    return (
      `${file}: ${written} plausible edges${down}; their effects are those of ${model}, which has ${edges} edges ` +
      '(--edges model writes those)'
    );
  }
  const share = (100 * edges) / genes ** 2;
  const of = written < edges ? `${written} of the ${edges} edges` : `${edges} edges`;
  const dense =
    share >= 50 ? '; most pairs are edges: --strongest N keeps N of them, a longer training prunes more' : '';
  return `${file}: ${of} (${share.toFixed(1)} % of all pairs) of ${model}${dense}`;
}
