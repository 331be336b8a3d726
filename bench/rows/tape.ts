import * as tf from '@tensorflow/tfjs-node';
import { A, B, STAGES } from '../../lib/ode/dormand-prince';
import { layoutOf, type PhoenixShape } from '../../lib/phoenix/parameters';
import { phoenixField } from '../../lib/phoenix/tensor-field';
import { ADAM } from '../../lib/training/adam';
import { readProblem, type Problem } from '../problem';
import { wantedError } from '../reference';
import { PART, takeEpochs, type StepCost } from './turns';

/** Fixed Dormand-Prince steps an interval that are tried for the error of ours. */
const ODE_STEPS: readonly number[] = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64];

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

/** g after its interval in so many steps. */
function solveOnTape(
  flat: tf.Tensor1D,
  shape: PhoenixShape,
  start: tf.Tensor2D,
  intervals: tf.Tensor1D,
  odeSteps: number,
): tf.Tensor2D {
  const field = (g: tf.Tensor2D): tf.Tensor2D => phoenixField(flat, shape, g).mul(intervals);
  let g = start;
  for (let step = 0; step < odeSteps; step++) {
    const slopes: tf.Tensor2D[] = [];
    for (let stage = 0; stage < STAGES; stage++) {
      slopes.push(field(combine(g, 1 / odeSteps, A[stage], slopes)));
    }
    g = combine(g, 1 / odeSteps, B, slopes);
  }
  return g;
}

/** A training step's pairs, as genes x pairs. */
function columnsOf({ pairs, pairsAStep }: Problem, values: Float32Array, k: number): tf.Tensor2D {
  const { genes } = pairs;
  return tf
    .tensor2d(values.slice(k * pairsAStep * genes, (k + 1) * pairsAStep * genes), [pairsAStep, genes])
    .transpose();
}

const intervalsOf = ({ pairs, pairsAStep }: Problem, k: number): tf.Tensor1D =>
  tf.tensor1d(pairs.intervals.slice(k * pairsAStep, (k + 1) * pairsAStep));

/** Root mean square over genes and pairs of what so many steps make of the first pairs, less their true ends. */
function errorOnTape(problem: Problem, odeSteps: number): number {
  const { shape, pairs, pairsAStep, parameters, reference } = problem;
  const part = pairsAStep * pairs.genes;
  let squares = 0;
  for (let k = 0; k * part < reference.length; k++) {
    const end = tf.tidy(() =>
      solveOnTape(
        tf.tensor1d(parameters),
        shape,
        columnsOf(problem, pairs.start, k),
        intervalsOf(problem, k),
        odeSteps,
      ).transpose(),
    );
    end.dataSync<'float32'>().forEach((value, i) => (squares += (value - reference[k * part + i]) ** 2));
    end.dispose();
  }
  return Math.sqrt(squares / reference.length);
}

/** The same loss with every operation on tfjs's tape: the field unrolled through the solver, tfjs's gradient and Adam. */
function tapeStep(problem: Problem, odeSteps: number): (k: number) => StepCost {
  const { shape, pairs, rates, parameters } = problem;
  const { offset } = layoutOf(shape).v;
  const weights = tf.variable(tf.tensor1d(parameters.slice(0, offset)));
  const v = tf.variable(tf.tensor1d(parameters.slice(offset)));
  const adam = (rate: number): tf.AdamOptimizer => tf.train.adam(rate, ADAM.beta1, ADAM.beta2, ADAM.epsilon);
  const optimisers = [
    { optimiser: adam(rates.rate), variable: weights },
    { optimiser: adam(rates.fastRate), variable: v },
  ];
  return (k) => {
    const loss = tf.tidy(() => {
      const start = columnsOf(problem, pairs.start, k);
      const target = columnsOf(problem, pairs.target, k);
      const intervals = intervalsOf(problem, k);
      const { value, grads } = tf.variableGrads(() =>
        solveOnTape(tf.concat1d([weights, v]), shape, start, intervals, odeSteps)
          .sub(target)
          .square()
          .mean<tf.Scalar>(),
      );
      for (const { optimiser, variable } of optimisers)
        optimiser.applyGradients([{ name: variable.name, tensor: grads[variable.name] }]);
      return value.dataSync()[0];
    });
    return { loss, evaluations: odeSteps * STAGES };
  };
}

/** node tape.ts FOLDER: the dense model, since nothing on the tape keeps pruned weights at 0. */
const problem = readProblem(process.argv[2], 'dense');
const wanted = wantedError(problem);
const odeSteps = ODE_STEPS.find((steps) => errorOnTape(problem, steps) <= wanted);
if (odeSteps === undefined) throw new Error(`no number of steps brings the tape to an error of ${wanted}`);
const opening = { error: errorOnTape(problem, odeSteps), note: `${odeSteps} fixed steps` };
void takeEpochs(tapeStep(problem, odeSteps), problem.steps, opening, PART);
