import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renameOver } from './rename.mjs';

/** The files of tfjs-node 4.22 that call what Node 23 and later no longer have. */
const FILES = [
  ['dist', 'nodejs_kernel_backend.js'],
  ['dist', 'kernels', 'TopK.js'],
];

/**
 * A text of tfjs-node without the two functions of node:util that are gone (isNullOrUndefined, from Node 23 on) or
 * deprecated (isArray). Mended upstream in April 2025 (tensorflow/tfjs#8425), in no release since.
 *
 * @param {string} text
 */
export const mended = (text) =>
  text
    .replace(/\(0, util_1\.isNullOrUndefined\)\((\w+)\)/g, '($1 == null)')
    .replace(/\(0, util_1\.isArray\)\(/g, 'Array.isArray(');

/**
 * Writes the mended texts in place of the package's own; a file that is mended already is left alone.
 *
 * @param {string} tfjsNode the folder of the tfjs-node package
 */
export function mendTfjsNode(tfjsNode) {
  for (const parts of FILES) {
    const file = join(tfjsNode, ...parts);
    const text = readFileSync(file, 'utf8');
    if (mended(text) === text) continue;
    // A new file, not this one: npm's cache, or another clone, may share it.
    writeFileSync(`${file}.tmp`, mended(text));
    renameOver(`${file}.tmp`, file);
  }
}
