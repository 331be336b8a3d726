import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { NotebookPage, type Output } from './notebook-page';
import { missing, notebookOf, openLab, pageErrors, ROOT, until, VEGA_LITE } from './open-lab';
import { descendantsOf, stillRunning, type Running } from './processes';

const FIGURE = 1;
const TRAINING = 2;
const AFTERWARDS = 3;
const CELLS = [
  `import * as dash from '../lib';`,
  `const bars = [{ label: 'the prior itself', balancedAccuracy: 0.97, trained: false }];
await dash.show(dash.baselinesBarsFigure(bars, { title: 'A figure' }));`,
  `const experiment = dash.completeExperiment({ generated: true, epochs: 500, strategy: 'dash', tau: 1 });
const runs = await dash.trainLive([experiment], { title: 'Training in the page' });`,
  `console.log(runs[0].result.stoppedBy, 'with a model of', runs[0].best.model.genes.length);`,
];

/** As much of a notebook's file as is compared with. */
interface StoredNotebook {
  readonly cells: readonly { readonly outputs?: readonly unknown[] }[];
}

const START = '00-start-here.ipynb';
/** The plan of its first training, and one that only an interrupt ends. */
const PLAN = {
  published: 'dash.planFor(study, null, settings)',
  endless: 'dash.planFor(study, null, { ...settings, epochs: 100000 })',
};

/** The notebook as it is published, without its outputs, and with a first training that only an interrupt ends. */
async function startHere(): Promise<object> {
  const text = await readFile(path.join(ROOT, 'notebooks', START), 'utf8');
  assert.equal(text.split(PLAN.published).length, 2, `one "${PLAN.published}" in ${START}`);
  const notebook = JSON.parse(text.replace(PLAN.published, PLAN.endless)) as { cells: object[] };
  const cells = notebook.cells.map((cell) =>
    'outputs' in cell ? { ...cell, outputs: [], execution_count: null } : cell,
  );
  return { ...notebook, cells };
}

const isFigure = ({ data }: Output): boolean => data !== undefined && VEGA_LITE in data;

const textOf = (outputs: readonly Output[]): string => outputs.flatMap(({ text }) => text ?? []).join('');

const workersBelow = (pid: number): Running[] =>
  descendantsOf(pid).filter(({ command }) => command.includes(path.join('experiments', 'worker')));

const isGone = (processes: readonly Running[]): true | null =>
  stillRunning(processes).length === 0 ? true : null;

