import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Random } from '../../lib/math/random';
import { generateNetwork, NETWORK_SHAPES } from '../../lib/simulation/generate-network';
import { outDegrees, type GeneNetwork } from '../../lib/simulation/network';

/** mean^2 / (variance - mean) of the degrees beyond the first: the shape that the generator is given. */
function shapeOf(degrees: number[]): number {
  const beyond = degrees.filter((degree) => degree > 0).map((degree) => degree - 1);
  const mean = beyond.reduce((a, b) => a + b) / beyond.length;
  const variance = beyond.reduce((sum, x) => sum + (x - mean) ** 2, 0) / beyond.length;
  return mean ** 2 / (variance - mean);
}

const inDegrees = ({ genes, edges }: GeneNetwork): number[] => {
  const degrees = new Array<number>(genes.length).fill(0);
  for (const { target } of edges) degrees[target]++;
  return degrees;
};

for (const [name, shape] of Object.entries(NETWORK_SHAPES)) {
  describe(`generated network like ${name}`, () => {
    const networks = [1, 2, 3, 4, 5].map((seed) => generateNetwork(shape, Random.fromSeed(seed)));

    it('has the counts of the published one', () => {
      for (const network of networks) {
        const { genes, inputs, edges } = network;
        const degrees = outDegrees(network);
        assert.deepEqual([genes.length, inputs, edges.length], [shape.genes, shape.inputs, shape.edges]);
        assert.equal(edges.filter((edge) => edge.activates).length, shape.activatingEdges);
        assert.ok(degrees.subarray(0, shape.regulators).every((degree) => degree >= 1));
        assert.ok(degrees.subarray(shape.regulators).every((degree) => degree === 0));
        assert.ok(edges.every(({ regulator, target }) => regulator !== target && target >= inputs));
        assert.ok(inDegrees(network).every((degree, gene) => (gene < inputs ? degree === 0 : degree >= 1)));
        assert.equal(new Set(genes).size, genes.length);
      }
    });

    it('has degrees as heavy-tailed as the published one', () => {
      const mean = (values: number[]): number => values.reduce((a, b) => a + b) / values.length;
      const out = mean(networks.map((network) => shapeOf([...outDegrees(network)])));
      const into = mean(networks.map((network) => shapeOf(inDegrees(network))));
      // A Poisson degree, without a heavy tail, would have an infinite shape.
      assert.ok(Math.abs(Math.log(out / shape.outDegreeShape)) < Math.log(1.5), `out-degree shape ${out}`);
      assert.ok(Math.abs(Math.log(into / shape.inDegreeShape)) < Math.log(1.5), `in-degree shape ${into}`);
    });

    it('has regulators of mostly one sign', () => {
      for (const { edges, genes } of networks) {
        const signs = genes.map(() => [0, 0]);
        for (const { regulator, activates } of edges) signs[regulator][Number(activates)]++;
        const minority = signs.reduce((sum, [down, up]) => sum + Math.min(down, up), 0);
        assert.ok(Math.abs(minority - shape.minorityEdges) <= 0.4 * shape.minorityEdges, `${minority} edges`);
      }
    });

    it('has parameters in their ranges and is the same for the same seed only', () => {
      const [low, high] = shape.exponents;
      for (const { ec50, exponent } of networks[0].edges) {
        assert.ok(ec50 >= 0.4 && ec50 < 0.6 && exponent >= low && exponent < high);
      }
      assert.deepEqual(generateNetwork(shape, Random.fromSeed(1)), networks[0]);
      assert.notDeepEqual(networks[1].edges, networks[0].edges);
    });
  });
}

it('refuses counts that no network has', () => {
  const shape = NETWORK_SHAPES.sim350;
  const refuses = (change: Partial<typeof shape> | Record<string, number>): void =>
    assert.throws(() => generateNetwork({ ...shape, ...change }, Random.fromSeed(1)), RangeError);
  refuses({ edges: 200 });
  refuses({ regulators: 50 });
  refuses({ inputs: 0 });
  refuses({ edges: 20000 });
});
