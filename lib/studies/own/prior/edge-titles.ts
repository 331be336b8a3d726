import type { ValueKind } from './edge-values';

/** What the columns of a list are called, best first; titles are compared without case, blanks and punctuation. */
export interface ListTitles {
  /** Titles of both ends, which go together. */
  readonly ends: readonly (readonly [from: string, to: string])[];
  readonly values: readonly (readonly [title: string, kind: ValueKind])[];
  /** The header that this project documents. */
  readonly header: string;
  /** The kind of a value in the third column of a list without header. */
  readonly bare: ValueKind;
  /** Both ends by this project's titles: then no format is told. */
  readonly own: RegExp;
}

const REGULATORS = [
  'regulator',
  'source',
  'tf',
  'reg',
  'regulatorygene',
  'transcriptionfactor',
  'from',
  'tfname',
];
const TARGETS = ['target', 'targetgene', 'aff', 'tg', 'to', 'gene', 'genename', 'targetname'];

export const REGULATION: ListTitles = {
  ends: [
    ['sourcegenesymbol', 'targetgenesymbol'],
    ...REGULATORS.flatMap((from) => TARGETS.map((to) => [from, to] as const)),
    ['gene1', 'gene2'],
    ['genea', 'geneb'],
  ],
  values: [
    ['weight', 'weight'],
    ['sign', 'sign'],
    ['mor', 'weight'],
    ['priorweight', 'weight'],
    ['scaledeffect', 'ranking'],
    ['importance', 'ranking'],
    ['edgeweight', 'ranking'],
    ['type', 'sign'],
    ['modeofregulation', 'sign'],
    ['mode', 'sign'],
    ['regulation', 'sign'],
    ['interaction', 'sign'],
    ['effect', 'weight'],
    ['coefmean', 'weight'],
    ['coefficient', 'weight'],
    ['coef', 'weight'],
    ['score', 'weight'],
    ['value', 'weight'],
    ['motif', 'weight'],
  ],
  header: 'regulator,target or regulator,target,weight or regulator,target,sign',
  bare: 'weight',
  own: /^regulator\ttarget\t(weight|sign)?$/,
};

export const ASSOCIATION: ListTitles = {
  ends: [
    ...['gene', 'protein', 'node', 'interactor', 'officialsymbolinteractor'].flatMap((what) =>
      ['', '1', 'a'].flatMap((one) => ['', '2', 'b'].map((two) => [what + one, what + two] as const)),
    ),
    ['preferrednamea', 'preferrednameb'],
    ['source', 'target'],
    ['from', 'to'],
  ],
  values: [
    ['combinedscore', 'score'],
    ['score', 'score'],
    ['weight', 'score'],
    ['importance', 'score'],
  ],
  header: 'gene,gene or gene,gene,score',
  bare: 'score',
  own: /^(gene|protein)([12ab]?)\t\1[12ab]?\t(score)?$/,
};

/** Whose lists have which columns. */
export const FORMATS: readonly (readonly [name: string, ...titles: string[]])[] = [
  ['OmniPath', 'sourcegenesymbol', 'targetgenesymbol'],
  ['a network that this project wrote', 'regulator', 'target', 'scaledeffect', 'inprior'],
  ['DoRothEA', 'tf', 'confidence', 'target', 'mor'],
  ['DoRothEA', 'source', 'confidence', 'target', 'weight'],
  ['CollecTRI', 'source', 'target', 'weight'],
  ['CollecTRI', 'source', 'target', 'mor'],
  ['GRNBoost2', 'tf', 'target', 'importance'],
  ['GENIE3', 'regulatorygene', 'targetgene', 'weight'],
  ['BEELINE', 'gene1', 'gene2', 'type'],
  ['BEELINE', 'gene1', 'gene2', 'edgeweight'],
  ["PHOENIX's prior", 'reg', 'aff', 'priorweight'],
  ['STRING', 'protein1', 'protein2', 'combinedscore'],
  ['STRING', 'node1', 'node2', 'combinedscore'],
];
