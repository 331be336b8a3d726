import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode } from 'fast-png';
import { coregulationHeatMapFigure } from '../../lib/figures/coregulation-heat-map';
import { squareRows } from '../network/networks';
import { drawn, wordsOf } from './drawing';

// Regulators 0 and 2 act on the same targets, 1 and 3 on others.
const truth = [
  [0, 1, 0, 0, 0, 0],
  [0, 0, 0, 1, 0, 0],
  [0, 1, 0, 0, 0, 0],
  [0, 0, 0, 1, 0, 0],
  [0, 0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0, 0],
].flat();

test('one image a network, regulators in the order of the first one unless told otherwise', async (t) => {
  const panels = [
    { title: 'truth', network: squareRows(truth) },
    { title: 'empty', network: squareRows(new Float32Array(36)) },
  ];
  const clustered = coregulationHeatMapFigure(panels, [0, 1, 2, 3], { title: 'alike' });
  const svg = await drawn(clustered, t);
  assert.equal(svg.match(/<image /g)?.length, 2);
  const words = wordsOf(svg);
  const { subtitle } = clustered.title as { subtitle: string[] };
  assert.match(subtitle.join(' '), /of 4 regulators .*clusters of "truth"/);
  for (const word of ['truth', 'empty', 'regulator', '|correlation|']) assert.ok(words.includes(word), word);
  // |r| is 1 within a pair, and |(1/6)^2 / (5/36)| = 1/5 between the pairs: step 4 of 20 from white
  assert.deepEqual(firstImage(clustered), [40, 40, 24, 24, 40, 40, 24, 24, 24, 24, 40, 40, 24, 24, 40, 40]);
  const given = coregulationHeatMapFigure(panels, [0, 1, 2, 3], { title: 'alike', order: 'given' });
  assert.deepEqual(firstImage(given), [40, 24, 40, 24, 24, 40, 24, 40, 40, 24, 40, 24, 24, 40, 24, 40]);
  assert.throws(() => coregulationHeatMapFigure([], [0], { title: 'none' }), /at least one network/);
  assert.throws(() => coregulationHeatMapFigure(panels, [], { title: 'none' }), /at least one regulator/);
});

/** The palette indices of the figure's first image: 20 is white, 40 the full colour. */
function firstImage(figure: object): number[] {
  const url = /data:image\/png;base64,([^"]+)/.exec(JSON.stringify(figure));
  assert.ok(url);
  return [...decode(Buffer.from(url[1], 'base64')).data];
}
