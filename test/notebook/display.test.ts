import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { baselinesBarsFigure } from '../../lib/figures/baselines-bars';
import { describeFigure } from '../../lib/figures/description';
import { liveDisplay, show, showMarkdown, showTable } from '../../lib/notebook/display';
import { fakeKernel } from './fake-kernel';

const figure = (title: string) =>
  baselinesBarsFigure([{ label: 'dash', balancedAccuracy: 0.9, trained: true }], { title });

let kernel: ReturnType<typeof fakeKernel>;
beforeEach(() => (kernel = fakeKernel()));
afterEach(() => kernel.remove());

test('a figure is one message: specification, picture, text', async () => {
  await show(figure('Bars'));
  await show(figure('Bars'), { text: 'in words' });
  assert.equal(kernel.messages.length, 2);
  const [first, second] = kernel.messages;
  const description = describeFigure(figure('Bars'));
  assert.deepEqual(first.data['application/vnd.vegalite.v5+json'], { ...figure('Bars'), description });
  assert.ok('image/png' in first.data !== 'image/svg+xml' in first.data);
  assert.equal(first.data['text/plain'], 'Bars');
  // What viewers read of a picture: its size on the page, half of its pixels, and what it shows.
  const [[type, told]] = Object.entries(first.metadata as Record<string, Record<string, unknown>>);
  assert.ok(type in first.data);
  assert.equal(told.alt, description);
  if (type === 'image/png') {
    const bytes = Buffer.from(String(first.data[type]), 'base64');
    const pixels = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    assert.deepEqual([2 * Number(told.width), 2 * Number(told.height)], pixels);
  }
  assert.equal(second.data['text/plain'], 'in words');
  assert.deepEqual([first.update, second.update], [false, false]);
  assert.notEqual(first.transient.display_id, second.transient.display_id);
});

test('tables and Markdown carry a text beside', () => {
  showTable([['dash', 0.9]], ['strategy', 'accuracy']);
  showMarkdown('**bold**');
  assert.deepEqual(
    kernel.messages.map(({ data }) => Object.keys(data)),
    [
      ['text/html', 'text/plain'],
      ['text/markdown', 'text/plain'],
    ],
  );
});

test('a live display shows the first content at once, then few, and the last for good, all in one place', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  const live = liveDisplay({ perSecond: 10 });
  for (let k = 1; k <= 1000; k++) {
    live.update(`update ${k}`);
    now += 1; // a millisecond each: one second in all
    t.mock.timers.tick(1);
  }
  const shown = kernel.messages.map(({ data }) => data['text/plain']);
  assert.equal(shown[0], 'update 1');
  assert.ok(shown.length === 10 || shown.length === 11, `${shown.length} messages in a second`);
  await live.end();
  assert.equal(kernel.messages.at(-1)?.data['text/plain'], 'update 1000');
  assert.deepEqual(
    kernel.messages.map(({ update }) => update),
    kernel.messages.map((_, k) => k > 0),
  );
  assert.equal(new Set(kernel.messages.map(({ transient }) => transient.display_id)).size, 1);
  t.mock.timers.tick(5000);
  assert.equal(kernel.messages.at(-1)?.data['text/plain'], 'update 1000', 'nothing comes after the end');
});

test('the latest content is shown after a pause even without another update', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.mock.method(performance, 'now', () => 0);
  const live = liveDisplay({ perSecond: 10 });
  live.update('first');
  live.update('second');
  live.update('third');
  assert.equal(kernel.messages.length, 1);
  t.mock.timers.tick(100);
  assert.deepEqual(
    kernel.messages.map(({ data }) => data['text/plain']),
    ['first', 'third'],
  );
});

test('a live figure is bare while it changes and has its picture at the end', async () => {
  const live = liveDisplay();
  live.update(figure('now'));
  await live.end();
  assert.deepEqual(
    kernel.messages.map(({ data }) => Object.keys(data).length),
    [2, 3],
  );
});

test('outside a notebook the text is printed, a live display only at its end', async (t) => {
  kernel.remove();
  const printed: string[] = [];
  t.mock.method(console, 'log', (text: string) => void printed.push(text));
  await show(figure('Bars'));
  const live = liveDisplay();
  live.update('one');
  live.update('two');
  await live.end();
  assert.deepEqual(printed, ['Bars', 'two']);
});

test('more than ten updates a second are refused', () => {
  assert.throws(() => liveDisplay({ perSecond: 60 }), /10 times a second/);
});

test('a table of the library is shown with its title above and its notes below', () => {
  showTable({ title: 'Table 2', columns: ['strategy'], rows: [['dash']], notes: ['One.', 'Two.'] });
  showTable({ columns: ['strategy'], rows: [['imp']] });
  assert.deepEqual(
    kernel.messages.map(({ data }) => data['text/plain']),
    ['**Table 2**', '| strategy |\n| --- |\n| dash |', '- One.\n- Two.', '| strategy |\n| --- |\n| imp |'],
  );
});
