import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadStudy } from '../../../../lib/studies/own/own-study';
import { renameOf } from '../../../../lib/studies/own/names/rename';
import { temporaryFile, temporaryFolder } from '../../../files/temporary-folder';

describe('names are changed', () => {
  const changes: [choice: string, before: string, after: string][] = [
    ['upper', 'Gata1', 'GATA1'],
    ['lower', 'tp53A', 'tp53a'],
    ['title', 'GATA1', 'Gata1'],
    ['strip-version', 'ENSG00000141510.18', 'ENSG00000141510'],
    ['strip-version', 'ENSG00000182378.14_PAR_Y', 'ENSG00000182378_PAR_Y'],
    ['strip-version', 'ENSMUSG00000059552.9', 'ENSMUSG00000059552'],
    ['strip-version', 'NM_000546.6', 'NM_000546'],
    ['strip-version', 'AT1G01060.2', 'AT1G01060'],
    ['strip-version', 'Solyc01g005000.2.1', 'Solyc01g005000'],
    ['strip-version', 'RP11-34P13.7', 'RP11-34P13.7'],
    ['strip-version', 'AC012345.1', 'AC012345.1'],
    ['strip-version', 'Y48G1C.9', 'Y48G1C.9'],
    ['look-alikes', 'M\u0423\u0421', 'MYC'],
    ['look-alikes', 'HLA\u2011A', 'HLA-A'],
    ['look-alikes', 'TP\u200b53', 'TP53'],
    ['look-alikes', 'ＴＰ53', 'TP53'],
    ['look-alikes', 'IL1\u03b2', 'IL1\u03b2'],
  ];
  for (const [choice, before, after] of changes) {
    it(`${choice}: ${before} to ${after}`, async () => {
      assert.equal((await renameOf(choice))(before), after);
    });
  }

  it('by a file of old and new names; what it does not list, or gives no name, stays', async (t) => {
    const file = temporaryFile(t, 'names.csv', 'ENSG1,TP53\nENSG2,NA\nENSG3,\nENSG1,TP53\n');
    const rename = await renameOf(file);
    assert.deepEqual(['ENSG1', 'ENSG2', 'ENSG3', 'ENSG4'].map(rename), ['TP53', 'ENSG2', 'ENSG3', 'ENSG4']);
    const both = await renameOf(['strip-version', temporaryFile(t, 'x.csv', 'ENSG00000141510\tTP53\n')]);
    assert.equal(both('ENSG00000141510.18'), 'TP53');
    assert.equal((await renameOf([(name) => `${name}!`, 'upper']))('a'), 'A!');
    assert.equal((await renameOf())('a'), 'a');
  });

  it("by STRING's file of proteins and by BioMart's, whose columns have titles", async (t) => {
    const proteins = temporaryFile(
      t,
      'info.txt',
      '#string_protein_id\tpreferred_name\tprotein_size\tannotation\n9606.ENSP1\tARF5\t180\tADP-ribosylation; factor\n',
    );
    assert.equal((await renameOf(proteins))('9606.ENSP1'), 'ARF5');
    const mart = temporaryFile(
      t,
      'mart.txt',
      'Gene stable ID,Gene stable ID version,Gene name\nENSG1,ENSG1.2,TP53\n',
    );
    assert.equal((await renameOf(mart))('ENSG1'), 'TP53');
  });

  it('or not: what is wrong with the choice is told, all of a kind', async (t) => {
    await assert.rejects(renameOf('uper'), /rename is one of upper, lower, .* there is no file "uper"/);
    const twice = temporaryFile(t, 'twice.csv', 'A,X\nB,Z\nA,Y\nB,W\n');
    await assert.rejects(
      renameOf(twice),
      /twice.csv has two new names for A \(X in line 1, Y in line 3\); B \(Z in line 2, W in line 4\)/,
    );
    const wide = temporaryFile(t, 'wide.csv', 'a,b,c\n1,2,3\n');
    await assert.rejects(renameOf(wide), /wide.csv has 3 columns \(a, b, c\); a file of new names has two/);
  });
});

const EXPRESSION = (genes: readonly string[]): string =>
  [
    'gene,0,1,2,3,4,5,6,7',
    ...genes.map((gene, k) => [gene, ...Array.from({ length: 8 }, (_, t) => ((k + t) % 7) / 10)].join(',')),
  ].join('\n');

