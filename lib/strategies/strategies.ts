import { bio } from './bio';
import { cNode } from './c-node';
import { dash } from './dash';
import { evidence } from './evidence';
import { imp } from './imp';
import { l0 } from './l0';
import { lasso } from './lasso';
import { lassoPrior } from './lasso-prior';
import { none } from './none';
import { pathReg } from './path-reg';
import { postHoc } from './post-hoc';
import type { Strategy } from './strategy';

// To add a strategy: a file beside this one, and its object here.
const ALL = [none, postHoc, l0, cNode, pathReg, imp, bio, dash, lasso, lassoPrior, evidence] as const;

export type StrategyName = (typeof ALL)[number]['name'];

/** The strategies that the paper compares, in its order, and after them what people would use instead. */
export const STRATEGIES: readonly Strategy<StrategyName>[] = ALL;

/** The strategy of this name. @throws RangeError that lists the names there are */
export function strategyNamed(name: string): Strategy<StrategyName> {
  const found = STRATEGIES.find((one) => one.name === name);
  if (found) return found;
  throw new RangeError(`strategy is one of ${STRATEGIES.map((one) => one.name).join(', ')}, not "${name}"`);
}

/** How a strategy is drawn; one that is not in the list under its own name, in black. */
export function strategyStyle(name: string): Pick<Strategy, 'label' | 'colour' | 'shape'> {
  return STRATEGIES.find((one) => one.name === name) ?? { label: name, colour: '#000000', shape: 'stroke' };
}

/** A strategy's name as the paper writes it; an unknown one as it is. */
export function strategyLabel(name: string): string {
  return strategyStyle(name).label;
}