test(
  'in JupyterLab, in a browser: a figure, a live training, an interrupt and a killed kernel that leave no work behind',
  { skip: missing() },
  async (t) => {
    const { lab, browser, pictures } = await openLab(t, { 'short.ipynb': notebookOf(CELLS) });
    const notebook = await NotebookPage.open(browser, lab.address('short.ipynb'));
    const picture = (name: string): Promise<Buffer> =>
      notebook.page.screenshot({ path: path.join(pictures, `${name}.png`) });
    /** Waits for an epoch in the display, beyond what it said before, and for the process that trains. */
    const training = (before: string): Promise<{ text: string; workers: Running[] }> =>
      until('an epoch in the live display', 60, async () => {
        const text = await notebook.displayText(TRAINING);
        const workers = workersBelow(lab.pid);
        return text !== before && /epoch \d+/.test(text) && workers.length > 0 ? { text, workers } : null;
      });

    // A figure is drawn.
    await notebook.menu('Run', 'Run All Cells');
    await notebook.figures(FIGURE).first().waitFor({ timeout: 60_000 });
    const shown = await notebook.outputs(FIGURE);
    assert.equal(shown.length, 1);
    assert.ok(isFigure(shown[0]));
    const box = await notebook.figures(FIGURE).first().boundingBox();
    assert.ok(box && box.width > 300 && box.height > 50, `drawn as ${JSON.stringify(box)}`);

    // A training shows itself in one place, rewritten.
    const first = await training('');
    const drawn = await notebook.pixels(TRAINING);
    const second = await training(first.text);
    // The label does not break: its spaces are no-break spaces.
    assert.match(second.text, /DASH,\sseed\s1/);
    assert.equal(second.workers.length, 1);
    await until('another picture', 10, async () =>
      (await notebook.pixels(TRAINING)) === drawn ? null : true,
    );
    assert.equal((await notebook.outputs(TRAINING)).length, 1, 'one output');
    assert.equal(await notebook.figures(TRAINING).count(), 1, 'one figure');
    await picture('training');

    // An interrupt ends the training, and the cells after it go on with the model that it has.
    await notebook.menu('Kernel', 'Interrupt Kernel');
    await until('the output of the next cell', 20, async () => {
      return textOf(await notebook.outputs(AFTERWARDS)) === 'request with a model of 350\n' ? true : null;
    });
    await notebook.idle(10_000);
    await until('the end of the process', 10, () => isGone(second.workers));
    assert.deepEqual(workersBelow(lab.pid), []);
    assert.deepEqual(
      (await notebook.outputs(TRAINING)).map(({ output_type }) => output_type),
      ['display_data'],
    );
    const ended = await notebook.displayText(TRAINING);
    assert.match(ended, /epoch \d+, .* ended early$/);
    await picture('interrupted');

    // Two interrupts end the cell, and the work with it.
    await notebook.runCell(TRAINING);
    const again = await training(ended);
    await notebook.menu('Kernel', 'Interrupt Kernel');
    await notebook.menu('Kernel', 'Interrupt Kernel');
    await notebook.idle(10_000);
    await until('the end of the interrupted process', 10, () => isGone(again.workers));
    assert.match(await notebook.displayText(TRAINING), /epoch \d+, .* (stopped|ended early)$/);

    // A killed kernel takes its training along.
    const before = await notebook.displayText(TRAINING);
    await notebook.runCell(TRAINING);
    const third = await training(before);
    const kernels = descendantsOf(lab.pid).filter(({ command }) => command.includes('--config-path'));
    assert.equal(kernels.length, 1);
    process.kill(kernels[0].pid, 'SIGKILL');
    await until('the end of the process without a kernel', 10, () => isGone(third.workers));
    await picture('killed');
    assert.deepEqual(pageErrors(notebook), []);
  },
);

test(
  'in JupyterLab, in a browser: the notebook to start with, interrupted in mid-training, then run from top to bottom',
  { skip: missing() },
  async (t) => {
    const { lab, browser, pictures } = await openLab(t, { [START]: await startHere() });
    const notebook = await NotebookPage.open(browser, lab.address(START));
    const training = (await notebook.cells()).findIndex(({ source }) => source.includes('trainStudyLive'));

    // A training in the kernel's own process ends with the model that it has: one of some epochs, as the next cells want to see it.
    await notebook.menu('Run', 'Run All Cells');
    await until('some epochs in the live display', 120, async () =>
      /epoch \d\d/.test(await notebook.displayText(training)) ? true : null,
    );
    await notebook.menu('Kernel', 'Interrupt Kernel');
    await until('the end of the training', 20, async () =>
      /epoch \d+, .* ended early$/.test(await notebook.displayText(training)) ? true : null,
    );

    // All cells, in order, without an error.
    const cells = await until('the output of the last cell', 600, async () => {
      const now = await notebook.cells();
      const words = textOf(now.flatMap(({ outputs }) => outputs.filter(({ name }) => name === 'stderr')));
      if (words !== '') assert.fail(words);
      const last = now.filter(({ type }) => type === 'code').pop();
      return last && last.outputs.length > 0 ? now : null;
    });
    await notebook.idle(10_000);
    const stored = JSON.parse(await readFile(path.join(ROOT, 'notebooks', START), 'utf8')) as StoredNotebook;
    for (const [k, { type, source, outputs }] of cells.entries()) {
      if (type !== 'code') continue;
      assert.equal(
        outputs.length > 0,
        (stored.cells[k].outputs ?? []).length > 0,
        `not as stored: ${source}`,
      );
      assert.deepEqual(
        outputs.filter(({ output_type }) => output_type !== 'display_data'),
        [],
        source,
      );
    }
    const drawn = cells.flatMap(({ outputs }, k) => (outputs.some(isFigure) ? [k] : []));
    assert.ok(drawn.length >= 6, `${drawn.length} cells with figures`);
    for (const index of drawn) {
      const figure = notebook.figures(index).first();
      await figure.scrollIntoViewIfNeeded();
      const box = await figure.boundingBox();
      assert.ok(box && box.width > 300 && box.height > 150, `cell ${index}: drawn as ${JSON.stringify(box)}`);
    }
    await notebook.page.screenshot({ path: path.join(pictures, 'start-here.png') });
    assert.deepEqual(pageErrors(notebook), []);
  },
);

