/*
 * Loaded into the kernel's process before tslab (by the kernelspec). The compiler of tslab follows what it has read on disk, the
 * package.json of every package among it, and looks for what it did not find. tslab can hold one pending change, and throws at a
 * second one: after `npm install` beside an open notebook, or anything else that touches a package, each later cell of that
 * notebook would end in "Unexpected pending rebuildTimer". Packages stand still as long as a kernel lives, so nothing of them is
 * followed; the library's own files are.
 */

const path = require('node:path');

/** The compiler that tslab brings, which is loaded anyway. */
const { sys } = /** @type {typeof import('typescript')} */ (
  /** @type {unknown} */ (require('@tslab/typescript-for-tslab'))
);

/** @type {import('typescript').FileWatcher} */
const none = { close: () => undefined };

/** Gives the compiler watchers of files outside packages only, and none of folders. */
function standStill() {
  const watchFile = sys.watchFile?.bind(sys);
  sys.watchFile = (file, ...rest) =>
    watchFile === undefined || /[\\/](node_modules|package\.json$)/.test(file)
      ? none
      : watchFile(file, ...rest);
  sys.watchDirectory = () => none;
}

module.exports = { standStill };

// In the kernel's process, and nowhere else.
if (process.argv.includes('kernel') && path.basename(process.argv[1] ?? '') === 'tslab') standStill();
