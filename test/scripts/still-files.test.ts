import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createConverter } from 'tslab/dist/converter.js';
import { standStill } from '../../scripts/setup/still-files.cjs';

/** Longer than the compiler waits for further changes on disk. */
const NOTICED = 1000;

const home = process.cwd();
let folder: string;
let converter: ReturnType<typeof createConverter>;
before(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'dash-still-')));
  install('one', '1.0.0');
  writeFileSync(join(folder, 'own.ts'), 'export const own = 1;');
  process.chdir(folder);
  standStill();
  converter = createConverter({ isJS: false, isBrowser: false });
});
after(() => {
  converter.close();
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

function install(name: string, version: string): void {
  const at = join(folder, 'node_modules', name);
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, 'package.json'), JSON.stringify({ name, version, types: 'index.d.ts' }));
  writeFileSync(join(at, 'index.d.ts'), 'export const level: number;');
}

const saidOf = (cell: string): string[] =>
  converter.convert('', cell).diagnostics.map(({ messageText }) => messageText);

test('packages that change beside a running kernel end none of its cells', async () => {
  assert.deepEqual(saidOf('import * as one from "one"; const first = one.level;'), []);
  install('one', '1.0.1');
  await pause(NOTICED);
  assert.deepEqual(saidOf('import * as one from "one"; const again = one.level + 1;'), []);
  install('two', '1.0.0');
  await pause(NOTICED);
  assert.deepEqual(saidOf('import * as two from "two"; const other = two.level;'), []);
});

test("a file of one's own is still followed", async () => {
  assert.deepEqual(saidOf('import { own } from "./own"; own.toFixed(1);'), []);
  writeFileSync(join(folder, 'own.ts'), 'export const own = "one";');
  await pause(NOTICED);
  const [said] = saidOf('import { own } from "./own"; own.toFixed(2);');
  assert.match(said, /'toFixed' does not exist on type '"one"'/);
});