test(
  'in JupyterLab, in a browser: every figure of every notebook is drawn as it is stored',
  { skip: missing() },
  async (t) => {
    const folder = path.join(ROOT, 'notebooks');
    const names = (await readdir(folder)).filter((name) => name.endsWith('.ipynb'));
    const stored = new Map<string, object>();
    for (const name of names) stored.set(name, JSON.parse(await readFile(path.join(folder, name), 'utf8')));
    const { lab, browser, pictures } = await openLab(t, Object.fromEntries(stored));
    for (const name of names) {
      const notebook = await NotebookPage.open(browser, lab.address(name));
      for (const [k, { outputs }] of (await notebook.cells()).entries()) {
        const figures = outputs.filter(isFigure).length;
        if (figures === 0) continue;
        // JupyterLab draws a cell when it comes near the window.
        await notebook.cell(k).scrollIntoViewIfNeeded();
        const drawn = notebook.figures(k);
        await until(`${name}, cell ${k}: ${figures} figures`, 30, async () =>
          (await drawn.count()) === figures ? true : null,
        );
        for (const figure of await drawn.all()) {
          const box = await figure.boundingBox();
          assert.ok(box && box.width > 200 && box.height > 50, `${name}, cell ${k}: ${JSON.stringify(box)}`);
        }
        await notebook.cell(k).screenshot({ path: path.join(pictures, `${path.parse(name).name}-${k}.png`) });
      }
      assert.deepEqual(pageErrors(notebook), [], name);
      await notebook.page.close();
    }
  },
);

const SLIDER = 2;
const GRAPHS = [
  CELLS[0],
  `const edges = [{ regulator: 'A', target: 'B', effect: 1 }, { regulator: 'B', target: 'C', effect: -1 }];
const titles = ['early', 'middle', 'late'];`,
  `const frames = titles.map((title, k) => ({ title, edges: edges.slice(0, 2 - Math.floor(k / 2)) }));
await dash.show(dash.networkGraphFigure(frames, ['A', 'B', 'C'], { title: 'On its way', slider: 'picture' }));`,
  `const after = 1;`,
];

test(
  'in JupyterLab, in a browser: the arrows move the slider of a figure that has the focus, and else the notebook',
  { skip: missing() },
  async (t) => {
    const { lab, browser, pictures } = await openLab(t, { 'slider.ipynb': notebookOf(GRAPHS) });
    const notebook = await NotebookPage.open(browser, lab.address('slider.ipynb'));
    const { keyboard } = notebook.page;
    await notebook.menu('Run', 'Run All Cells');
    await notebook.figures(SLIDER).first().waitFor({ timeout: 60_000 });
    const slider = notebook.cell(SLIDER).locator('.vega-bind input[type=range]');
    const active = (): Promise<number> => notebook.activeCell();

    // Focus as the Tab key gives it; JupyterLab is then in its command mode.
    await slider.focus();
    assert.equal(await slider.inputValue(), '3');
    assert.equal(await active(), SLIDER);
    for (const [key, value] of [
      ['ArrowLeft', '2'],
      ['ArrowDown', '1'],
      ['ArrowRight', '2'],
      ['ArrowUp', '3'],
      ['ArrowLeft', '2'],
      ['ArrowLeft', '1'],
    ]) {
      const drawn = await notebook.pixels(SLIDER);
      await keyboard.press(key);
      assert.equal(await slider.inputValue(), value, key);
      await until('another picture', 10, async () =>
        (await notebook.pixels(SLIDER)) === drawn ? null : true,
      );
      assert.equal(await active(), SLIDER, `${key} leaves the cell`);
    }
    await notebook.page.screenshot({ path: path.join(pictures, 'slider.png') });

    // Elsewhere in the notebook the arrows go from cell to cell.
    await notebook
      .cell(SLIDER + 1)
      .locator('.jp-InputPrompt')
      .click();
    await keyboard.press('ArrowUp');
    assert.equal(await active(), SLIDER);
    await keyboard.press('ArrowUp');
    assert.equal(await active(), SLIDER - 1);
    await keyboard.press('ArrowDown');
    assert.equal(await active(), SLIDER);
    assert.deepEqual(pageErrors(notebook), []);
  },
);