describe('names that are not what they seem are told', () => {
  const warnings = async (t: Parameters<typeof temporaryFolder>[0], genes: string[], prior?: string) => {
    const { report } = await loadStudy({
      expression: temporaryFile(t, 'mine.csv', EXPRESSION(genes)),
      ...(prior !== undefined && { prior: temporaryFile(t, 'prior.csv', prior) }),
    });
    return report.warnings.join('\n');
  };

  it('dates and numbers that Excel made, in any file', async (t) => {
    const made = ['1-Mar', '2-Sep', '44805', 'Dec-01', '2.31E+13', '2022-03-01', '1. Mrz'];
    const told = await warnings(
      t,
      ['GATA1', 'SPI1', 'KLF1', ...made],
      'regulator,target\nGATA1,SPI1\n4-Sep,SPI1\n',
    );
    assert.match(
      told,
      /7 names of mine.csv are no genes but what Excel made of them: 1-Mar \(a MARCHF or MTARC gene\?\); 2-Sep \(a SEPTIN gene\?\); 44805 \(a SEPTIN gene\?\); Dec-01 \(a DELEC gene\?\); 2.31E\+13;/,
    );
    assert.match(told, /1 names of prior.csv are no genes .*: 4-Sep .*\{ rename: 'FILE' \}/);
    assert.doesNotMatch(told, /[Aa]verage/);
  });

  it('but not the ids of Entrez, or genes of C. elegans', async (t) => {
    assert.doesNotMatch(await warnings(t, ['44805', '7157', '4609', '1017']), /Excel/);
    assert.doesNotMatch(await warnings(t, ['sep-1', 'dec-1', 'mar-1', 'unc-119', 'MARCHF1']), /Excel/);
  });

  it('letters of other alphabets, invisible ones and other hyphens, with a way out that works', async (t) => {
    const genes = ['MYC', 'HLA-A', 'TP53', 'GATA1'];
    const prior = 'regulator,target\nMY\u0421,TP53\nTP53,HLA\u2011A\nGATA1,TP53\u200b\nTP53,GATA1\n';
    const told = await warnings(t, genes, prior);
    assert.match(
      told,
      /3 names of prior.csv hold characters that are not what they look like: MYС \(letter 3 is U\+0421\); HLA‑A \(letter 4 is U\+2011\); TP53.* \(letter 5 is U\+200B\)\. Load with \{ rename: 'look-alikes' \}/,
    );
    const { report } = await loadStudy({
      expression: temporaryFile(t, 'mine.csv', EXPRESSION(genes)),
      prior: temporaryFile(t, 'prior.csv', prior),
      rename: 'look-alikes',
    });
    assert.equal(report.prior?.kept, 4);
    assert.doesNotMatch(report.warnings.join('\n'), /look like/);
  });

  it('mouse in a prior for man, all names or some; versions of Ensembl', async (t) => {
    await assert.rejects(
      warnings(t, ['GATA1', 'SPI1'], 'regulator,target\nGata1,Spi1\n'),
      /no gene in common: prior.csv has symbols with a capital first letter \(mouse, rat\).*2 of 2 .*Trp53.*\{ rename: 'upper' \}/,
    );
    assert.match(
      await warnings(t, ['GATA1', 'SPI1', 'KLF1'], 'regulator,target\nGATA1,SPI1\nGata1,Klf1\n'),
      /4 of 4 names of prior.csv are in mine.csv but for upper and lower case \(2 as they are\); prior.csv has symbols as of mouse.*\{ rename: 'upper' \}/,
    );
    await assert.rejects(
      warnings(
        t,
        ['ENSG00000141510.8', 'ENSG00000141511.7'],
        'regulator,target\nENSG00000141510,ENSG00000141511\n',
      ),
      /\{ rename: 'strip-version' \}/,
    );
  });

  it("STRING's ids: the error names the file that translates them, and with it they match", async (t) => {
    const folder = temporaryFolder(t);
    const write = (name: string, text: string): string => {
      const path = join(folder, name);
      writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text);
      return path;
    };
    const expression = write('mine.csv', EXPRESSION(['ARF5', 'TP53', 'MYC']));
    const links = 'protein1,protein2,combined_score\n9606.ENSP00000000233,9606.ENSP00000269305,900\n';
    const coregulation = write('links.csv', links);
    await assert.rejects(
      loadStudy({ expression, coregulation }),
      /Ensembl protein ids, as STRING has them.*\{ rename: 'FILE' \}.*protein.info/,
    );
    const info =
      '#string_protein_id\tpreferred_name\n9606.ENSP00000000233\tARF5\n9606.ENSP00000269305\tTP53\n';
    const { report } = await loadStudy({ expression, coregulation, rename: write('info.txt', info) });
    assert.ok(report.coregulation !== null && report.coregulation !== 'prior');
    assert.equal(report.coregulation.kept, 1);
  });
});
