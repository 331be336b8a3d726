import type { Random } from '../math/random';
import { createNetwork, type Edge, type GeneNetwork } from './network';

const ARROW = /^([^\s,]+)\s+(->|-\|)\s+([^\s,]+)$/;

/**
 * A network as one writes it down: `A -> B` where A activates B, `A -| B` where it represses it; several on a line are parted by
 * commas. Genes stand in the order inputs (those without an arrow to them), other regulators, the rest, each in the order in
 * which they are first named. E ~ U(0.4, 0.6), h uniform on `exponents`, drawn arrow by arrow.
 * @throws RangeError naming the line that is no arrow; what `createNetwork` refuses, such as an arrow given twice
 */
export function networkFromText(
  text: string,
  random: Random,
  exponents: readonly [number, number] = [1.01, 1.7],
): GeneNetwork {
  const arrows = text.split('\n').flatMap((line, k) =>
    line
      .split(',')
      .map((arrow) => arrow.trim())
      .filter((arrow) => arrow !== '')
      .map((arrow) => {
        const [, regulator, sign, target] = ARROW.exec(arrow) ?? refuse(arrow, k + 1);
        return { regulator, target, activates: sign === '->' };
      }),
  );
  const regulators = new Set(arrows.map(({ regulator }) => regulator));
  const targets = new Set(arrows.map(({ target }) => target));
  const named = [...new Set(arrows.flatMap(({ regulator, target }) => [regulator, target]))];
  const inputs = named.filter((gene) => !targets.has(gene));
  const genes = [
    ...inputs,
    ...named.filter((gene) => targets.has(gene) && regulators.has(gene)),
    ...named.filter((gene) => !regulators.has(gene)),
  ];
  const place = new Map(genes.map((gene, index) => [gene, index]));
  const edges = arrows.map(({ regulator, target, activates }): Edge => ({
    regulator: place.get(regulator) as number,
    target: place.get(target) as number,
    activates,
    ec50: random.uniform(0.4, 0.6),
    exponent: random.uniform(exponents[0], exponents[1]),
  }));
  return createNetwork(genes, inputs.length, edges);
}

function refuse(arrow: string, line: number): never {
  throw new RangeError(
    `line ${line}: "${arrow}" is no arrow. Write "A -> B" where A activates B and "A -| B" where it represses it, ` +
      'with commas between arrows',
  );
}
