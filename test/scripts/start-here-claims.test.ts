import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { confusion } from '../../lib/evaluation/confusion';
import { rowsOf } from '../../lib/math/matrix-rows';
import { Random } from '../../lib/math/random';
import { entriesOf, type SparseMatrix } from '../../lib/math/sparse-matrix';
import { networkFromText } from '../../lib/simulation/network-text';
import { simulateStudy } from '../../lib/studies/simulate-study';
import { PROJECT } from './pages';

const { cells } = JSON.parse(
  readFileSync(path.join(PROJECT, 'notebooks', '00-start-here.ipynb'), 'utf8'),
) as { cells: { cell_type: string; source: string | string[] }[] };
const textOf = (kind: string): string =>
  cells
    .filter(({ cell_type }) => cell_type === kind)
    .map(({ source }) => [source].flat().join(''))
    .join('\n');
const [prose, code] = ['markdown', 'code'].map(textOf);

// The notebook's own network and study, made anew.
const arrows = /networkFromText\(\s*`([^`]*)`/.exec(code)![1];
const network = networkFromText(arrows, Random.fromSeed(1, 'twenty genes'));
const study = simulateStudy(network, {
  name: 'twenty genes',
  trajectories: { training: 40, validation: 10, test: 10 },
  ...{ noise: 0.1, priorCorruption: 0.2, seed: 1 },
});

const arrowsOf = (matrix: SparseMatrix): string[] =>
  [...entriesOf(matrix)].map(
    ([from, to, sign]) => `${study.genes[from]} ${sign > 0 ? '->' : '-|'} ${study.genes[to]}`,
  );
const [truth, prior] = [arrowsOf(study.truth!), arrowsOf(study.prior)];
const listed = (some: string[], others: string[]): string =>
  some
    .filter((arrow) => !others.includes(arrow))
    .map((arrow) => `\`${arrow}\``)
    .join(', ');

test('what notebook 00 says of its network and of its prior is so', () => {
  const n = network.genes.length;
  const { truePositives, falsePositives, trueNegatives, falseNegatives, tpr, tnr, balancedAccuracy } =
    confusion(rowsOf(study.prior), study.truth!);
  const percent = (share: number): string => (100 * share).toFixed(1);
  const [edges, gaps] = [truePositives + falseNegatives, trueNegatives + falsePositives];
  const said = [
    `Of the ${n} x ${n} = ${n ** 2} possible edges only few exist, here ${network.edges.length}`,
    `Wrong in it, and dashed, are ${listed(prior, truth)}; it lacks ${listed(truth, prior)}.`,
    `The prior alone has a balanced accuracy of ${percent(balancedAccuracy)} %`,
    `Of the ${edges} true edges ${truePositives} are in the prior: ${truePositives}/${edges} = ${percent(tpr)} %. ` +
      `Of the ${n ** 2} - ${edges} = ${gaps} other pairs it joins ${falsePositives}: ${trueNegatives}/${gaps} = ${percent(tnr)} %`,
  ];
  for (const sentence of said) assert.ok(prose.includes(sentence), sentence);
});
