import { existsSync } from 'node:fs';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pythonIn } from '../../scripts/setup/venv.cjs';
import { findChromium, launchChromium } from './chromium';
import { startJupyterLab } from './jupyterlab';
import type { NotebookPage } from './notebook-page';

export const ROOT = path.resolve(__dirname, '..', '..');
const PYTHON = pythonIn(path.join(ROOT, '.venv'));
const KERNEL = path.join(ROOT, '.venv', 'share', 'jupyter', 'kernels', 'tslab');
const COMPILED = path.join(ROOT, 'lib', 'dist', 'index.js');
const CHROMIUM = findChromium();

/** Why the test cannot run here, or false. */
export function missing(): string | false {
  if (process.platform === 'win32')
    return 'asks ps which processes run, and interrupts, which Windows does not know';
  const files = [PYTHON, KERNEL, COMPILED].filter((file) => !existsSync(file));
  if (files.length > 0) return `the notebooks are not set up (npm run setup): ${files.join(', ')} missing`;
  if (CHROMIUM !== null) return false;
  return 'no Chromium or Chrome was found: install one (apt-get install chromium), or name it in CHROMIUM_PATH';
}

export const VEGA_LITE = 'application/vnd.vegalite.v5+json';

/** A cell of code with its outputs, where it has been run. */
export interface StoredCell {
  readonly source: string;
  readonly outputs?: readonly object[];
}

/** A notebook of these cells for the kernel of this project. */
export const notebookOf = (cells: readonly (string | StoredCell)[]): object => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: 'tslab', display_name: 'TypeScript (tslab)', language: 'typescript' } },
  cells: cells.map((cell, k) => ({
    id: `cell-${k}`,
    cell_type: 'code',
    metadata: {},
    execution_count: null,
    outputs: [],
    ...(typeof cell === 'string' ? { source: cell } : cell),
  })),
});

/** What no script of the page caught. tslab has no debugger, which JupyterLab asks for all the same. */
export const pageErrors = ({ errors }: NotebookPage): string[] =>
  errors.filter((message) => message !== 'No active debugger session');

/** Asks again and again until the answer is not null. @throws Error that says what was waited for in vain */
export async function until<T>(
  what: string,
  seconds: number,
  ask: () => Promise<T | null> | T | null,
): Promise<T> {
  const deadline = Date.now() + 1000 * seconds;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${seconds} s`);
    await sleep(100);
  }
}

/** JupyterLab on a folder beside lib (where the notebooks are too) that holds these notebooks, and a browser; both go with the test. */
export async function openLab(t: TestContext, notebooks: Readonly<Record<string, object>>) {
  // Undone from the last to the first, whatever happens.
  const undo: (() => Promise<void>)[] = [];
  t.after(async () => {
    for (const step of undo.reverse()) await step();
  });
  // What Jupyter writes goes elsewhere.
  const folder = await mkdtemp(path.join(ROOT, '.browser-test-'));
  const settings = await mkdtemp(path.join(tmpdir(), 'jupyterlab-'));
  for (const made of [folder, settings]) undo.push(() => rm(made, { recursive: true, force: true }));
  // DASH_SCREENSHOTS names a folder that keeps the pictures.
  const pictures = process.env.DASH_SCREENSHOTS ?? path.join(settings, 'screenshots');
  await mkdir(pictures, { recursive: true });
  for (const [name, notebook] of Object.entries(notebooks)) {
    await writeFile(path.join(folder, name), JSON.stringify(notebook));
  }
  const lab = await startJupyterLab(PYTHON, folder, settings);
  undo.push(() => lab.stop());
  const browser = await launchChromium(CHROMIUM!);
  undo.push(() => browser.close());
  return { lab, browser, pictures };
}
