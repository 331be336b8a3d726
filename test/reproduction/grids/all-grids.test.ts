import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gridOf, type GridName } from '../../../lib/reproduction/grids/grids';
import { inOrderOfTime, libraryStatesText, timesText } from '../../../lib/reproduction/grids/all-grids';
import { madeResult, storeOf } from '../../experiments/made-result';

const grid = (name: GridName, strategies: string[], seeds: number) => ({
  grid: name,
  sections: gridOf(name, { strategies, seeds }),
  jobs: 1,
});

test('all grids in the order of their time, a run that two share counted once in the sum', () => {
  // 100 s a run of SIM690, 10 s of SIM350 at 5 % noise, by hand: 2 x 100, 5 x 10, and 3 unknown ones.
  const stored = storeOf(
    [{ dataset: 'sim690', seed: 9, solver: 'krogstad' }, { seconds: 100 }],
    [{ seed: 1, solver: 'krogstad' }, { seconds: 10 }],
  );
  const grids = [grid('9', ['imp'], 3), grid('7', ['dash'], 2), grid('1', ['dash'], 5)];
  const ordered = inOrderOfTime(grids, stored, [...stored.values()]);
  assert.deepEqual(
    ordered.map((time) => [time.grid, time.total, time.missing, time.left, time.whole]),
    [
      ['1', 5, 4, 40, 50],
      ['7', 2, 2, 200, 200],
      ['9', 6, 6, null, null],
    ],
  );
  assert.match(
    timesText(ordered, stored),
    /^table 1 {2,}1 of 5 stored; the missing take 40 s \(from nothing 50 s\)$/m,
  );
  assert.match(timesText(ordered, stored), /^all +1 of 13 stored; .* unknown \(from nothing unknown\)$/m);
  const twice = inOrderOfTime([grids[2], grid('1', ['dash'], 3)], stored, [...stored.values()]);
  assert.match(timesText(twice, stored), /^all +1 of 5 stored/m);
  // The longest name, too, is apart from its numbers.
  const long = inOrderOfTime([grid('lambda-corruption', ['scale-matched'], 1)], stored, []);
  assert.match(timesText(long, stored), /^figure lambda-corruption {2}\d+ of \d+ stored/m);
});

test('results tell which states of the library made them', () => {
  const by = (commit: string | null) => ({ ...madeResult({}), library: { version: '0.1.0', commit } });
  assert.match(libraryStatesText([by('abc'), by('abc')]), /one state of the library, abc\./);
  assert.match(libraryStatesText([by('abc'), by('def+'), by('def+')]), /2 states .*: def\+ \(2\), abc \(1\)/);
  assert.match(libraryStatesText([by(null)]), /0\.1\.0/);
});
