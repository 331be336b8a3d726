import type { KernelOperations } from '../kernel';
import type { TypedMemory } from './memory';

type PriorMoments = Pick<
  KernelOperations,
  'momentRatios' | 'momentRatiosBackward' | 'logPairMoments' | 'logPairMomentsBackward'
>;

/** Nearer to w = 1 than this the quotients lose digits, and power series take over. */
const NEAR = 0.05;

/** The factors of the product branch's moments in PHOENIX's prior term. */
export function priorMomentOperations(memory: TypedMemory): PriorMoments {
  return {
    momentRatios(weights, halvings, rows, cols, logs, up, down) {
      const f = memory.floats;
      for (let k = 0; k < rows; k++) {
        let sum = 0;
        for (let p = k * cols; p < (k + 1) * cols; p++) {
          const [w, halving] = [f[weights + p], f[halvings + p]];
          const moment = productMoment(w, halving);
          sum += Math.log(moment);
          f[up + p] = productMoment(w + 1, halving / 2) / moment;
          f[down + p] = productMoment(w - 1, halving * 2) / moment;
        }
        f[logs + k] = sum;
      }
    },

    momentRatiosBackward(weights, halvings, up, down, ofLogs, ofUp, ofDown, rows, cols, gradient) {
      const f = memory.floats;
      for (let p = 0; p < rows * cols; p++) {
        const [w, halving] = [f[weights + p], f[halvings + p]];
        const slope = productLogSlope(w, halving);
        const ofUpLog = f[ofUp + p] * f[up + p];
        const ofDownLog = f[ofDown + p] * f[down + p];
        f[gradient + p] +=
          (f[ofLogs + Math.floor(p / cols)] - ofUpLog - ofDownLog) * slope +
          ofUpLog * productLogSlope(w + 1, halving / 2) +
          ofDownLog * productLogSlope(w - 1, halving * 2);
      }
    },

    logPairMoments(weights, halvings, rows, cols, out) {
      const f = memory.floats;
      for (let k = 0; k < rows; k++) {
        for (let l = 0; l <= k; l++) {
          let sum = 0;
          for (let j = 0; j < cols; j++) {
            const w = f[weights + k * cols + j] + f[weights + l * cols + j];
            sum += Math.log(productMoment(w, f[halvings + k * cols + j] * f[halvings + l * cols + j]));
          }
          f[out + k * rows + l] = sum;
          f[out + l * rows + k] = sum;
        }
      }
    },

    logPairMomentsBackward(weights, halvings, adjoint, rows, cols, gradient) {
      const f = memory.floats;
      for (let k = 0; k < rows; k++) {
        for (let l = 0; l <= k; l++) {
          const both = f[adjoint + k * rows + l] + f[adjoint + l * rows + k];
          if (both === 0) continue;
          for (let j = 0; j < cols; j++) {
            const w = f[weights + k * cols + j] + f[weights + l * cols + j];
            const halving = f[halvings + k * cols + j] * f[halvings + l * cols + j];
            const change = both * productLogSlope(w, halving);
            f[gradient + k * cols + j] += change;
            if (k !== l) f[gradient + l * cols + j] += change;
          }
        }
      }
    },
  };
}

/** M(w) = (2^(1-w) - 1) / (1 - w), given 2^-w. With z = (1 - w) ln 2 it is ln 2 (e^z - 1) / z. */
function productMoment(w: number, halving: number): number {
  const rest = 1 - w;
  if (Math.abs(rest) >= NEAR) return (2 * halving - 1) / rest;
  const z = rest * Math.LN2;
  return Math.LN2 * (1 + (z / 2) * (1 + (z / 3) * (1 + (z / 4) * (1 + (z / 5) * (1 + z / 6)))));
}

/** d log M / dw, given 2^-w: 1 / (1 - w) - ln 2 / (1 - e^-z). */
function productLogSlope(w: number, halving: number): number {
  const rest = 1 - w;
  if (Math.abs(rest) >= NEAR) return 1 / rest - (2 * Math.LN2 * halving) / (2 * halving - 1);
  const z = rest * Math.LN2;
  const square = z * z;
  return -Math.LN2 * (1 / 2 + z * (1 / 12 - square * (1 / 720 - square / 30240)));
}
