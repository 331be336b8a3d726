import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainMismatch, looksLike, someOf, spellingHint } from '../../../../lib/studies/own/names/names';

describe('names of genes', () => {
  const kinds: [names: string[], looks: RegExp][] = [
    [['ENSG00000141510.18', 'ENSG00000136997'], /^Ensembl gene ids \(human\)/],
    [['ENSMUSG00000059552'], /^Ensembl gene ids \(mouse\)/],
    [['9606.ENSP00000269305'], /^Ensembl protein ids, as STRING has them/],
    [['ENST00000269305'], /^Ensembl transcript ids/],
    [['FBgn0039044'], /^FlyBase ids/],
    [['WBGene00000467'], /^WormBase ids/],
    [['YAL001C', 'YDR146C-A'], /^systematic names of yeast/],
    [['AT1G01060'], /^AGI codes/],
    [['P04637', 'Q9Y6K9'], /^UniProt ids/],
    [['NM_000546.6'], /^RefSeq ids/],
    [['201746_at'], /^Affymetrix probe sets/],
    [['7157', '4609'], /^numbers \(Entrez ids\?\)/],
    [['Trp53', 'Gata1'], /^symbols with a capital first letter \(mouse, rat\)/],
    [['TP53', 'C1orf112', 'HLA-A'], /^symbols in capitals \(human, yeast\), such as TP53, C1orf112$/],
    [['tp53'], /^symbols in small letters/],
    [['??', 'TP53', 'MYC'], /^symbols in capitals/],
  ];
  for (const [names, looks] of kinds) {
    it(`are known by their pattern: ${names[0]}`, () => assert.match(looksLike(names), looks));
  }

  it('that differ in case or version alone can be brought together', () => {
    const human = { file: 'human.csv', names: ['TP53', 'MYC', 'GATA1'] };
    const mouse = { file: 'mouse.csv', names: ['Gata1', 'Myc', 'Trp53'] };
    assert.match(
      explainMismatch(mouse, human),
      /mouse.csv has symbols with a capital .* 2 of 3 names of mouse.csv are in human.csv but for upper and lower case \(0 as they are\); mouse.csv has symbols as of mouse or rat, .*: load with \{ rename: 'upper' \}$/,
    );
    const versions = { file: 'v.csv', names: ['ENSG00000141510.18'] };
    const plain = { file: 'p.csv', names: ['ENSG00000141510'] };
    const hint = spellingHint(versions, plain) ?? '';
    assert.match(hint, /version after the point/);
    assert.match(hint, /\{ rename: 'strip-version' \}$/);
    assert.equal(spellingHint(human, human), null);
  });

  it('of one kind and still not shared are a question of species', () => {
    const [one, other] = [
      { file: 'a.csv', names: ['TP53'] },
      { file: 'b.csv', names: ['ABF1'] },
    ];
    assert.match(explainMismatch(one, other), /They are of one kind: is it the same species/);
  });

  it('are listed in short', () => {
    assert.equal(someOf(['A', 'B']), 'A, B');
    assert.equal(someOf(['A', 'B', 'C', 'D'], 2), 'A, B and 2 more');
  });
});
