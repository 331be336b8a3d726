import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';

const folder = mkdtempSync(join(tmpdir(), 'stamps-'));
after(() => rmSync(folder, { recursive: true }));

describe('hashOf', async () => {
  const { hashOf } = await import('../../scripts/setup/stamps.mjs');

  it('does not depend on the order of the parts', () => {
    assert.equal(hashOf({ a: '1', b: '2' }), hashOf({ b: '2', a: '1' }));
  });

  it('changes with a name, with a value, and with the border between them', () => {
    const hashes = [{ a: 'bc' }, { ab: 'c' }, { a: 'bd' }, { a: 'b', c: '' }, {}].map((parts) =>
      hashOf(parts as Record<string, string>),
    );
    assert.equal(new Set(hashes).size, hashes.length);
  });
});

describe('textsIn', async () => {
  const { textsIn } = await import('../../scripts/setup/stamps.mjs');

  it('reads the files below a folder but those left out', () => {
    const sources = join(folder, 'sources');
    mkdirSync(join(sources, 'ode'), { recursive: true });
    mkdirSync(join(sources, 'dist'));
    writeFileSync(join(sources, 'ode', 'solve.ts'), 'solve');
    writeFileSync(join(sources, 'ode', 'notes.txt'), 'notes');
    writeFileSync(join(sources, 'dist', 'solve.ts'), 'built');
    assert.deepEqual(textsIn(sources, { skip: ['dist'], ends: ['.ts'] }), {
      [join('ode', 'solve.ts')]: 'solve',
    });
  });

  it('is empty where there is no folder', () => {
    assert.deepEqual(textsIn(join(folder, 'nowhere')), {});
  });
});

describe('Stamps', async () => {
  const { Stamps } = await import('../../scripts/setup/stamps.mjs');

  it('knows a step by its name and hash until it is removed', () => {
    const path = join(folder, 'with a space', '.setup');
    new Stamps(path).write('kernel', 'abc');
    const stamps = new Stamps(path);
    assert.equal(stamps.matches('kernel', 'abc'), true);
    assert.equal(stamps.matches('kernel', 'abd'), false);
    assert.equal(stamps.matches('python', 'abc'), false);
    stamps.remove('kernel');
    assert.equal(stamps.matches('kernel', 'abc'), false);
  });
});
