import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { accuracySparsityFigure } from '../../lib/figures/accuracy-sparsity';
import { NotebookPage } from './notebook-page';
import { missing, notebookOf, openLab, pageErrors, until, VEGA_LITE } from './open-lab';

/** Two strategies, which stand apart; as `show` stores it in a cell. */
const FIGURE = accuracySparsityFigure(
  [0, 1, 2].flatMap((seed) => [
    { strategy: 'dash', seed: seed, sparsity: 0.9 + 0.01 * seed, balancedAccuracy: 0.85 + 0.01 * seed },
    { strategy: 'imp', seed: seed, sparsity: 0.4 + 0.01 * seed, balancedAccuracy: 0.7 + 0.01 * seed },
  ]),
  { title: 'Two strategies' },
);
const STORED = {
  source: '// run before',
  outputs: [{ output_type: 'display_data', metadata: {}, data: { [VEGA_LITE]: FIGURE, 'text/plain': 'x' } }],
};

/** Of what Vega has drawn. */
interface Item {
  readonly x?: number;
  readonly y?: number;
  readonly opacity?: number;
  readonly text?: unknown;
  readonly datum?: { readonly strategy?: string };
  readonly bounds: { readonly x1: number; readonly x2: number; readonly y1: number; readonly y2: number };
  readonly items?: readonly Item[];
}
interface View {
  scale(name: string): { domain(): number[] };
  origin(): [number, number];
  padding(): { left: number; top: number };
  scenegraph(): { root: Item };
}
/** JupyterLab's widgets, one of which has drawn the figure and keeps what vega-embed gave it. */
interface Widget {
  children(): Iterable<Widget>;
  readonly _result?: { readonly view: View };
}
type LabWindow = Window & {
  jupyterapp: { shell: { currentWidget: { content: Widget } } };
};

/** What is drawn now: ends of both scales, how strong each strategy's marks are, and where the legend's entries stand in the figure. */
interface Drawn {
  readonly x: number[];
  readonly y: number[];
  readonly opacities: Readonly<Record<string, number[]>>;
  readonly legend: Readonly<Record<string, { x: number; y: number }>>;
}

/** Runs in the page, where what tsx writes around functions within functions is not known. */
function readFigure(): Drawn {
  let view: View | undefined;
  const widgets = [(window as unknown as LabWindow).jupyterapp.shell.currentWidget.content];
  for (let widget = widgets.pop(); widget; widget = widgets.pop()) {
    view ??= widget._result?.view;
    widgets.push(...widget.children());
  }
  const opacities: Record<string, number[]> = {};
  const legend: Record<string, { x: number; y: number }> = {};
  const [x, y] = view!.origin();
  const { left, top } = view!.padding();
  const items = [{ item: view!.scenegraph().root, left: x + left, top: y + top }];
  for (let one = items.pop(); one; one = items.pop()) {
    const { item } = one;
    const strategy = item.datum?.strategy;
    if (strategy !== undefined && !item.items) (opacities[strategy] ??= []).push(item.opacity ?? 1);
    if (item.text === 'DASH' || item.text === 'IMP') {
      const { x1, x2, y1, y2 } = item.bounds;
      legend[item.text] = { x: one.left + (x1 + x2) / 2, y: one.top + (y1 + y2) / 2 };
    }
    for (const inner of item.items ?? []) {
      items.push({ item: inner, left: one.left + (item.x ?? 0), top: one.top + (item.y ?? 0) });
    }
  }
  return { x: view!.scale('x').domain(), y: view!.scale('y').domain(), opacities: opacities, legend: legend };
}

const span = ([from, to]: number[]): number => to - from;
const strongest = (opacities: readonly number[]): number => Math.max(...opacities);

test(
  'in JupyterLab, in a browser, of a stored figure: Ctrl and the wheel enlarge it, a double click puts it back, a legend leaves one alone',
  { skip: missing() },
  async (t) => {
    const { lab, browser, pictures } = await openLab(t, { 'stored.ipynb': notebookOf([STORED]) });
    const notebook = await NotebookPage.open(browser, lab.address('stored.ipynb'));
    const { page } = notebook;
    const canvas = notebook.figures(0).first();
    await canvas.waitFor({ timeout: 60_000 });
    const now = (): Promise<Drawn> => page.evaluate(readFigure);
    /** What is drawn once it is as asked for. */
    const drawn = (what: string, asked: (figure: Drawn) => boolean): Promise<Drawn> =>
      until(what, 20, async () => {
        const figure = await now();
        return asked(figure) ? figure : null;
      });
    const box = (await canvas.boundingBox())!;
    const middle = { x: box.x + 0.4 * box.width, y: box.y + 0.5 * box.height };
    const first = await now();

    await page.mouse.move(middle.x, middle.y);
    await page.mouse.wheel(0, -200);
    await page.waitForTimeout(500);
    assert.deepEqual(await now(), first, 'the wheel alone is the page\u2019s');
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -200);
    await page.keyboard.up('Control');
    const near = await drawn('a smaller part', ({ x }) => span(x) < 0.9 * span(first.x));
    assert.ok(span(near.y) < 0.9 * span(first.y), 'on both axes');
    assert.ok(near.x[0] >= first.x[0] && near.x[1] <= first.x[1], `within: ${near.x.join(' to ')}`);
    await page.screenshot({ path: path.join(pictures, 'enlarged.png') });
    await page.mouse.dblclick(middle.x, middle.y);
    await drawn('all of it again', ({ x, y }) => span(x) === span(first.x) && span(y) === span(first.y));

    const [dash, imp] = ['DASH', Object.keys(first.opacities).find((name) => name !== 'DASH')!];
    assert.equal(Object.keys(first.opacities).length, 2);
    const { x, y } = first.legend.DASH;
    await page.mouse.click(box.x + x, box.y + y);
    const chosen = await drawn('the other fades', ({ opacities }) => strongest(opacities[imp]) < 0.1);
    assert.deepEqual(chosen.opacities[dash], first.opacities[dash]);
    await page.screenshot({ path: path.join(pictures, 'chosen.png') });
    await page.keyboard.down('Shift');
    await page.mouse.click(box.x + first.legend[imp].x, box.y + first.legend[imp].y);
    await page.keyboard.up('Shift');
    await drawn('with shift both', ({ opacities }) => strongest(opacities[imp]) > 0.5);
    assert.deepEqual(pageErrors(notebook), []);
  },
);
