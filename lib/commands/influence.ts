import { influenceSpan } from '../experiments/influence-span';
import { Random } from '../math/random';
import { loadModel } from '../phoenix/model';
import { influenceScores } from '../pathways/influence';
import { estimateInfluence } from '../pathways/influence-estimate';
import { writeInfluence } from '../pathways/influence-file';
import { asProgram, runCommand, type Command } from './command';
import { choice, number, text, whole } from './options';
import { counting } from './output';

/** Both ways to the same scores, by name; of how many genes on the estimate is the better bargain. */
const METHODS = { full: influenceScores, estimate: estimateInfluence } as const;
const METHOD_NAMES = ['full', 'estimate'] as const;
const MANY_GENES = 2000;

const OPTIONS = {
  model: text('FILE', 'a saved model', { needed: true }),
  out: text('FILE', 'csv with the columns gene and influence, which `npm run pathways` reads', {
    needed: true,
  }),
  method: choice(
    METHOD_NAMES,
    `perturb every gene (the default below ${MANY_GENES} genes), or estimate by the adjoint of the solve`,
  ),
  starts: whole(1, 'random starting points (default 200 for full, 800 for estimate)'),
  span: number(
    'time of which the trajectories are read at 0.1, ..., 0.9, in the unit of the data (default 1, as in the paper; for a model of ' +
      'own data the typical interval)',
  ),
  seed: whole(0, '', { default: 1 }),
};

const INFLUENCE: Command<typeof OPTIONS> = {
  about: `Computes how much every gene of a trained model influences the others.

  npm run -s influence -- --model model.bin --out scores.csv`,
  options: OPTIONS,
  terse: true,
  stopped: 'interrupted',
  async run({ model: file, out, method: asked, starts, span: askedSpan, seed }, signal) {
    const { model, configuration } = loadModel(file);
    const { genes } = model;
    const method = asked ?? (genes.length < MANY_GENES ? 'full' : 'estimate');
    const span = askedSpan ?? influenceSpan(configuration);
    const begun = performance.now();
    const influence = await METHODS[method](model, {
      starts,
      span,
      random: Random.fromSeed(seed, 'influence'),
      onProgress: counting('trajectories'),
      signal,
    });
    writeInfluence(out, { genes, influence });
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    const silent = influence.filter((value) => value === 0).length;
    process.stdout.write(
      `${genes.length} influences (${method}, over ${Number(span.toPrecision(4))} of the data's time, ${seconds} s) in ${out}; ${silent} genes influence no other gene\n`,
    );
    return 0;
  },
};

/** Runs the command with these arguments; resolves to the exit code: 0 done, 2 wrong usage or wrong input, 130 interrupted. */
export const main = (words: readonly string[]): Promise<number> => runCommand(INFLUENCE, words);

asProgram(module, main);
