import { hillActivation } from './hill';

/** The right-hand side of one gene's equation, as a tree over the genes' levels. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'level'; readonly gene: number }
  | { readonly kind: 'hill'; readonly gene: number; readonly ec50: number; readonly exponent: number }
  | { readonly kind: Operator; readonly left: Expression; readonly right: Expression };
export type Operator = '+' | '-' | '*' | '/';

/** A constant. */
export const number = (value: number): Expression => ({ kind: 'number', value });

/** The level of a gene. */
export const level = (gene: number): Expression => ({ kind: 'level', gene });

/** fAct(level of `gene`; E, h). */
export const activation = (gene: number, ec50: number, exponent: number): Expression => ({
  kind: 'hill',
  gene,
  ec50,
  exponent,
});

/** left + right, left - right, left * right or left / right. */
export const combine = (kind: Operator, left: Expression, right: Expression): Expression => ({
  kind,
  left,
  right,
});

/** NOT a = 1 - a. */
export const not = (a: Expression): Expression => combine('-', number(1), a);

/** AND = product. */
export const and = (a: Expression, b: Expression): Expression => combine('*', a, b);

/** OR(a, b) = a + b - a b. */
export const or = (a: Expression, b: Expression): Expression =>
  combine('-', combine('+', a, b), combine('*', a, b));

/** The value of an expression at the given levels (one a gene): the plain reading that the compiled field must equal. */
export function valueOf(expression: Expression, levels: ArrayLike<number>): number {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'level':
      return levels[expression.gene];
    case 'hill':
      return hillActivation(levels[expression.gene], expression.ec50, expression.exponent);
    default: {
      const left = valueOf(expression.left, levels);
      const right = valueOf(expression.right, levels);
      if (expression.kind === '+') return left + right;
      if (expression.kind === '-') return left - right;
      return expression.kind === '*' ? left * right : left / right;
    }
  }
}
