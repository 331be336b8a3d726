import { readArrays, type StoredArray } from '../files/array-file';

/** What a checkpoint was made with: it resumes nothing else. */
export interface CheckpointIdentity {
  /** sha256 of the plan, its epochs aside, and the seed. */
  readonly configuration: string;
  /** The study's hash. */
  readonly study: string;
  /** Where the study comes from, in words: says what changed where the hash did. */
  readonly source: string;
}

/** The checkpoints there are: of one training, and of a post hoc pruning's finished trainings. */
export type CheckpointKind = 'checkpoint' | 'post hoc';

/** What every checkpoint says of itself. */
export interface CheckpointHeader {
  readonly kind: CheckpointKind;
  readonly format: number;
  readonly identity: CheckpointIdentity;
  /** The version of Node that wrote it. */
  readonly node: string;
}

/** To be raised whenever what a checkpoint holds, or what a run makes of it, changes. */
const FORMAT = 5;

export function headerOf<K extends CheckpointKind>(
  kind: K,
  identity: CheckpointIdentity,
): CheckpointHeader & { readonly kind: K } {
  return { kind, format: FORMAT, identity, node: process.version };
}

/** Whether a file is a checkpoint of another configuration. @throws Error when it is damaged or no checkpoint */
export function isOfAnotherRun(file: string, identity: CheckpointIdentity): boolean {
  return headerIn(file, readArrays(file).header).identity.configuration !== identity.configuration;
}

/**
 * Reads a checkpoint that must be of this kind and identity.
 * @throws Error with the way out when it is damaged, or belongs to another configuration, other data or another version
 */
export function readOwn<H extends CheckpointHeader>(
  file: string,
  kind: H['kind'],
  identity: CheckpointIdentity,
): { header: H; arrays: Record<string, StoredArray> } {
  const { header: found, arrays } = readArrays(file);
  const header = headerIn(file, found);
  const wayOut = 'delete it or name another file, to start again';
  if (header.format !== FORMAT) {
    throw new Error(`${file} was written by another version of this library: ${wayOut}`);
  }
  if (header.kind !== kind || header.identity.configuration !== identity.configuration) {
    throw new Error(`${file} belongs to a run of another configuration: ${wayOut}`);
  }
  if (header.identity.study !== identity.study) {
    throw new Error(
      `${file} was trained on other data than are there now. Then: ${inWords(header.identity)}. ` +
        `Now: ${inWords(identity)}. ${otherNode(header.node)}Bring the former back to go on; else ${wayOut}`,
    );
  }
  return { header: header as H, arrays };
}

function headerIn(file: string, header: unknown): CheckpointHeader {
  const { kind, identity } = (header ?? {}) as Partial<CheckpointHeader>;
  if ((kind !== 'checkpoint' && kind !== 'post hoc') || identity === undefined) {
    throw new Error(`${file} holds a model, not a checkpoint: name another file`);
  }
  return header as CheckpointHeader;
}

function inWords({ source, study }: CheckpointIdentity): string {
  return `${source} (hash ${study.slice(0, 8)})`;
}

/** Made data may differ in their last digits between versions of Node, where the words do not. */
function otherNode(then: string): string {
  return then === process.version
    ? ''
    : `It was written under Node ${then}, and this is ${process.version}. `;
}
