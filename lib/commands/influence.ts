import { parseArgs } from 'node:util';
import { Random } from '../math/random';
import { loadModel } from '../phoenix/model';
import { influenceScores } from '../pathways/influence';
import { estimateInfluence } from '../pathways/influence-estimate';
import { writeInfluence } from '../pathways/influence-file';
import { counting, wholeNumber } from './options';

/** Both ways to the same scores, by name; of how many genes on the estimate is the better bargain. */
const METHODS = { full: influenceScores, estimate: estimateInfluence } as const;
type Method = keyof typeof METHODS;
const MANY_GENES = 2000;

const USAGE = `Computes how much every gene of a trained model influences the others.

  npm run -s influence -- --model model.bin --out scores.csv

  --model FILE         a saved model
  --out FILE           csv with the columns gene and influence, which \`npm run pathways\` reads
  --method NAME        full (perturbs every gene; the default below ${MANY_GENES} genes) or estimate (by the adjoint of the solve)
  --starts N           random starting points (default 200 for full, 800 for estimate)
  --seed N             (default 1)
`;

/** Runs the command with these arguments; resolves to the exit code: 0 done, 2 wrong usage or wrong input, 130 interrupted. */
export async function main(words: readonly string[]): Promise<number> {
  const abort = new AbortController();
  const interrupt = (): void => abort.abort();
  process.once('SIGINT', interrupt);
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        model: { type: 'string' },
        out: { type: 'string' },
        method: { type: 'string' },
        starts: { type: 'string' },
        seed: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      process.stdout.write(USAGE);
      return 0;
    }
    const { model: file, out } = values;
    if (file === undefined || out === undefined) {
      throw new Error('--model and --out are needed; --help explains them');
    }
    if (values.method !== undefined && !Object.hasOwn(METHODS, values.method)) {
      throw new RangeError(`--method is ${Object.keys(METHODS).join(' or ')}, not "${values.method}"`);
    }
    const seed = wholeNumber('seed', values.seed, 0) ?? 1;
    const starts = wholeNumber('starts', values.starts, 1);

    const { model } = loadModel(file);
    const { genes } = model;
    const method = (values.method ?? (genes.length < MANY_GENES ? 'full' : 'estimate')) as Method;
    const begun = performance.now();
    const influence = await METHODS[method](model, {
      starts,
      random: Random.fromSeed(seed, 'influence'),
      onProgress: counting('trajectories'),
      signal: abort.signal,
    });
    writeInfluence(out, { genes, influence });
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    const silent = influence.filter((value) => value === 0).length;
    process.stdout.write(
      `${genes.length} influences (${method}, ${seconds} s) in ${out}; ${silent} genes influence no other gene\n`,
    );
    return 0;
  } catch (error) {
    process.stderr.write(`${abort.signal.aborted ? 'interrupted' : (error as Error).message}\n`);
    return abort.signal.aborted ? 130 : 2;
  } finally {
    process.removeListener('SIGINT', interrupt);
  }
}

if (require.main === module) void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
