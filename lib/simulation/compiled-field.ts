import type { VectorField } from '../ode/field';
import type { EquationSystem } from './equation-system';
import type { Expression, Operator } from './expression';
import { hillConstants } from './hill';

/** One step of the compiled program: slot `out` = slot `left` (operator) slot `right`. */
interface Instruction {
  readonly operator: Operator;
  readonly left: number;
  readonly right: number;
  readonly out: number;
}

/** A distinct Hill term: its slot, its exponent and the constants of `hillConstants`. */
interface HillTerm {
  readonly out: number;
  readonly exponent: number;
  readonly a: number;
  readonly b: number;
  readonly e: number;
}

/**
 * Compiles equations into a vector field that is fast on a batch.
 *
 * Every distinct sub-expression gets one slot (a row of `batch` numbers) and is computed once: the published OR repeats
 * its operands, so the trees of strongly regulated genes hold each Hill term many times. Hill terms are powers, by far
 * the dearest operation, and most depend on input genes, which never change: the terms of an input gene are kept until
 * its levels differ from those of the last evaluation.
 */
export function compileField(system: EquationSystem): VectorField {
  return new CompiledField(system);
}

class CompiledField implements VectorField {
  readonly size: number;
  private readonly inputs: number;
  /** The distinct Hill terms of every gene. */
  private readonly hillTerms: HillTerm[][];
  private readonly instructions: Instruction[] = [];
  private readonly constants: { slot: number; value: number }[] = [];
  /** The slot of each derivative; -1 for an input gene. */
  private readonly results: Int32Array;
  private slotCount: number;
  private slots = new Float64Array(0);
  private batch = 0;

  constructor({ genes, inputs, derivatives }: EquationSystem) {
    this.size = genes.length;
    this.inputs = inputs;
    this.hillTerms = genes.map(() => []);
    this.slotCount = genes.length; // the first slots are the levels themselves
    const known = new Map<string, number>();
    this.results = Int32Array.from(derivatives, (tree) => (tree === null ? -1 : this.slotOf(tree, known)));
  }

  /** The slot that will hold an expression, compiling it unless an equal one is there. */
  private slotOf(tree: Expression, known: Map<string, number>): number {
    if (tree.kind === 'level') return tree.gene;
    let key: string;
    let define: (slot: number) => void;
    if (tree.kind === 'number') {
      key = `${tree.value}`;
      define = (slot) => this.constants.push({ slot, value: tree.value });
    } else if (tree.kind === 'hill') {
      const { gene, ec50, exponent } = tree;
      key = `f ${gene} ${ec50} ${exponent}`;
      define = (out) => this.hillTerms[gene].push({ out, exponent, ...hillConstants(ec50, exponent) });
    } else {
      const { kind: operator } = tree;
      if (isOne(tree.right) && (operator === '*' || operator === '/')) return this.slotOf(tree.left, known);
      if (isOne(tree.left) && operator === '*') return this.slotOf(tree.right, known);
      const left = this.slotOf(tree.left, known);
      const right = this.slotOf(tree.right, known);
      key = `${operator} ${left} ${right}`;
      define = (out) => this.instructions.push({ operator, left, right, out });
    }
    let slot = known.get(key);
    if (slot === undefined) {
      slot = this.slotCount++;
      known.set(key, slot);
      define(slot);
    }
    return slot;
  }

  evaluate(memory: Float32Array | Float64Array, state: number, derivative: number, batch: number): void {
    if (batch !== this.batch) this.resize(batch);
    const { slots, size, inputs } = this;
    for (let gene = 0; gene < size; gene++) {
      const row = gene * batch;
      let changed = gene >= inputs;
      for (let b = 0; b < batch; b++) {
        const level = memory[state + row + b];
        if (slots[row + b] !== level) {
          slots[row + b] = level;
          changed = true;
        }
      }
      if (changed) for (const term of this.hillTerms[gene]) evaluateHill(slots, row, term, batch);
    }
    for (const instruction of this.instructions) evaluateInstruction(slots, instruction, batch);
    for (let gene = 0; gene < size; gene++) {
      const from = this.results[gene] * batch;
      const to = derivative + gene * batch;
      for (let b = 0; b < batch; b++) memory[to + b] = from < 0 ? 0 : slots[from + b];
    }
  }

  /** New slots for another batch size. NaN equals no level, so nothing of the last evaluation is kept. */
  private resize(batch: number): void {
    this.batch = batch;
    this.slots = new Float64Array(this.slotCount * batch).fill(NaN);
    for (const { slot, value } of this.constants) this.slots.fill(value, slot * batch, (slot + 1) * batch);
  }
}

const isOne = (tree: Expression): boolean => tree.kind === 'number' && tree.value === 1;

function evaluateHill(slots: Float64Array, row: number, term: HillTerm, batch: number): void {
  const { exponent, a, b, e } = term;
  const out = term.out * batch;
  for (let k = 0; k < batch; k++) {
    const level = slots[row + k];
    const power = level > 0 ? Math.exp(exponent * Math.log(level)) : level <= 0 ? 0 : NaN;
    slots[out + k] = (a * power) / (e + b * power);
  }
}

function evaluateInstruction(slots: Float64Array, instruction: Instruction, batch: number): void {
  const left = instruction.left * batch;
  const right = instruction.right * batch;
  const out = instruction.out * batch;
  switch (instruction.operator) {
    case '+':
      for (let k = 0; k < batch; k++) slots[out + k] = slots[left + k] + slots[right + k];
      break;
    case '-':
      for (let k = 0; k < batch; k++) slots[out + k] = slots[left + k] - slots[right + k];
      break;
    case '*':
      for (let k = 0; k < batch; k++) slots[out + k] = slots[left + k] * slots[right + k];
      break;
    case '/':
      for (let k = 0; k < batch; k++) slots[out + k] = slots[left + k] / slots[right + k];
      break;
  }
}
