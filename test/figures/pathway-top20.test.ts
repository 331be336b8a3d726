import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathwayPanel, pathwayTop20Figure } from '../../lib/figures/pathway-top20';
import { drawn, marksOf, wordsOf } from './drawing';

const pathways = Array.from({ length: 25 }, (_, k) => ({
  pathway: `REACTOME_PATHWAY_${k}_OF_MANY`,
  z: k / 2,
  significant: k > 22,
  genes: 12,
}));

test('the twenty of highest z, the highest first, a star where significant', async (t) => {
  const figure = pathwayTop20Figure(
    [
      { strategy: 'dash', pathways },
      { strategy: 'imp', pathways: pathways.slice(0, 3) },
    ],
    { title: 'top', rule: 'p < 0.05', named: ['REACTOME_PATHWAY_24_OF_MANY'] },
  );
  const svg = await drawn(figure, t);
  assert.equal(marksOf(svg, 'bar'), 20 + 3);
  const words = wordsOf(svg);
  for (const word of [
    '12.0 *',
    '11.5 *',
    '11.0',
    'DASH',
    '2 of 25 pathways significant',
    '0 of 3 pathways significant',
  ]) {
    assert.ok(words.includes(word), word);
  }
  const names = words.filter((word) => word.startsWith('Pathway '));
  assert.deepEqual(
    [names[0], names[19], names[20]],
    ['Pathway 24 of many', 'Pathway 5 of many', 'Pathway 2 of many'],
  );
  assert.equal(svg.match(/font-weight="bold"[^>]*>Pathway/g)?.length, 1, 'the named pathway alone is bold');
  assert.ok(svg.includes('REACTOME_PATHWAY_24_OF_MANY'), 'the full name is in the tooltip');
  assert.throws(
    () => pathwayTop20Figure([{ strategy: 'dash', pathways: [] }], { title: '', rule: '' }),
    /no pathway/,
  );
});

test('a second rule has a dagger; a panel that holds few of what was tested says how many that is', async (t) => {
  const bars = [
    { pathway: 'both', z: 5, significant: true, alsoSignificant: true },
    { pathway: 'first', z: 4, significant: true, alsoSignificant: false },
    { pathway: 'second', z: 3, significant: false, alsoSignificant: true },
    { pathway: 'neither', z: 2, significant: false, alsoSignificant: false },
  ];
  const figure = pathwayTop20Figure([{ strategy: 'dash', pathways: bars, tested: 142 }], {
    title: 'two rules',
    rule: 'one',
    secondRule: 'max-T',
  });
  const svg = await drawn(figure, t);
  const words = wordsOf(svg);
  assert.ok(svg.includes('†: max-T'));
  for (const word of ['5.0 *†', '4.0 *', '3.0 †', '2.0', '2 of 142 pathways *, 2 †']) {
    assert.ok(words.includes(word), word);
  }
});

test('a long name stands on two lines, in bold as a whole', async (t) => {
  const pathway = 'GO_POSITIVE_REGULATION_OF_TRANSCRIPTION_FROM_RNA_POLYMERASE_II_PROMOTER';
  const panel = { strategy: 'dash', pathways: [{ pathway, z: 3, significant: true }] };
  const svg = await drawn(pathwayTop20Figure([panel], { title: 't', rule: 'r', named: [pathway] }), t);
  assert.match(
    svg,
    /font-weight="bold"[^>]*><tspan>Positive regulation of transcription<\/tspan><tspan[^>]*>from RNA polymerase II promoter<\/tspan>/,
  );
});

test('a test becomes a panel under each of its rules', () => {
  const tested = {
    name: 'heme',
    members: ['ALAS2', 'FECH'],
    score: 2,
    expected: 1,
    z: 4,
    p: 0.001,
    bonferroni: 0.06,
    benjaminiHochberg: 0.02,
    maxT: 0.06,
    paper: { z: 4.2, p: 0, bonferroni: 0 },
  };
  const bar = (rule: 'paper' | 'bonferroni') =>
    pathwayPanel('dash', { pathways: [tested] }, rule).pathways[0];
  assert.deepEqual(bar('paper'), { pathway: 'heme', z: 4.2, significant: true, genes: 2 });
  assert.deepEqual(bar('bonferroni'), { pathway: 'heme', z: 4, significant: false, genes: 2 });
  const { members, ...rest } = tested;
  const recorded = { ...rest, genes: members.length };
  assert.deepEqual(pathwayPanel('imp', { pathways: [recorded], tested: 142 }, 'maxT', 'benjaminiHochberg'), {
    strategy: 'imp',
    pathways: [{ pathway: 'heme', z: 4, significant: false, alsoSignificant: true, genes: 2 }],
    tested: 142,
  });
});
