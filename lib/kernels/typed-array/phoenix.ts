import type { KernelOperations } from '../kernel';
import type { TypedMemory } from './memory';

type Phoenix = Pick<
  KernelOperations,
  | 'activate'
  | 'activateBackward'
  | 'broadcastRows'
  | 'addRowSums'
  | 'exponentiate'
  | 'multiplyElements'
  | 'close'
  | 'closeBackward'
>;

/** The elementwise parts of the PHOENIX field and of its vector-Jacobian product. */
export function phoenixOperations(memory: TypedMemory): Phoenix {
  return {
    activate(g, phiS, phiP, length) {
      const f = memory.floats;
      for (let p = 0; p < length; p++) {
        const centred = f[g + p] - 0.5;
        const s = centred / (1 + Math.abs(centred));
        f[phiS + p] = s;
        f[phiP + p] = Math.log1p(s);
      }
    },

    activateBackward(barS, barP, phiS, gapAdjoint, stateAdjoint, length) {
      const f = memory.floats;
      for (let p = 0; p < length; p++) {
        const s = f[phiS + p];
        const slope = (1 - Math.abs(s)) ** 2;
        // Far below 0, phi_S rounds to -1 and its slope to 0: the quotient must stay finite for their product to be 0.
        const quotient = f[barP + p] / Math.max(1 + s, 1e-20);
        f[stateAdjoint + p] += (f[barS + p] + quotient) * slope - f[gapAdjoint + p];
      }
    },

    broadcastRows(out, bias, rows, batch) {
      const f = memory.floats;
      for (let i = 0; i < rows; i++) f.fill(f[bias + i], out + i * batch, out + (i + 1) * batch);
    },

    addRowSums(sums, x, rows, batch) {
      const f = memory.floats;
      for (let i = 0; i < rows; i++) {
        for (let b = 0; b < batch; b++) f[sums + i] += f[x + i * batch + b];
      }
    },

    exponentiate(x, length) {
      const f = memory.floats;
      for (let p = x; p < x + length; p++) f[p] = Math.exp(f[p]);
    },

    multiplyElements(out, x, y, length) {
      const f = memory.floats;
      for (let p = 0; p < length; p++) f[out + p] = f[x + p] * f[y + p];
    },

    close(joint, g, v, derivative, rows, batch) {
      const f = memory.floats;
      for (let i = 0; i < rows; i++) {
        const rate = Math.max(f[v + i], 0);
        for (let p = i * batch; p < (i + 1) * batch; p++) {
          f[joint + p] -= f[g + p];
          f[derivative + p] = rate * f[joint + p];
        }
      }
    },

    closeBackward(bar, gap, v, vGradient, rows, batch) {
      const f = memory.floats;
      for (let i = 0; i < rows; i++) {
        const rate = Math.max(f[v + i], 0);
        for (let p = i * batch; p < (i + 1) * batch; p++) {
          if (rate > 0) f[vGradient + i] += f[bar + p] * f[gap + p];
          f[gap + p] = rate * f[bar + p];
        }
      }
    },
  };
}
