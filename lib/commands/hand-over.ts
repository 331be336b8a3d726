import type { SparseMatrix } from '../math/sparse-matrix';
import { writeWhole } from '../files/write-file';
import type { ExperimentResult } from '../experiments/result';
import type { Outcome } from '../experiments/run-linear';
import { keptByDefault, saveFinished, type KeptEpoch } from '../experiments/save-models';
import { saveNetwork } from '../experiments/save-network';
import { modelInWords, verdict } from '../experiments/verdict';
import type { EXPERIMENT_OPTIONS } from './experiment-options';
import type { Values } from './options';
import { print, type ProgressLine } from './output';

type Asked = Pick<
  Values<typeof EXPERIMENT_OPTIONS>,
  'out' | 'saveModel' | 'network' | 'saveEpoch' | 'strongest'
>;

/**
 * Writes the files that were asked for and prints the result, then says in words what it came to. A file that cannot be written
 * keeps no other from it; stdout then has all of the result.
 * @throws Error that names what could not be written
 */
export async function handOver(
  finished: Outcome,
  asked: Asked,
  prior: SparseMatrix,
  line: ProgressLine,
): Promise<void> {
  const { out, saveModel, network, strongest } = asked;
  const { result } = finished;
  const isPhoenix = 'best' in finished;
  const kept = isPhoenix ? (asked.saveEpoch ?? keptByDefault(result)) : 'last';
  const failures: string[] = [];
  const said: string[] = [];
  const write = (file: string | undefined, how: (file: string) => void): void => {
    try {
      if (file !== undefined) how(file);
    } catch (error) {
      failures.push((error as Error).message);
    }
  };
  const model = isPhoenix ? finished[kept].model : finished.fitted.model;
  if (isPhoenix) write(saveModel, (file) => saveFinished(file, finished, kept));
  write(network, (file) => {
    const onProgress = (text: string): void => line.show(text);
    const description = modelInWords(result, kept);
    const counts = saveNetwork(file, model, prior, { strongest, description, onProgress });
    said.push(networkInWords(file, result, kept, { ...counts, genes: model.genes.length }));
  });
  line.end();
  write(out, (file) => writeWhole(file, `${JSON.stringify(result)}\n`));
  const summary = { ...result, history: undefined, path: undefined };
  await print(JSON.stringify(failures.length === 0 ? summary : result));
  if (failures.length > 0) throw new Error(`${failures.join('\n')}\nall of the result is on stdout`);
  process.stderr.write(`${[verdict(result, kept), ...said].join('\n')}\n`);
}

/** Which model's network was written, how dense it is, and which option takes another one. */
function networkInWords(
  file: string,
  result: ExperimentResult,
  kept: KeptEpoch,
  { written, edges, genes }: { readonly written: number; readonly edges: number; readonly genes: number },
): string {
  const share = (100 * edges) / genes ** 2;
  const of = written < edges ? `${written} of the ${edges} edges` : `${edges} edges`;
  const dense =
    share >= 50 ? '; most pairs are edges: --strongest N keeps N of them, a longer training prunes more' : '';
  const other = kept === 'last' ? 'best' : 'last';
  const choice =
    result.bestEpoch === result.last.epoch
      ? ''
      : `; --save-epoch ${other} takes ${modelInWords(result, other)}`;
  return `${file}: ${of} (${share.toFixed(1)} % of all pairs) of ${modelInWords(result, kept)}${dense}${choice}`;
}
