/*
 * Loaded into the kernel's process before tslab (by the kernelspec): how the socket is made on which the kernel
 * publishes what cells show, so that any number of messages of one cell reaches the page.
 *
 * - Time limit 0: after 512 sends that it answered at once, zeromq.js defers one to the next turn of the event loop and
 *   rejects every further one until then (EBUSY). tslab does not wait for its sends: the cell that happens to show its
 *   output then fails without a word. A publisher never has to wait; with a limit of 0 all are sent at once.
 * - High-water mark 0: by default what is sent while a thousand messages wait for a slow reader is dropped.
 *
 * Both are set where the socket is made. Set later, on a socket with connections, the mark is told to the other half of
 * each, and one whose client has just gone is freed memory: the kernel dies by signal 11 (JupyterLab opens and closes a
 * connection while a kernel starts).
 */
const zeromq = require('zeromq');

const { Publisher } = zeromq;

zeromq.Publisher = class extends Publisher {
  /** @param {object} [options] as of zeromq.Publisher */
  constructor(options) {
    super({ sendTimeout: 0, sendHighWaterMark: 0, ...options });
  }
};
