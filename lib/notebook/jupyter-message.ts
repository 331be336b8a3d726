import { randomUUID } from 'node:crypto';
import path from 'node:path';

/** What one display message carries: the same content as several MIME types, of which a viewer shows the richest. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** Sends to one display: the first call makes it, every later one replaces what it shows. */
export interface Send {
  (bundle: MimeBundle): void;
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
  const send = (bundle: MimeBundle): void => {
    if (write) write({ data: bundle, metadata: {}, transient: { display_id: id } }, shown);
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

/** The part of zeromq.js that is used here: the class of the socket on which the kernel publishes what cells show. */
interface PublisherClass {
  prototype: {
    sendTimeout: number;
    sendHighWaterMark: number;
    send: (...message: unknown[]) => Promise<void>;
  };
}

/**
 * Lets the kernel's publishing socket send any number of messages in one go.
 *
 * From time to time (after 512 sends that it answered at once) zeromq.js defers a send to the next turn of the event
 * loop, and rejects every further one until then (EBUSY). tslab does not wait for its sends: the cell that happens to
 * show its output then fails without a word. A publisher never has to wait, so its sends need no turn of their own: with
 * a time limit of 0 zeromq.js sends all of them at once. By default it would drop further ones
 * while a thousand wait for a slow reader; with a high-water mark of 0 it keeps all.
 */
function neverDeferPublishing(): void {
  const ending = path.join('zeromq', 'lib', 'index.js');
  for (const [file, loaded] of Object.entries(require.cache)) {
    if (!file.endsWith(path.sep + ending)) continue;
    const { prototype } = (loaded?.exports as { Publisher: PublisherClass }).Publisher;
    const { send } = prototype;
    Object.defineProperty(prototype, 'send', {
      configurable: true,
      value(this: PublisherClass['prototype'], ...message: unknown[]) {
        this.sendTimeout = 0;
        if (this.sendHighWaterMark !== 0) this.sendHighWaterMark = 0;
        return send.apply(this, message);
      },
    });
  }
}

neverDeferPublishing();
