import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { downloadPath, locate, mirrorPath } from '../../lib/downloads/locate';
import { addressOf, GROUPS, readSources, sourceNamed } from '../../lib/downloads/sources';
import { temporaryFolder } from '../files/temporary-folder';

describe('registry', () => {
  const sources = readSources();

  it('describes every file in full, names unique', () => {
    assert.equal(new Set(sources.map(({ name }) => name)).size, sources.length);
    for (const source of sources) {
      assert.match(source.name, /^[a-z0-9-]+$/);
      assert.ok(GROUPS.includes(source.group), source.name);
      assert.match(source.repository, /^[\w.-]+\/[\w.-]+$/);
      assert.match(source.commit, /^[0-9a-f]{40}$/);
      if (source.sha256 !== undefined) assert.match(source.sha256, /^[0-9a-f]{64}$/);
      else assert.match(source.gitBlob ?? '', /^[0-9a-f]{40}$/);
      assert.ok(source.bytes === null ? source.gitBlob : source.bytes > 0 && Number.isInteger(source.bytes));
      for (const text of [source.path, source.licence, source.meaning, source.purpose])
        assert.ok(text.length > 2);
    }
    for (const group of GROUPS) assert.ok(sources.some((source) => source.group === group));
  });

  it('percent-encodes addresses', () => {
    assert.match(
      addressOf(sourceNamed('marrow-edges-cd14-mono')),
      /^https:\/\/raw\.githubusercontent\.com\/theislab\/PathReg\/[0-9a-f]{40}\/data\/data\/TFs_Targets\/CD14%2B%20Mono\.csv\.gz$/,
    );
  });

  it('refuses an unknown name', () =>
    assert.throws(() => sourceNamed('sim35'), /no file is registered as "sim35"/));
});

describe('locate', () => {
  it('finds a verified file in the mirror, a downloaded one first, and nothing otherwise', async (t) => {
    const original = await locate('sim350-genes-variant');
    if (!original) return t.skip('needs sim350-genes-variant: npm run data -- sim350-genes-variant');
    const source = sourceNamed('sim350-genes-variant');
    const places = { downloads: temporaryFolder(t), mirror: temporaryFolder(t) };
    assert.equal(await locate(source.name, places), null);
    for (const path of [mirrorPath(source, places)!, downloadPath(source, places)]) {
      assert.ok(path.endsWith(join(source.repository, source.path)));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, readFileSync(original));
      assert.equal(await locate(source.name, places), path);
    }
  });

  it('stops at a file with other bytes', async (t) => {
    const source = sourceNamed('sim350-genes-variant');
    const places = { downloads: temporaryFolder(t), mirror: null };
    const path = downloadPath(source, places);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, Buffer.alloc(source.bytes ?? 0));
    assert.notEqual(createHash('sha256').update(readFileSync(path)).digest('hex'), source.sha256);
    await assert.rejects(
      locate(source.name, places),
      /is not the registered sim350-genes-variant \(wrong content\): delete it/,
    );
    writeFileSync(path, 'x');
    await assert.rejects(locate(source.name, places), /\(wrong size\)/);
  });
});
