import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coregulationOf } from '../../lib/studies/coregulation';
import { fromEntries } from '../../lib/math/sparse-matrix';
import { Random } from '../../lib/math/random';
import { dashScores, initialScores } from '../../lib/pruning/dash-scores';
import { requireKnowledge } from '../../lib/pruning/prior-knowledge';

const nothing = fromEntries(3, 3, []);
const prior = fromEntries(3, 3, [[0, 1, -1]]);
const coregulation = coregulationOf(prior);

test('what is asked for by a lambda must be known', () => {
  requireKnowledge({ prior: nothing, coregulation: nothing }, { lambda1: 0, lambda2: 0 });
  requireKnowledge({ prior, coregulation: nothing }, { lambda1: 0, lambda2: 0.5 });
  requireKnowledge({ prior: nothing, coregulation }, { lambda1: 0.5, lambda2: 0 });
  requireKnowledge({ prior, coregulation }, { lambda1: 1, lambda2: 1 });
  assert.throws(
    () => requireKnowledge({ prior: nothing, coregulation }, { lambda1: 0.5, lambda2: 0.5 }),
    /^RangeError: lambda \(0.5, 0.5\) prunes by what is known, but this study has no prior \(lambda 2\):/,
  );
  assert.throws(
    () => requireKnowledge({ prior, coregulation: nothing }, { lambda1: 1, lambda2: 0 }),
    /no co-regulation \(lambda 1\):/,
  );
});

test('scores refuse instead of ranking by an empty prior', () => {
  const shape = { genes: 3, hidden: 2 };
  const ones = new Float64Array(6).fill(1 / 6);
  const weights = { wS: ones, wP: ones, uS: ones, uP: ones };
  const state = initialScores(shape, Random.fromSeed(1, 'scores'));
  const knowledge = { prior: nothing, coregulation: nothing };
  assert.throws(() => dashScores(weights, state, knowledge, { lambda1: 1, lambda2: 1 }, shape), /no prior/);
  const { scores } = dashScores(weights, state, knowledge, { lambda1: 0, lambda2: 0 }, shape);
  assert.deepEqual(scores.wS, ones);
});

test('a lambda that is no fraction is refused by name', () => {
  for (const wrong of [-0.1, 1.5, NaN]) {
    assert.throws(() => requireKnowledge({ prior, coregulation }, { lambda1: wrong, lambda2: 0 }), {
      name: 'RangeError',
      message: `lambda1 is a fraction from 0 to 1, not ${wrong}`,
    });
    assert.throws(() => requireKnowledge({ prior, coregulation }, { lambda1: 1, lambda2: wrong }), {
      name: 'RangeError',
      message: `lambda2 is a fraction from 0 to 1, not ${wrong}`,
    });
  }
});
