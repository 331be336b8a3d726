import { fromEntries, type SparseMatrix, valueAt } from '../math/sparse-matrix';
import { Model } from '../phoenix/model';
import { countJoinedPairs } from './count-joined';
import { EffectRows } from './effect-rows';
import type { Effects } from './effects';
import { outDegrees } from './out-degree';
import { type EdgeChoice, strongestEdges } from './strongest-edges';

/** An edge of a learned network, by the names of its genes. */
export interface NetworkEdge {
  readonly regulator: string;
  readonly target: string;
  /** E, the target's rate of change per unit of the regulator; its sign says whether it activates or represses. */
  readonly effect: number;
  /** The effect as a share of all effects on the target: E_ij / sum over i' of |E_i'j|. */
  readonly scaledEffect: number;
  /** Whether the prior joins the two. */
  readonly inPrior: boolean;
}

/** A regulator of a learned network and what it does. */
export interface RegulatorSummary {
  readonly regulator: string;
  /** Number of its targets, itself included where it regulates itself. */
  readonly outDegree: number;
  readonly activated: number;
  readonly repressed: number;
  /** How many of its targets the prior gives it too. */
  readonly targetsInPrior: number;
  /** Sum of |effects| over its targets. */
  readonly totalEffect: number;
  /** Its strongest effects, strongest first. */
  readonly strongest: readonly NetworkEdge[];
}

/** The learned network around one gene. */
export interface GeneNeighbourhood {
  readonly gene: string;
  /** How many other genes regulate it, and how many others it regulates. */
  readonly inDegree: number;
  readonly outDegree: number;
  /** Its strongest regulators and its strongest targets by |effect|, strongest first, itself left out. */
  readonly regulators: readonly NetworkEdge[];
  readonly targets: readonly NetworkEdge[];
  /** Its effect on itself, or null. */
  readonly itself: NetworkEdge | null;
}

/** A model that is no PHOENIX and has its effects at hand, as a linear one. */
export interface ModelWithEffects {
  readonly genes: readonly string[];
  readonly effects: Effects;
}

/** The network that a trained model holds, its genes by name, never as an n x n array. */
export class Network {
  /** E, n x n, read row by row; an entry other than 0 is an edge. */
  readonly effects: Effects;
  readonly genes: readonly string[];

  /**
   * @param prior n x n, row = regulator: which edges were known beforehand; none by default
   * @throws RangeError if the prior does not fit the model, or two genes share a name
   */
  constructor(
    readonly model: Model | ModelWithEffects,
    readonly prior: SparseMatrix = fromEntries(model.genes.length, model.genes.length, []),
  ) {
    const { genes } = model;
    if (prior.rows !== genes.length || prior.cols !== genes.length) {
      throw new RangeError(
        `${genes.length} names and a ${prior.rows} x ${prior.cols} prior do not fit a model of ${genes.length} genes`,
      );
    }
    if (new Set(genes).size < genes.length) {
      const twice = genes.find((name, gene) => genes.indexOf(name) < gene);
      throw new RangeError(`the gene name ${twice} stands twice: a network by name needs distinct names`);
    }
    this.genes = genes;
    this.effects =
      model instanceof Model ? new EffectRows(model.networkParameters, model.shape) : model.effects;
  }

  /** How many edges there are: of a PHOENIX model counted without computing them (see `countJoinedPairs`). */
  joinedPairs(): number {
    const { model, effects } = this;
    return model instanceof Model
      ? countJoinedPairs(model.networkParameters, model.shape)
      : outDegrees(effects).reduce((sum, degree) => sum + degree, 0);
  }

  /**
   * The edges, strongest |effect| first, of equals in the order of the genes (see `strongestEdges`). May be iterated any number
   * of times.
   *
   * @param choice how many edges at most (`strongest`, all by default), and whom to tell of progress (`onRow`)
   * @throws RangeError if there are more than 46 340 genes
   */
  edges(choice?: EdgeChoice): Iterable<NetworkEdge> {
    return strongestEdges(this.effects, (...edge) => this.edge(...edge), choice);
  }

