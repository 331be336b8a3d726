import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { accuracySparsityFigure } from '../../../lib/figures/accuracy-sparsity';
import { corruptionCurveFigure } from '../../../lib/figures/corruption-curve';
import { evidenceCurveFigure } from '../../../lib/figures/evidence-curve';
import { reliabilityFigure } from '../../../lib/figures/reliability';
import { explorable } from '../../../lib/figures/marks/explorable';
import type { Figure } from '../../../lib/figures/figure';
import { learningCurvesFigure } from '../../../lib/figures/learning-curves';
import { liveCurveFigure } from '../../../lib/figures/live-curve';
import { hasFonts, svgToPng } from '../../../lib/figures/render';
import { sparsityPathFigure } from '../../../lib/figures/sparsity-path';
import { themed } from '../../../lib/figures/marks/theme';
import { trajectoriesFigure } from '../../../lib/figures/trajectories';
import { drawn } from '../drawing';

const epochs = [1, 2, 3].map((epoch) => ({
  ...{ epoch, trainingLoss: 1 / epoch, validationLoss: 2 / epoch, sparsity: 0.1 * epoch },
}));
const answers = ['DASH', 'evidence'].flatMap((answer) =>
  [0, 0.5].map((corruption) => ({
    ...{
      answer,
      corruption,
      seed: 1,
      balancedAccuracy: 0.8,
      auprc: 0.5,
      edges: 10,
      precision: 0.5,
      rollOut: 1,
    },
    reliability: { share: 0.5, low: 0.4, high: 0.6 },
    calibration: [{ from: 0, to: 0.5, pairs: 10, said: 0.2, true: 3 }],
  })),
);
const series = [0, 1].map((k) => {
  const recorded = Float64Array.from([k, 0.5, 1 - k]);
  return { times: Float64Array.from([0, 1, 2]), recorded, clean: recorded };
});
const path = epochs.map(({ epoch, sparsity }) => ({ epoch, sparsity, balancedAccuracy: 0.5 + 0.1 * epoch }));

/** Every figure that can be explored, the field of its legend, and one of what stands in that. */
const FIGURES: Record<string, { figure: Figure; legend?: string; one?: string | number; zoomed: number }> = {
  'accuracy and sparsity': {
    figure: accuracySparsityFigure(
      ['dash', 'imp'].map((strategy) => ({ strategy, seed: 1, sparsity: 0.5, balancedAccuracy: 0.7 })),
      { title: 't' },
    ),
    ...{ legend: 'strategy', one: 'DASH', zoomed: 1 },
  },
  'evidence curve': {
    figure: evidenceCurveFigure(answers, { title: 't' }),
    ...{ legend: 'answer', one: 'DASH', zoomed: 0 },
  },
  reliability: { figure: reliabilityFigure(answers, { title: 't' }), zoomed: 2 },
  'corruption curve': {
    figure: corruptionCurveFigure(
      ['dash', 'bioprune'].flatMap((strategy) =>
        [0, 0.5].map((corruption) => ({
          ...{ strategy, seed: 1, corruption, balancedAccuracy: 0.7, prior: 0.9, outsidePrior: 0.6 },
        })),
      ),
      { title: 't' },
    ),
    ...{ legend: 'who', one: 'DASH', zoomed: 0 },
  },
  'live curve': {
    figure: liveCurveFigure(
      ['dash', 'imp'].map((strategy) => ({ strategy, run: strategy, epochs })),
      { title: 't', lines: [] },
    ),
    ...{ legend: 'strategy', one: 'DASH', zoomed: 0 },
  },
  'learning curves': {
    figure: learningCurvesFigure(
      ['a', 'b'].map((label) => ({ label, epochs, pruningEpochs: [2], reportedEpoch: 3 })),
      { title: 't' },
    ),
    ...{ legend: 'kind', one: 'training', zoomed: 0 },
  },
  trajectories: {
    figure: trajectoriesFigure(series, ['A'], ['A'], { title: 't' }),
    ...{ legend: 'trajectory', one: 1, zoomed: 1 },
  },
  'sparsity path': {
    figure: sparsityPathFigure(
      ['dash', 'imp'].map((strategy) => ({ strategy, seed: 1, path, bestEpoch: 2 })),
      { title: 't' },
    ),
    ...{ legend: 'strategy', one: 'DASH', zoomed: 0 },
  },
};

interface Param {
  readonly name: string;
  readonly bind?: unknown;
}

/** All parameters of a figure, wherever they stand. */
function paramsOf(part: unknown): Param[] {
  if (Array.isArray(part)) return part.flatMap(paramsOf);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => {
    if (key === 'data') return [];
    return key === 'params' ? (value as Param[]) : paramsOf(value);
  });
}

/** What is drawn after this entry of the legend was clicked. */
async function clicked(figure: Figure, field: string, value: string | number): Promise<string> {
  const { spec } = compile(structuredClone(figure) as unknown as TopLevelSpec);
  const view = new vega.View(vega.parse(spec), { renderer: 'none' });
  await view.runAsync();
  // What Vega-Lite keeps of a click on a legend: a tuple in the store of the selection.
  view.insert('chosen_store', [{ unit: '', fields: [{ type: 'E', field }], values: [value] }]);
  await view.runAsync();
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}

const faintIn = (svg: string): number => svg.split(/opacity="0\.08"/).length - 1;

for (const [name, { figure, legend, one, zoomed }] of Object.entries(FIGURES)) {
  test(`${name}: compiles without a complaint, nothing faint at first; names of parameters are its own`, async (t) => {
    const svg = await drawn(figure, t);
    assert.equal(faintIn(svg), 0);
    const params = paramsOf(figure);
    assert.equal(new Set(params.map((param) => param.name)).size, params.length);
    assert.equal(params.filter(({ bind }) => bind === 'legend').length, legend === undefined ? 0 : 1);
    assert.equal(params.filter(({ bind }) => bind === 'scales').length, zoomed);
    if (legend !== undefined) {
      const after = await clicked(figure, legend, one!);
      assert.ok(faintIn(after) > 0, 'the others fade');
      assert.equal(
        faintIn(await clicked(figure, legend, 'nobody')) > faintIn(after),
        true,
        'and the chosen does not',
      );
    }
  });
}

test(
  'a figure keeps its picture: marks of an opacity of their own, by default, and of several layers',
  { skip: !hasFonts() },
  async (t) => {
    const values = [1, 2, 3].map((k) => ({ a: k, b: k, who: `w${k}` }));
    const encoding = {
      x: { field: 'a', type: 'quantitative' as const },
      y: { field: 'b', type: 'quantitative' as const },
      color: { field: 'who', type: 'nominal' as const },
    };
    const plain = themed({
      data: { values },
      hconcat: [
        {
          layer: [
            { mark: 'line', encoding },
            { mark: { type: 'point', opacity: 0.4 }, encoding },
          ],
        },
        { mark: 'point', encoding },
      ],
    });
    const picture = async (figure: Figure): Promise<Uint8Array> => svgToPng(await drawn(figure, t));
    assert.deepEqual(await picture(explorable(plain, { legend: 'who' })), await picture(plain));
  },
);

test('the wheel alone scrolls the page: a panel takes it with Ctrl', () => {
  const { figure } = FIGURES.reliability;
  const { spec } = compile(structuredClone(figure) as unknown as TopLevelSpec);
  const wheels = JSON.stringify(spec).match(/\{[^{}]*"type":"wheel"[^{}]*\}/g) ?? [];
  assert.ok(wheels.length > 0);
  for (const wheel of wheels) assert.match(wheel, /event\.ctrlKey/);
});
