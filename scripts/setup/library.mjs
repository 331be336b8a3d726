import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './command.mjs';
import { inProject, readJson } from './project.mjs';
import { renameOver } from './rename.mjs';
import { textsIn } from './stamps.mjs';

const assembly = inProject('lib', 'kernels', 'assembly', 'index.ts');
const compiledKernel = inProject('lib', 'dist', 'kernels', 'kernel.wasm');

/** The compiler's settings: SIMD, no assertions, and a runtime without garbage collection. */
const kernelOptions = [
  ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert', '--enable', 'simd', '--runtime', 'stub'],
];

/**
 * Compiles the fused kernel to WebAssembly.
 *
 * @param {string} step whose log takes the output
 */
export async function buildKernel(step) {
  if (!existsSync(assembly)) return;
  mkdirSync(dirname(compiledKernel), { recursive: true });
  const partial = `${compiledKernel}.tmp.wasm`;
  const asc = inProject('node_modules', 'assemblyscript', 'bin', 'asc.js');
  await run(step, process.execPath, [asc, assembly, '--outFile', partial, ...kernelOptions]);
  renameOver(partial, compiledKernel);
}

/**
 * Compiles lib to lib/dist and drops what came of sources that are gone.
 *
 * @param {string} step
 */
export async function buildLibrary(step) {
  const tsc = inProject('node_modules', 'typescript', 'bin', 'tsc');
  await run(step, process.execPath, [tsc, '-p', inProject('lib')], {
    advice: 'The sources in lib do not compile: the lines above name file and line.',
  });
  dropOrphans(inProject('lib', 'dist'), inProject('lib'));
}

/**
 * @param {string} built
 *
 * @param {string} sources
 */
function dropOrphans(built, sources) {
  for (const entry of readdirSync(built, { withFileTypes: true })) {
    const path = join(built, entry.name);
    const stem = /^(.+?)(?:\.d\.ts|\.js)$/.exec(entry.name)?.[1];
    if (entry.isDirectory()) {
      dropOrphans(path, join(sources, entry.name));
      if (readdirSync(path).length === 0) rmSync(path, { recursive: true });
    } else if (stem && !existsSync(join(sources, `${stem}.ts`))) rmSync(path);
  }
}

/**
 * lib, compiled: what notebooks and commands load.
 * @type {import('./steps.mjs').Step}
 */
export const library = {
  name: 'library',
  title: 'the library (tsc, asc)',
  inputs: () => {
    const locked = readJson(inProject('package-lock.json')).packages;
    return {
      ...textsIn(inProject('lib'), { skip: ['dist'], ends: ['.ts', '.json'] }),
      typescript: locked['node_modules/typescript'].version,
      assemblyscript: locked['node_modules/assemblyscript'].version,
      kernelOptions: kernelOptions.join(' '),
      tsconfig: JSON.stringify(readJson(inProject('tsconfig.json'))),
    };
  },
  present: () =>
    existsSync(inProject('lib', 'dist')) && (!existsSync(assembly) || existsSync(compiledKernel)),
  async perform() {
    await buildKernel('library');
    await buildLibrary('library');
    return '';
  },
};
