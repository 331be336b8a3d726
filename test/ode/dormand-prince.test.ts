import assert from 'node:assert/strict';
import { test } from 'node:test';
import { A, B, E, STAGES } from '../../lib/ode/dormand-prince';

/** A rooted tree as the list of its root's subtrees. Each is one condition on a Runge-Kutta method (Butcher). */
interface Tree {
  readonly branches: readonly Tree[];
  readonly nodes: number;
}

/** All rooted trees with that many nodes: 1, 1, 2, 4, 9 for 1 to 5. */
function treesOf(nodes: number): Tree[] {
  return forests(nodes - 1, nodes - 1).map((branches) => ({ branches, nodes }));
}

/** All multisets of trees with `nodes` nodes together, none larger than `largest`. */
function forests(nodes: number, largest: number): Tree[][] {
  if (nodes === 0) return [[]];
  const all: Tree[][] = [];
  const pool = Array.from({ length: largest }, (_, k) => treesOf(largest - k)).flat();
  const extend = (left: number, from: number, chosen: Tree[]): void => {
    if (left === 0) all.push(chosen);
    for (let k = from; k < pool.length; k++) {
      if (pool[k].nodes <= left) extend(left - pool[k].nodes, k, [...chosen, pool[k]]);
    }
  };
  extend(nodes, 0, []);
  return all;
}

/** gamma(t): the nodes of the tree times the gammas of its branches. */
const density = (tree: Tree): number =>
  tree.branches.reduce((product, branch) => product * density(branch), tree.nodes);

/** The whole 7 x 7 matrix a: the seventh stage starts at the result. */
const a = [...A, B].map((row) => Array.from({ length: 7 }, (_, j) => row[j] ?? 0));

/** Phi_i(t) = product over the branches of sum_j a_ij Phi_j(branch). */
function weightsOf(tree: Tree): number[] {
  return tree.branches
    .map((branch) => {
      const inner = weightsOf(branch);
      return a.map((row) => row.reduce((sum, value, j) => sum + value * inner[j], 0));
    })
    .reduce((product, factor) => product.map((value, i) => value * factor[i]), new Array<number>(7).fill(1));
}

const residual = (b: readonly number[], tree: Tree): number =>
  weightsOf(tree).reduce((sum, value, i) => sum + b[i] * value, 0) - 1 / density(tree);

const b5 = [...B, 0];
const b4 = b5.map((value, i) => value - E[i]);
const c = a.map((row) => row.reduce((sum, value) => sum + value, 0));

test('rows sum to the nodes 0, 1/5, 3/10, 4/5, 8/9, 1, 1', () => {
  assert.equal(STAGES, 6);
  [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1].forEach((node, i) => assert.ok(Math.abs(c[i] - node) < 1e-14));
});

test('both weights integrate powers: sum b c^k = 1 / (k + 1)', () => {
  for (const [b, order] of [
    [b5, 5],
    [b4, 4],
  ] as const) {
    for (let k = 0; k < order; k++) {
      const sum = b.reduce((total, value, i) => total + value * c[i] ** k, 0);
      assert.ok(Math.abs(sum - 1 / (k + 1)) < 1e-14, `order ${order}, k = ${k}`);
    }
  }
});

test('the result fulfils all 17 conditions of order 5, and not all of order 6', () => {
  assert.deepEqual(
    [1, 2, 3, 4, 5].map((nodes) => treesOf(nodes).length),
    [1, 1, 2, 4, 9],
  );
  for (const tree of [1, 2, 3, 4, 5].flatMap(treesOf)) assert.ok(Math.abs(residual(b5, tree)) < 1e-14);
  assert.ok(treesOf(6).some((tree) => Math.abs(residual(b5, tree)) > 1e-5));
});

test('the embedded weights are of order 4 and not of order 5: their difference estimates the error', () => {
  for (const tree of [1, 2, 3, 4].flatMap(treesOf)) assert.ok(Math.abs(residual(b4, tree)) < 1e-14);
  assert.ok(treesOf(5).some((tree) => Math.abs(residual(b4, tree)) > 1e-5));
});
