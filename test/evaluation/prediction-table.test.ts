import assert from 'node:assert/strict';
import { test } from 'node:test';
import { predictionTable } from '../../lib/evaluation/prediction-table';
import type { PredictingModel } from '../../lib/evaluation/prediction-error';
import type { Series } from '../../lib/studies/study';

/** One gene that rises by `step` from 0. */
const rising = (step: number): Series => {
  const recorded = Float64Array.from([0, step]);
  return { times: Float64Array.from([0, 1]), recorded, clean: recorded };
};
/** Says that every gene rises by `step`. */
const saying = (step: number): PredictingModel => ({
  genes: ['a'],
  predict: (start) => Array.from(start, (level) => level + step),
  rollOut: () => [],
});

test('errors by hand, each beside the lowest: clearly from two standard errors on', () => {
  const series = [0.1, 0.1, 0.1, 0.1, 0.3].map(rising);
  // Of other series the line learns to rise by 5.
  const training = [5, 5].map(rising);
  const { columns, rows } = predictionTable(
    { right: saying(0.1), wrong: saying(0.5) },
    { training, test: series },
  );
  assert.equal(columns[2], 'above the lowest, over 5 series');
  const [right, wrong, still, line] = rows;
  // Squares 0, 0, 0, 0, 0.04: 8e-3 on average.
  assert.deepEqual(right, ['right', '8.000', '', 'lowest']);
  // 0.16 four times and 0.04; less those of the lowest 0.16 four times and 0: 0.128, sd 0.0716, standard error 0.032.
  assert.deepEqual(wrong, ['wrong', '136.000', '128.000 ± 32.000', 'clearly']);
  // 0.01 four times and 0.09; less the lowest 0.01 four times and 0.05: 0.018, sd 0.0179, standard error 0.008.
  assert.deepEqual(still, ['nothing changes', '26.000', '18.000 ± 8.000', 'clearly']);
  assert.deepEqual([line[0], line[3]], ['a line a gene', 'clearly']);
});

test('few series say nothing, one has no spread, and none is an error', () => {
  const few = [0.1, 0.2].map(rising);
  const [, far] = predictionTable(
    { right: saying(0.15), wrong: saying(0.5) },
    { training: few, test: few },
  ).rows;
  assert.equal(far[3], 'too few series to say');
  const [, alone] = predictionTable(
    { right: saying(0.1), wrong: saying(0.5) },
    { training: few, test: few.slice(0, 1) },
  ).rows;
  assert.deepEqual(alone, ['wrong', '160.000', '160.000', 'too few series to say']);
  assert.throws(() => predictionTable({}, { training: few, test: [] }), /no test series/);
});
