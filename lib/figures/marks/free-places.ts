/** A rectangle in pixels, y downwards. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Around a point. */
export const boxAround = (x: number, y: number, halfWidth: number, halfHeight = halfWidth): Box => ({
  left: x - halfWidth,
  right: x + halfWidth,
  top: y - halfHeight,
  bottom: y + halfHeight,
});

/** Of several places for a label the first that covers least of what is drawn. */
export function leastCovered(places: readonly Box[], drawn: readonly Box[]): number {
  const covered = places.map((place) => drawn.reduce((sum, one) => sum + commonArea(place, one), 0));
  return covered.indexOf(Math.min(...covered));
}

function commonArea(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Where a label stands from its mark: `dx` and `dy` to the middle of its left, right or both sides. */
export interface LabelOffset {
  readonly dx: number;
  readonly dy: number;
  readonly align: 'left' | 'right' | 'center';
}

/** Ways out from a mark, the most usual first. */
const WAYS = [
  [-1, -1],
  [1, -1],
  [-1, 1],
  [1, 1],
  [0, -1],
  [0, 1],
  [-1, 0],
  [1, 0],
] as const;
/** Pixels from the middle of a mark to its label, and to one that finds no place so near. */
const DISTANCES = [8, 14, 22];

/**
 * Where the names of marks stand: close by, where they cover least of the marks, of each other and of what is beyond the panel.
 *
 * @param marks places in pixels, and how large their names are
 * @param drawn all that is not to be covered, the marks with it
 * @returns an offset a mark, in the order given
 */
export function freePlaces(
  marks: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[],
  drawn: readonly Box[],
  panel: { readonly width: number; readonly height: number },
): LabelOffset[] {
  const far = 1e4;
  const taken: Box[] = [
    ...drawn,
    { left: -far, right: 0, top: -far, bottom: far },
    { left: panel.width, right: far, top: -far, bottom: far },
    { left: -far, right: far, top: -far, bottom: 0 },
    { left: -far, right: far, top: panel.height, bottom: far },
  ];
  return marks.map(({ x, y, width, height }) => {
    const offsets = DISTANCES.flatMap((distance) =>
      WAYS.map(([across, down]): LabelOffset => ({
        dx: across * (down === 0 ? distance : 0.8 * distance),
        dy: down * distance,
        align: across < 0 ? 'right' : across > 0 ? 'left' : 'center',
      })),
    );
    const boxes = offsets.map(({ dx, dy, align }) => {
      const shift = align === 'center' ? 0 : (Math.sign(dx) * width) / 2;
      return boxAround(x + dx + shift, y + dy, width / 2, height / 2);
    });
    const chosen = leastCovered(boxes, taken);
    taken.push(boxes[chosen]);
    return offsets[chosen];
  });
}
