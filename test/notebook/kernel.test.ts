import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { hasFonts } from '../../lib/figures/render';
import { pythonIn } from '../../scripts/setup/venv.cjs';

const ROOT = path.resolve(__dirname, '..', '..');
const PYTHON = pythonIn(path.join(ROOT, '.venv'));
const KERNEL = path.join(ROOT, '.venv', 'share', 'jupyter', 'kernels', 'tslab');
const COMPILED = path.join(ROOT, 'lib', 'dist', 'notebook', 'display.js');
const MISSING = [PYTHON, KERNEL, COMPILED].filter((needed) => !existsSync(needed));

const PICTURE = hasFonts() ? 'image/png' : 'image/svg+xml';
const FIGURE_TYPES = ['application/vnd.vegalite.v5+json', PICTURE, 'text/plain'];

interface CellResult {
  outputs: { output_type: string; data?: Record<string, unknown>; text?: string }[];
  messages: Record<string, number>;
}

/** Runs cells in the real kernel, in a folder beside lib, as a notebook is. */
async function run(cells: readonly string[]): Promise<CellResult[]> {
  const folder = await mkdtemp(path.join(ROOT, '.kernel-test-'));
  try {
    const notebook = path.join(folder, 'test.ipynb');
    await writeFile(
      notebook,
      JSON.stringify({
        nbformat: 4,
        nbformat_minor: 5,
        metadata: {
          kernelspec: { name: 'tslab', display_name: 'TypeScript (tslab)', language: 'typescript' },
        },
        cells: cells.map((source, k) => ({
          id: `cell-${k}`,
          cell_type: 'code',
          metadata: {},
          execution_count: null,
          outputs: [],
          source,
        })),
      }),
    );
    const script = path.join(__dirname, 'count-messages.py');
    const { stdout } = await promisify(execFile)(PYTHON, [script, notebook], { maxBuffer: 1e8 });
    return JSON.parse(stdout) as CellResult[];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test(
  'in the real kernel: figures of three MIME types, and a live display rewritten in place a few times',
  { skip: MISSING.length > 0 && `the notebook kernel is not set up: ${MISSING.join(', ')} missing` },
  async () => {
    const [, figures, live] = await run([
      `import { show, liveDisplay } from '../lib/dist/notebook/display';
       import { liveCurveFigure } from '../lib/dist/figures/live-curve';
       const epochs = [1, 2].map((epoch) => ({ epoch, trainingLoss: 2, validationLoss: 1, sparsity: 0 }));
       const curve = (title: string) => liveCurveFigure([{ strategy: 'dash', run: 'a', epochs }], { title, lines: [] });`,
      `await show(curve('first')); await show(curve('second'));`,
      `const display = liveDisplay({ perSecond: 10 });
       const start = Date.now();
       for (let k = 1; k <= 1000; k++) {
         display.update(curve('update ' + k));
         if (k % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
       }
       await display.end();
       console.log(Date.now() - start);`,
    ]);
    assert.deepEqual(
      figures.outputs.map(({ data }) => data?.['text/plain']),
      ['first', 'second'],
    );
    for (const { output_type, data } of figures.outputs) {
      assert.equal(output_type, 'display_data');
      assert.deepEqual(Object.keys(data ?? {}).sort(), FIGURE_TYPES);
    }
    const shown = live.outputs.filter(({ output_type }) => output_type === 'display_data');
    assert.equal(shown.length, 1, 'one place in the output');
    assert.equal(shown[0].data?.['text/plain'], 'update 1000');
    assert.deepEqual(Object.keys(shown[0].data ?? {}).sort(), FIGURE_TYPES);
    const milliseconds = Number(live.outputs.find(({ text }) => text)?.text);
    assert.equal(live.messages.display_data, 1);
    const updates = live.messages.update_display_data;
    assert.ok(updates >= 2, `${updates} updates`);
    assert.ok(updates <= milliseconds / 100 + 2, `${updates} updates in ${milliseconds} ms`);
  },
);

test(
  'in the real kernel: thousands of messages in one cell, and the next cell still shows its own',
  { skip: MISSING.length > 0 && `the notebook kernel is not set up: ${MISSING.join(', ')} missing` },
  async () => {
    const count = 3000;
    const [, many, after] = await run([
      `import { showMarkdown } from '../lib/dist/notebook/display';`,
      `for (let k = 1; k <= ${count}; k++) console.log('line ' + k);`,
      `for (let k = 1; k <= 600; k++) showMarkdown('text ' + k);`,
    ]);
    const lines = many.outputs.map(({ text }) => text ?? '').join('');
    assert.equal(lines.split('\n').length - 1, count);
    assert.ok(lines.endsWith(`line ${count}\n`));
    assert.equal(after.messages.display_data, 600);
  },
);

test(
  'in the real kernel: an error of the library is one line in a cell, and one of the cell is as ever',
  { skip: MISSING.length > 0 && `the notebook kernel is not set up: ${MISSING.join(', ')} missing` },
  async () => {
    // What tslab does with what a cell throws, without ending the notebook.
    const caught = (work: string): string => `try { ${work} } catch (error) { console.error(error); }`;
    const [, library, own] = await run([
      `import { showTable } from '../lib/dist/notebook/display';`,
      caught(`showTable([['a']], []);`),
      caught(`throw new Error('of a cell');`),
    ]);
    const text = ({ outputs }: CellResult): string => outputs.map((output) => output.text ?? '').join('');
    assert.equal(text(library), 'RangeError: row 0 of the table has 1 cells for 0 columns\n');
    assert.match(text(own), /^Error: of a cell\n +at /);
  },
);

test(
  'in the real kernel: an interrupt ends a training with the models that it has, and the next cell works with them',
  {
    skip:
      (MISSING.length > 0 && `the notebook kernel is not set up: ${MISSING.join(', ')} missing`) ||
      (process.platform === 'win32' && 'interrupts a process group'),
  },
  async () => {
    const [, training, after] = await run([
      `import { trainLive } from '../lib/dist/notebook/train-live';
       import { completeExperiment } from '../lib/dist/experiments/experiment';
       const endless = (seed: number) => completeExperiment({ generated: true, epochs: 100000, seed });`,
      `const [first, second] = await trainLive([endless(1), endless(2)], { jobs: 2 }); // interrupt at an epoch`,
      `console.log(first.result.stoppedBy, second.result.stoppedBy, first.best.model.genes.length);`,
    ]);
    const text = ({ outputs }: CellResult): string => outputs.map((output) => output.text ?? '').join('');
    assert.equal(text(training), '', 'no error in the cell');
    assert.match(String(training.outputs[0].data?.['text/plain']), /ended early/);
    assert.equal(text(after), 'request request 350\n');
  },
);

// Clients whose connection the kernel knows and who have just gone: an option set on its socket then is its death.
test(
  'in the real kernel: clients that come and go before every cell do no harm',
  { skip: MISSING.length > 0 && `the notebook kernel is not set up: ${MISSING.join(', ')} missing` },
  async () => {
    const folder = await mkdtemp(path.join(ROOT, '.kernel-test-'));
    const print = (count: number) => `for (let k = 0; k < ${count}; k++) console.log('line');`;
    const cells = [
      `import { showMarkdown } from '../lib/dist/notebook/display'; showMarkdown('text'); ${print(100)}`,
      ...Array.from({ length: 9 }, () => print(700)),
    ];
    try {
      const script = path.join(__dirname, 'coming-and-going.py');
      const { stdout } = await promisify(execFile)(PYTHON, [script, folder, JSON.stringify(cells)]);
      assert.deepEqual(JSON.parse(stdout), [100, ...Array<number>(9).fill(700)]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);
