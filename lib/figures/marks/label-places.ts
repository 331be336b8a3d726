/**
 * Where to put labels so that none covers another: each as near to its own place as the others allow, in the order of the places, at
 * least `gap` between neighbours. Labels that would collide are spread evenly about the mean of their places.
 *
 * @returns one place a label, in the order given
 */
export function labelPlaces(places: readonly number[], gap: number): number[] {
  const order = places.map((_, k) => k).sort((a, b) => places[a] - places[b] || a - b);
  // Runs of labels that touch, each centred on its members' own places; a run that meets the one before joins it.
  const runs: { members: number[]; centre: number }[] = [];
  for (const k of order) {
    let run = { members: [k], centre: places[k] };
    for (let last = runs[runs.length - 1]; last !== undefined; last = runs[runs.length - 1]) {
      const room = (gap * (last.members.length + run.members.length)) / 2;
      if (run.centre - last.centre >= room) break;
      runs.pop();
      const members: number[] = [...last.members, ...run.members];
      run = { members, centre: members.reduce((sum, m) => sum + places[m] / members.length, 0) };
    }
    runs.push(run);
  }
  const result = [...places];
  for (const { members, centre } of runs) {
    members.forEach((k, place) => (result[k] = centre + gap * (place - (members.length - 1) / 2)));
  }
  return result;
}

/**
 * Where to put labels that stand on horizontal lines, so that no label covers another or is crossed by a line: right on its line, but of
 * lines closer than a label is high all labels are stacked on the uppermost, in the order of their lines.
 *
 * @param lines heights of the lines in pixels, counted downwards
 * @param gap height of a label
 * @returns the lower edge of each label, in the order given
 */
export function labelsOnLines(lines: readonly number[], gap: number): number[] {
  const upwards = lines.map((_, k) => k).sort((a, b) => lines[b] - lines[a] || b - a);
  const stacks: number[][] = [];
  for (const k of upwards) {
    const below = stacks[stacks.length - 1];
    const edge = below && lines[below[below.length - 1]] - gap * below.length;
    if (below && lines[k] > edge) below.push(k);
    else stacks.push([k]);
  }
  const result = [...lines];
  for (const stack of stacks) {
    const uppermost = lines[stack[stack.length - 1]];
    stack.forEach((k, place) => (result[k] = uppermost - gap * place));
  }
  return result;
}