  /**
   * The regulators with the most targets, first the one with the most; of equals the one with the larger total effect, then the
   * first in the order of the genes. Genes without a target are left out.
   *
   * - `count`: how many regulators at most
   * - `strongest`: how many edges of each
   */
  regulators({
    count = 20,
    strongest = 10,
  }: { count?: number; strongest?: number } = {}): RegulatorSummary[] {
    const n = this.genes.length;
    const [totalOf, totalOn, degrees] = [new Float64Array(n), new Float64Array(n), new Int32Array(n)];
    this.effects.forEach((gene, effects) => {
      effects.forEach((effect, target) => {
        if (effect === 0) return;
        degrees[gene]++;
        totalOf[gene] += Math.abs(effect);
        totalOn[target] += Math.abs(effect);
      });
    });
    return [...degrees.keys()]
      .filter((gene) => degrees[gene] > 0)
      .sort((a, b) => degrees[b] - degrees[a] || totalOf[b] - totalOf[a] || a - b)
      .slice(0, count)
      .map((gene) => {
        const effects = this.effects.row(gene);
        const inPrior = effects.filter(
          (effect, target) => effect !== 0 && valueAt(this.prior, gene, target) !== 0,
        );
        return {
          regulator: this.genes[gene],
          outDegree: degrees[gene],
          activated: effects.filter((effect) => effect > 0).length,
          repressed: effects.filter((effect) => effect < 0).length,
          targetsInPrior: inPrior.length,
          totalEffect: totalOf[gene],
          strongest: largest(effects, strongest).map((target) =>
            this.edge(gene, target, effects[target], totalOn[target]),
          ),
        };
      });
  }

  /**
   * The strongest regulators and targets of one gene. Reads only the rows and columns that it needs: quick for any network.
   *
   * - `strongest`: how many regulators, and how many targets, at most
   * @throws RangeError if there is no gene of that name
   */
  neighbourhood(gene: string, { strongest = 15 }: { strongest?: number } = {}): GeneNeighbourhood {
    const self = this.genes.indexOf(gene);
    if (self < 0)
      throw new RangeError(`the network has no gene ${gene}; it has genes such as ${this.genes[0]}`);
    const onIt = this.effects.column(self);
    const ofIt = this.effects.row(self);
    const ownEffect = ofIt[self];
    onIt[self] = ofIt[self] = 0;
    const totalOnIt = sumOfMagnitudes(onIt) + Math.abs(ownEffect);
    return {
      gene,
      inDegree: onIt.filter((effect) => effect !== 0).length,
      outDegree: ofIt.filter((effect) => effect !== 0).length,
      regulators: largest(onIt, strongest).map((regulator) =>
        this.edge(regulator, self, onIt[regulator], totalOnIt),
      ),
      targets: largest(ofIt, strongest).map((target) =>
        this.edge(self, target, ofIt[target], sumOfMagnitudes(this.effects.column(target))),
      ),
      itself: ownEffect === 0 ? null : this.edge(self, self, ownEffect, totalOnIt),
    };
  }

  /** An edge as it is told. @param total sum of all |effects| on the target */
  private edge(regulator: number, target: number, effect: number, total: number): NetworkEdge {
    return {
      regulator: this.genes[regulator],
      target: this.genes[target],
      effect,
      scaledEffect: effect / total,
      inPrior: valueAt(this.prior, regulator, target) !== 0,
    };
  }
}

/** The places of the largest |values| that are not 0, largest first, of equals the first. */
function largest(values: Float32Array, count: number): number[] {
  const places: number[] = [];
  values.forEach((value, place) => {
    if (value !== 0) places.push(place);
  });
  return places.sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]) || a - b).slice(0, count);
}

const sumOfMagnitudes = (values: Float32Array): number =>
  values.reduce((sum, value) => sum + Math.abs(value), 0);
