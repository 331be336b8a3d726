import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxAround, freePlaces, leastCovered } from '../../../lib/figures/marks/free-places';

const PANEL = { width: 200, height: 100 };
const name = (x: number, y: number) => ({ x, y, width: 40, height: 10 });

test('of several places the first that covers least', () => {
  const places = [boxAround(10, 10, 5), boxAround(30, 10, 5), boxAround(50, 10, 5)];
  assert.equal(leastCovered(places, []), 0);
  // The first is covered in 10 x 10, the second in 5 x 10, the third not at all.
  assert.equal(leastCovered(places, [boxAround(10, 10, 5), { left: 30, right: 60, top: 0, bottom: 100 }]), 1);
  assert.equal(leastCovered(places, [boxAround(10, 10, 20)]), 2);
});

test('a name stands up and to the left of its mark, and elsewhere where that is taken or beyond the panel', () => {
  assert.deepEqual(freePlaces([name(100, 50)], [boxAround(100, 50, 5)], PANEL), [
    { dx: -6.4, dy: -8, align: 'right' },
  ]);
  // At the left edge there is no room on the left, at the upper one none above.
  assert.equal(freePlaces([name(5, 50)], [boxAround(5, 50, 5)], PANEL)[0].align, 'left');
  const [corner] = freePlaces([name(5, 5)], [boxAround(5, 5, 5)], PANEL);
  assert.deepEqual([corner.align, Math.sign(corner.dy)], ['left', 1]);
});

test('names of marks that stand together cover neither marks nor each other', () => {
  const marks = [name(100, 50), name(104, 52), name(97, 55), name(101, 47)];
  const drawn = marks.map(({ x, y }) => boxAround(x, y, 5));
  const boxes = freePlaces(marks, drawn, PANEL).map(({ dx, dy, align }, k) => {
    const { x, y, width, height } = marks[k];
    const start = align === 'left' ? 0 : align === 'right' ? -width : -width / 2;
    const left = x + dx + start;
    return { left, right: left + width, top: y + dy - height / 2, bottom: y + dy + height / 2 };
  });
  boxes.forEach((box, k) => {
    assert.ok(box.left >= 0 && box.right <= 200 && box.top >= 0 && box.bottom <= 100, JSON.stringify(box));
    for (const other of [...drawn, ...boxes.slice(0, k)]) {
      const apart =
        box.right <= other.left ||
        other.right <= box.left ||
        box.bottom <= other.top ||
        other.bottom <= box.top;
      assert.ok(apart, `${JSON.stringify(box)} and ${JSON.stringify(other)}`);
    }
  });
});
