import * as tf from '@tensorflow/tfjs-node';
import { A, B, STAGES } from '../../lib/ode/dormand-prince';
import { layoutOf } from '../../lib/phoenix/parameters';
import { phoenixField } from '../../lib/phoenix/tensor-field';
import { ADAM } from '../../lib/training/adam';
import { readProblem, type ModelName, type Problem } from '../problem';
import { takeEpochs, type StepCost } from './turns';

/** Dormand-Prince steps an interval: the 24 evaluations that the adaptive solve takes here, two fewer for its start. */
const ODE_STEPS = 4;
/** An epoch takes so long that a part of it is measured. */
const MEASURED_STEPS = 14;

/** y + h sum_t weights[t] k_t. */
function combine(
  y: tf.Tensor2D,
  h: number,
  weights: readonly number[],
  k: readonly tf.Tensor2D[],
): tf.Tensor2D {
  return weights.reduce(
    (sum, weight, t) => (weight === 0 ? sum : sum.add<tf.Tensor2D>(k[t].mul(h * weight))),
    y,
  );
}

/** The same loss with every operation on tfjs's tape: the field unrolled through the solver, tfjs's gradient and Adam. */
function tapeStep({ shape, pairs, pairsAStep, rates, parameters }: Problem): (k: number) => StepCost {
  const { genes } = shape;
  const { offset } = layoutOf(shape).v;
  const weights = tf.variable(tf.tensor1d(parameters.slice(0, offset)));
  const v = tf.variable(tf.tensor1d(parameters.slice(offset)));
  const adam = (rate: number): tf.AdamOptimizer => tf.train.adam(rate, ADAM.beta1, ADAM.beta2, ADAM.epsilon);
  const optimisers = [
    { optimiser: adam(rates.rate), variable: weights },
    { optimiser: adam(rates.fastRate), variable: v },
  ];
  return (k) => {
    const columns = (values: Float32Array): tf.Tensor2D =>
      tf
        .tensor2d(values.slice(k * pairsAStep * genes, (k + 1) * pairsAStep * genes), [pairsAStep, genes])
        .transpose();
    const loss = tf.tidy(() => {
      const start = columns(pairs.start);
      const target = columns(pairs.target);
      const intervals = tf.tensor1d(pairs.intervals.slice(k * pairsAStep, (k + 1) * pairsAStep));
      const { value, grads } = tf.variableGrads(() => {
        const flat = tf.concat1d([weights, v]);
        const field = (g: tf.Tensor2D): tf.Tensor2D => phoenixField(flat, shape, g).mul(intervals);
        let g = start;
        for (let step = 0; step < ODE_STEPS; step++) {
          const slopes: tf.Tensor2D[] = [];
          for (let stage = 0; stage < STAGES; stage++)
            slopes.push(field(combine(g, 1 / ODE_STEPS, A[stage], slopes)));
          g = combine(g, 1 / ODE_STEPS, B, slopes);
        }
        return g.sub(target).square().mean<tf.Scalar>();
      });
      for (const { optimiser, variable } of optimisers)
        optimiser.applyGradients([{ name: variable.name, tensor: grads[variable.name] }]);
      return value.dataSync()[0];
    });
    return { loss, evaluations: ODE_STEPS * STAGES };
  };
}

/** node tape.ts FOLDER MODEL */
const [folder, model] = process.argv.slice(2);
const problem = readProblem(folder, model as ModelName);
const note = `${ODE_STEPS} fixed steps, scaled from ${MEASURED_STEPS} training steps`;
void takeEpochs(tapeStep(problem), problem.steps, { error: null, note }, MEASURED_STEPS);
