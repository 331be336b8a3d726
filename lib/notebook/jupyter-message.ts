import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { printPlainly } from './plain-errors';

/** What one display message carries: the same content as several MIME types, of which a viewer shows the richest. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** What a viewer is told of the parts of a bundle, by MIME type: a picture's width and height in pixels, its `alt` text. */
export type MimeMetadata = Readonly<Record<string, object>>;

/** Sends to one display: the first call makes it, every later one replaces what it shows. */
export interface Send {
  (bundle: MimeBundle, metadata?: MimeMetadata): void;
  /** False outside a notebook, where the text/plain part is printed instead. */
  readonly toNotebook: boolean;
}

/** The part of tslab that is used here: its public API cannot send a message of several MIME types. */
type WriteDisplayData = (
  message: { data: MimeBundle; metadata: object; transient: { display_id: string } },
  update: boolean,
) => void;

/** A new display in the output of the cell that runs now. */
export function openDisplay(): Send {
  const write = findWriter();
  const id = randomUUID();
  let shown = false;
  const send = (bundle: MimeBundle, metadata: MimeMetadata = {}): void => {
    if (write) write({ data: bundle, metadata, transient: { display_id: id } }, shown);
    else console.log(String(bundle['text/plain']));
    shown = true;
  };
  return Object.assign(send, { toNotebook: write !== null });
}

/**
 * The function with which the running cell's output is written, or null outside tslab. Two copies of the module may be
 * loaded (the one that started the kernel and the one beside the notebook); only the kernel's own has the function.
 */
function findWriter(): WriteDisplayData | null {
  const ending = path.join('tslab', 'dist', 'jupyter.js');
  for (const [file, loaded] of Object.entries(require.cache)) {
    if (!file.endsWith(path.sep + ending)) continue;
    const exported: unknown = loaded?.exports;
    if (typeof exported !== 'object' || exported === null || !('lastWriteDisplayData' in exported)) continue;
    const write = exported.lastWriteDisplayData;
    if (typeof write === 'function') return write as WriteDisplayData;
  }
  return null;
}

// tslab prints what a cell throws with its whole stack, in which the message is lost.
if (findWriter() !== null) printPlainly();
