import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { locate } from '../../../lib/downloads/locate';
import { readSquareMatrix } from '../../../lib/files/matrix-file';
import { readEdges, readEquations, readGeneNames } from '../../../lib/studies/published/network-files';
import { readPublishedNetwork, type SystemName } from '../../../lib/studies/published/published-network';
import { readTrajectories } from '../../../lib/studies/published/trajectory-file';
import { Random } from '../../../lib/math/random';
import { toDense } from '../../../lib/math/sparse-matrix';
import { systemFromEquations, type EquationSystem } from '../../../lib/simulation/equation-system';
import { valueOf } from '../../../lib/simulation/expression';
import { signedAdjacency } from '../../../lib/simulation/network';
import { equationsOf } from '../../../lib/simulation/regulatory-rule';
import { integrate } from '../../../lib/simulation/simulate';

/** The genes whose derivatives differ between two systems at any of ten random states. */
function genesThatDiffer(a: EquationSystem, b: EquationSystem, bound = 1e-12): string[] {
  assert.deepEqual([a.genes, a.inputs], [b.genes, b.inputs]);
  const random = Random.fromSeed(1);
  const states = Array.from({ length: 10 }, () => a.genes.map(() => random.uniform()));
  return a.genes.filter((_, gene) => {
    const [left, right] = [a.derivatives[gene], b.derivatives[gene]];
    if (left === null || right === null) return left !== right;
    return states.some((levels) => !(Math.abs(valueOf(left, levels) - valueOf(right, levels)) < bound));
  });
}

/** A file of the checks that go with a mirror, or null. */
function derived(name: string): string | null {
  const mirror = process.env.DASH_DATA_MIRROR;
  const path = mirror && join(mirror, 'derived', name);
  return path && existsSync(path) ? path : null;
}

for (const name of ['sim350', 'sim690'] as SystemName[]) {
  describe(`published network of ${name}`, () => {
    it('integrates the 10 published test trajectories from their start to 5e-6', async (t) => {
      const published = await readPublishedNetwork(name);
      const file = await locate(`${name}-test`);
      if (!published || !file) return t.skip(`needs the files of ${name}: npm run data -- synthetic`);
      const { genes } = published.network;
      const recorded = await readTrajectories(file, genes);
      assert.equal(recorded.length, 10);
      for (const { times, levels } of recorded) {
        const start = genes.map((_, gene) => levels[gene * times.length]);
        const [simulated] = integrate(published.system, [start], [...times]);
        const worst = simulated.reduce((max, value, k) => Math.max(max, Math.abs(value - levels[k])), 0);
        assert.ok(worst < 5e-6, `${worst}`);
      }
    });

    it('has the edges of the prior without corruption, signs included', async (t) => {
      const published = await readPublishedNetwork(name);
      const file = await locate(`${name}-prior-0`);
      if (!published || !file) return t.skip(`needs the files of ${name}: npm run data -- synthetic`);
      const prior = await readSquareMatrix(file, published.network.genes);
      assert.deepEqual(toDense(signedAdjacency(published.network)), toDense(prior));
    });
  });
}

describe('regulatory rule against the published equations', () => {
  it('gives every equation of G690', async (t) => {
    const published = await readPublishedNetwork('sim690');
    if (!published) return t.skip('needs the files of sim690: npm run data -- synthetic');
    // The edge list holds E and h to 9 decimals, the equations to 15.
    assert.deepEqual(genesThatDiffer(published.system, equationsOf(published.network), 1e-8), []);
  });

  it('gives every equation of G350 but six, where another regulator than the one of most targets leads', async (t) => {
    const published = await readPublishedNetwork('sim350');
    if (!published) return t.skip('needs the files of sim350: npm run data -- synthetic');
    const differ = genesThatDiffer(published.system, equationsOf(published.network));
    assert.deepEqual(differ.sort(), ['BAR1', 'CYC1', 'ILV2', 'MET17', 'STE2', 'STE6']);
  });
});

describe('repair of G350', () => {
  it('comes out as the prepared files that go with a mirror', async (t) => {
    const published = await readPublishedNetwork('sim350');
    const [namesFile, edgesFile, equationsFile] = [
      'gene_names_350_dash_order.csv',
      'edge_properties_G350_exact.csv',
      'ode_system_functions_350_exact.csv',
    ].map(derived);
    if (!published || !namesFile || !edgesFile || !equationsFile) {
      return t.skip('needs DASH_DATA_MIRROR with its folder derived/');
    }
    const { network, system } = published;
    assert.deepEqual(network.genes, await readGeneNames(namesFile));
    assert.equal(network.inputs, 73);
    const edges = await readEdges(edgesFile);
    assert.equal(network.edges.length, edges.length);
    network.edges.forEach((edge, k) => {
      const { from, to, activates, ec50, exponent } = edges[k];
      assert.deepEqual([network.genes[edge.regulator], network.genes[edge.target]], [from, to]);
      assert.deepEqual([edge.activates, edge.ec50], [activates, ec50]);
      assert.ok(Math.abs(edge.exponent - exponent) < 1e-14);
    });
    const exact = systemFromEquations(network.genes, await readEquations(equationsFile));
    assert.deepEqual(genesThatDiffer(system, exact), []);
  });
});
