import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkAudit } from '../../lib/evaluation/network-audit';
import { rowsOf } from '../../lib/math/matrix-rows';
import { fromEntries } from '../../lib/math/sparse-matrix';

/** Four genes: 0 and 1 are known factors, 0 alone is assayed and binds 1 and 2. */
const study = {
  name: 'four genes',
  genes: ['a', 'b', 'c', 'd'],
  truth: fromEntries(4, 4, [
    [0, 1, 1],
    [0, 2, 1],
  ]),
  prior: fromEntries(4, 4, [
    [0, 1, 1],
    [1, 1, 1],
    [1, 3, 1],
  ]),
  regulators: [0, 1],
  assayed: [0],
};

test('a network and the answers without training, by hand', () => {
  // Finds 0 -> 1 more strongly than 0 -> 3, misses 0 -> 2.
  const network = rowsOf(
    fromEntries(4, 4, [
      [0, 1, 2],
      [0, 3, -1],
    ]),
  );
  const { columns, rows } = networkAudit(study, { ours: network });
  assert.ok(rows.every((row) => row.length === columns.length));
  const [ours, prior, known, assayed, motifs] = rows;
  // 1 of 2 edges, 13 of 14 gaps: 71.4; blindly 2 of 4 targets: 1/2 of the edges, 1 of 14 - 2 gaps of that row: 1 - 1/14: 71.4.
  // In row 0: 1 of 2 edges, 1 of 2 gaps. Ranking 2 > 1 > 0 = 0: edge 1 above both gaps, edge 2 below one and level with the other.
  assert.deepEqual(ours.slice(0, 5), ['ours', '71.4', '71.4', '50.0', '0.625']);
  // Outside the prior: edge 0 -> 2 with 0 against the gaps 0 -> 0 (0) and 0 -> 3 (1).
  assert.equal(ours[6], '0.250');
  // The prior: 1 of 2 edges, 12 of 14 gaps; blindly 1/4 of the edges, 14 - (3 - 1/2) gaps; in row 0 1 of 2 edges, all gaps.
  assert.deepEqual(prior.slice(0, 4), ['the prior itself', '67.9', '53.6', '75.0']);
  // Rows 0 and 1 whole: both edges, 8 of 14 gaps.
  assert.deepEqual(known.slice(1, 4), ['78.6', '78.6', '50.0']);
  assert.deepEqual(assayed.slice(1, 4), ['92.9', '92.9', '50.0']);
  // Motifs of the targets: 0, 2, 0, 1. Within row 0 edge 1 is above both gaps, edge 2 level with one and below the other.
  assert.deepEqual([motifs[0], motifs[4]], ["number of the target's motifs", '0.625']);
});

test('a study that nothing was assayed for is refused by its name', () => {
  assert.throws(() => networkAudit({ ...study, assayed: undefined }, {}), /four genes has no reference/);
});
