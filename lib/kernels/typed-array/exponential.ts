import type { KernelOperations } from '../kernel';
import type { TypedMemory } from './memory';

type Exponential = Pick<
  KernelOperations,
  'phiFunctions' | 'krogstadStage' | 'krogstadBackward' | 'addDecayGradient'
>;

/** Terms of the series of phi_4: for |w| < 1 the rest is below 1e-16 of the sum. */
const TERMS = 18;

/** phi_1 .. phi_4 of -w: by the series of phi_4 and downwards, or by exp and upwards where that loses no digits. */
function phiOf(w: number): [number, number, number, number] {
  if (Math.abs(w) < 1) {
    let sum = 0;
    for (let k = TERMS; k > 0; k--) sum = (1 - w * sum) / (k + 3);
    const phi4 = sum / 6;
    const phi3 = 1 / 6 - w * phi4;
    const phi2 = 1 / 2 - w * phi3;
    return [1 - w * phi2, phi2, phi3, phi4];
  }
  const phi1 = (1 - Math.exp(-w)) / w;
  const phi2 = (1 - phi1) / w;
  const phi3 = (1 / 2 - phi2) / w;
  return [phi1, phi2, phi3, (1 / 6 - phi3) / w];
}

/** The steps of exponential time differencing; ode/krogstad.ts has the equations. */
export function exponentialOperations(memory: TypedMemory): Exponential {
  return {
    phiFunctions(out, decay, intervals, h, rows, batch) {
      const f = memory.floats;
      const length = rows * batch;
      for (let p = out; p < out + length; p++) {
        const z =
          h * f[intervals + ((p - out) % batch)] * Math.max(f[decay + Math.floor((p - out) / batch)], 0);
        const [half1, half2, half3, half4] = phiOf(z / 2);
        // phi_k(2x) from phi_j(x): no term of either sign cancels another.
        const whole = [
          (half1 * (2 - (z / 2) * half1)) / 2,
          (2 * half2 + half1 * half1) / 4,
          (2 * half3 + half1 * half2 + half2) / 8,
          (2 * half4 + half1 * half3 + half2 / 2 + half3) / 16,
        ];
        [z, half1, half2, half3, ...whole].forEach((value, block) => (f[p + block * length] = value));
      }
    },

    krogstadStage(stage, trial, out, y, stages, phi, intervals, h, rows, batch) {
      const f = memory.floats;
      const length = rows * batch;
      for (let p = 0; p < length; p++) {
        const step = h * f[intervals + (p % batch)];
        const [z, half1, half2, , phi1, phi2, phi3] = [0, 1, 2, 3, 4, 5, 6].map(
          (k) => f[phi + k * length + p],
        );
        const [f1, d2, d3] = [0, 1, 2].map((k) => f[stages + k * length + p]);
        const start = f[y + p];
        if (stage === 2) {
          f[out + p] = start + 0.5 * step * half1 * f1;
          continue;
        }
        const last = stages + (stage - 2) * length + p;
        const change = step * (f[last] - f1) + z * (f[trial + p] - start);
        const weight = 4 * phi3 - phi2;
        if (stage === 3) f[out + p] = f[trial + p] + half2 * change;
        else if (stage === 4) f[out + p] = start + phi1 * step * f1 + 2 * phi2 * change;
        else if (stage === 5)
          f[out + p] = start + phi1 * step * f1 + (2 * phi2 - 4 * phi3) * (d2 + d3) + weight * change;
        else {
          f[out + p] = weight * (f[stages + 3 * length + p] - change);
          continue; // F_5 is the next step's F_1
        }
        f[last] = change;
      }
    },

    krogstadBackward(stage, adjoint, work, stages, phi, intervals, h, rows, batch) {
      const f = memory.floats;
      const length = rows * batch;
      for (let p = 0; p < length; p++) {
        const step = h * f[intervals + (p % batch)];
        const [z, half1, half2, half3, phi1, phi2, phi3, phi4] = [0, 1, 2, 3, 4, 5, 6, 7].map(
          (k) => f[phi + k * length + p],
        );
        const [f1, d2, d3, d4] = [0, 1, 2, 3].map((k) => f[stages + k * length + p]);
        const at = (block: number): number => work + block * length + p;
        const [ofY, ofF1, ofD2, ofD3, ofF, ofU, ofZ] = [0, 1, 2, 3, 4, 5, 6].map(at);
        // d phi_k(-z) / dz = -(phi_k - k phi_(k+1))(-z), and half of that for phi_k(-z/2).
        const slope1 = phi2 - phi1;
        const half = 0.5 * step * half1 * f1;
        let ofD: number;
        let moved: number;
        if (stage === 4) {
          const end = f[adjoint + p];
          const both = d2 + d3;
          f[ofD2] = f[ofD3] = (2 * phi2 - 4 * phi3) * end;
          f[ofF1] = phi1 * step * end;
          f[ofY] = end;
          f[ofZ] =
            end *
            (slope1 * step * f1 + (2 * phi3 - phi2) * (2 * both - d4) + (3 * phi4 - phi3) * 4 * (d4 - both));
          ofD = (4 * phi3 - phi2) * end;
          moved = phi1 * step * f1 + 2 * phi2 * d3;
        } else if (stage === 3) {
          const u = f[ofU];
          f[ofY] += u;
          f[ofF1] += phi1 * step * u;
          f[ofZ] += u * (slope1 * step * f1 + (2 * phi3 - phi2) * 2 * d3);
          ofD = f[ofD3] + 2 * phi2 * u;
          moved = half + half2 * d2;
        } else {
          const u = f[ofU];
          f[ofY] += u;
          f[ofF1] += 0.5 * step * half1 * u;
          f[ofZ] += u * 0.25 * step * (half2 - half1) * f1;
          if (stage === 1) {
            f[ofF] = f[ofF1];
            f[adjoint + p] = f[ofY];
            continue;
          }
          f[ofZ] += u * 0.5 * (2 * half3 - half2) * d2;
          ofD = f[ofD2] + half2 * u;
          moved = half;
        }
        f[ofF] = step * ofD;
        f[ofF1] -= step * ofD;
        f[ofU] = z * ofD;
        f[ofY] -= z * ofD;
        f[ofZ] += moved * ofD;
      }
    },

    addDecayGradient(gradient, decay, zAdjoint, intervals, h, rows, batch) {
      const f = memory.floats;
      for (let i = 0; i < rows; i++) {
        if (!(f[decay + i] > 0)) continue;
        let sum = 0;
        for (let b = 0; b < batch; b++) sum += h * f[intervals + b] * f[zAdjoint + i * batch + b];
        f[gradient + i] += sum;
      }
    },
  };
}
