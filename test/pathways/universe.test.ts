import assert from 'node:assert/strict';
import { test } from 'node:test';
import { universeOf } from '../../lib/pathways/universe';

const set = (name: string, ...genes: string[]): { name: string; description: string; genes: string[] } => ({
  name,
  description: '',
  genes,
});

test('symbols are split and averaged, cases agree, genes in no set are left out, sizes count what is left', () => {
  const universe = universeOf(
    ['TP53', 'ACY1 /// ABHD14A', 'ACY1', 'C1ORF35', 'NOWHERE'],
    [1, 2, 4, 8, 16],
    [
      set('ALL_BUT_ONE', 'TP53', 'ACY1', 'ABHD14A', 'ABSENT'),
      set('PAIR', 'C1orf35', 'acy1'),
      set('SMALL', 'TP53', 'ABSENT', 'ABSENT2', 'ABSENT3'),
      set('WHOLE', 'TP53', 'ACY1', 'ABHD14A', 'C1orf35'),
    ],
    { minSize: 2 },
  );
  assert.deepEqual(universe.symbols, ['TP53', 'ACY1', 'ABHD14A', 'C1ORF35']);
  assert.deepEqual([...universe.influence], [1, 3, 2, 8]);
  assert.deepEqual(
    universe.sets.map(({ name, members }) => [name, [...members]]),
    [
      ['ALL_BUT_ONE', [0, 1, 2]],
      ['PAIR', [1, 3]],
    ],
  );
  const { known, averaged, otherCase, tooSmall, tooLarge } = universe;
  assert.deepEqual(
    { known, averaged, otherCase, tooSmall, tooLarge },
    { known: 5, averaged: 1, otherCase: 1, tooSmall: 1, tooLarge: 1 },
  );
});

test('nothing in common: both kinds of names are described', () => {
  const sets = [set('A', 'TP53', 'MDM2', 'CDK2'), set('B', 'RUNX1')];
  assert.throws(
    () => universeOf(['ENSG00000141510', 'ENSG00000135679'], [1, 2], sets),
    /scores name Ensembl gene identifiers \(ENSG00000141510, ENSG00000135679\), the sets symbols in the way of human genes \(TP53/,
  );
  assert.throws(
    () => universeOf(['YAL001C', 'YBR123W'], [1, 2], sets),
    /yeast systematic names.*same species: \{ rename \} changes/,
  );
});

test('names of the scores are changed before they are looked for', () => {
  const { symbols, influence } = universeOf(
    ['ENSG1.1', 'ENSG1.2', 'ENSG2.4', 'ENSG3.1'],
    [1, 3, 5, 7],
    [set('X', 'ENSG1', 'ENSG2'), set('Y', 'ENSG3', 'ENSG1')],
    {
      minSize: 2,
      rename: (name) => name.split('.')[0],
    },
  );
  assert.deepEqual(
    [symbols, [...influence]],
    [
      ['ENSG1', 'ENSG2', 'ENSG3'],
      [2, 5, 7],
    ],
  );
});

test('limits that no set meets, and numbers that do not pair up', () => {
  assert.throws(
    () => universeOf(['A', 'B', 'C'], [1, 2, 3], [set('X', 'A', 'B'), set('Y', 'B', 'C')]),
    /none of the 2 gene sets has 5 to 500 of the 3 genes .*\(2 have fewer, 0 more\).*\{ minSize \}/,
  );
  assert.throws(() => universeOf(['A', 'B'], [1], [set('X', 'A')]), /2 genes cannot have 1/);
  assert.throws(() => universeOf(['A', 'B'], [1, NaN], [set('X', 'A')]), /influence of B is NaN/);
});

test('names of which the sets know none: of another kind, or of the same kind and none of theirs', () => {
  const sets = [set('X', 'JAK2', 'TYK2', 'CBL', 'IL6')];
  assert.throws(
    () => universeOf(['Trp53', 'Gata1'], [1, 2], sets),
    /scores name symbols in the way of mouse or rat .*\(Trp53, Gata1\), the sets .*human.*\(JAK2, TYK2, CBL, \.\.\.\)\. Both must use the same kind/,
  );
  assert.throws(() => universeOf(['TP35', 'GATA11'], [1, 2], sets), {
    message:
      /the scores name TP35, GATA11, the sets JAK2, TYK2, CBL, \.\.\., both symbols in the way of human genes \(TP53\)\. Are the names spelt right/,
  });
});
