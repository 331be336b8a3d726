import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const ROOT = path.resolve(__dirname, '..', '..');

test("every picture of the README is a figure of a stored notebook, and the README's are all there", async () => {
  const { PICTURES, pictureOf } = await import('../../scripts/pictures.mjs');
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  for (const [name, [notebook, title]] of Object.entries(PICTURES)) {
    const png = pictureOf(notebook, title);
    assert.equal(png.subarray(1, 4).toString('latin1'), 'PNG', `${notebook}: ${title}`);
    assert.ok(readme.includes(`docs/pictures/${name}.png`), `${name} is not in the README`);
  }
  for (const [, file] of readme.matchAll(/(docs\/pictures\/[\w-]+\.png)/g)) {
    assert.ok(existsSync(path.join(ROOT, file)), `${file} is missing: npm run pictures`);
  }
  assert.throws(() => pictureOf('01-synthetic', 'no such figure'), /no figure titled "no such figure"/);
});
