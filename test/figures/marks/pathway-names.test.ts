import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  pathwayNamesOnLines,
  readablePathway,
  shortPathwayNames,
} from '../../../lib/figures/marks/pathway-names';

test('names of MSigDB become readable, others stay', () => {
  assert.equal(readablePathway('REACTOME_TP53_REGULATES_METABOLIC_GENES'), 'TP53 regulates metabolic genes');
  assert.equal(readablePathway('REACTOME_FOXO_MEDIATED_TRANSCRIPTION'), 'FOXO mediated transcription');
  assert.equal(readablePathway('GO_MRNA_BINDING'), 'mRNA binding');
  assert.equal(readablePathway('REACTOME_CLASS_I_PEROXISOMAL_IMPORT'), 'Class I peroxisomal import');
  assert.equal(readablePathway('My own set'), 'My own set');
});

test('long names lose their middle, never their difference', () => {
  const cycle = 'REACTOME_TP53_REGULATES_TRANSCRIPTION_OF_GENES_INVOLVED_IN_';
  const short = shortPathwayNames([`${cycle}G1_CELL_CYCLE_ARREST`, `${cycle}G2_CELL_CYCLE_ARREST`], 36);
  assert.deepEqual(short, ['TP53 regulates … G1 cell cycle arrest', 'TP53 regulates … G2 cell cycle arrest']);
  assert.ok(shortPathwayNames([`${cycle}G1_CELL_CYCLE_ARREST`], 30)[0].length <= 30);
  assert.deepEqual(shortPathwayNames(['GO_HEME', 'KEGG_HEME'], 44), ['GO_HEME', 'KEGG_HEME']);
  assert.deepEqual(shortPathwayNames(['x'.repeat(60)], 20), [`${'x'.repeat(19)}…`]);
  // Alike from both ends over more letters than there is room for.
  const end = `${'like_'.repeat(12)}end`;
  const far = ['inner', 'outer'].map((middle) =>
    `GO_BOTH_${'like_'.repeat(12)}${middle}_${end}`.toUpperCase(),
  );
  const told = shortPathwayNames(far, 30);
  assert.deepEqual(
    told.map((name) => name.slice(-4)),
    [' (1)', ' (2)'],
  );
  assert.ok(told.every((name) => name.length <= 30 + 6 + 4));
});

test('a name longer than a line is parted where the two lines are most alike', () => {
  const names = [
    'GO_POSITIVE_REGULATION_OF_TRANSCRIPTION_FROM_RNA_POLYMERASE_II_PROMOTER',
    'GO_SEQUENCE_SPECIFIC_DNA_BINDING',
    'x'.repeat(40),
  ];
  assert.deepEqual(pathwayNamesOnLines(names, 34), [
    'Positive regulation of transcription\nfrom RNA polymerase II promoter',
    'Sequence specific DNA binding',
    'x'.repeat(40),
  ]);
});
