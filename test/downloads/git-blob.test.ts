import assert from 'node:assert/strict';
import fs, { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fetchSource, FetchError } from '../../lib/downloads/fetch';
import { downloadPath, locate, type Places } from '../../lib/downloads/locate';
import type { Source } from '../../lib/downloads/sources';
import { verify } from '../../lib/downloads/verify';
import { temporaryFolder } from '../files/temporary-folder';
import { answerRange, content, places, serve, serveCutOff, type Answer } from './made-server';
import { gitBlobOf } from './made-source';

/** A file as the large ones are registered: neither its size nor its sha256 is known. */
const source: Source = {
  name: 'large',
  group: 'authors',
  repository: 'owner/repo',
  commit: 'c0ffee',
  path: 'large.csv',
  bytes: null,
  gitBlob: gitBlobOf(content),
  licence: 'MIT',
  meaning: 'squares',
  purpose: 'test',
};

function leave(bytes: Buffer, options: Places): string {
  const path = downloadPath(source, options);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.partial`, bytes);
  return path;
}

describe('git blob id', () => {
  it('is the one that git gives: of nothing, of a line, of a published file as its repository lists it', async (t) => {
    const folder = temporaryFolder(t);
    const known = { '': 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391', 'hello\n': 'ce013625030ba8dba906f756967f9e9ca394464a' }; // prettier-ignore
    for (const [text, gitBlob] of Object.entries(known)) {
      const file = join(folder, 'file');
      writeFileSync(file, text);
      assert.equal(await verify(file, { bytes: null, gitBlob }), 'verified');
      assert.equal(await verify(file, { bytes: null, gitBlob: gitBlob.replace(/^./, '0') }), 'wrong content');
    }
    const prior = await locate('marrow-prior');
    if (prior === null) return t.skip('needs marrow-prior: npm run data -- marrow-prior');
    const listed = '79a053f3d8f18aa625ff02253f389bbb4f56306f';
    assert.equal(await verify(prior, { bytes: null, gitBlob: listed }), 'verified');
  });

  it('finds a file by an injected register, and stops at another file of that name', async (t) => {
    const options = { ...places(t), sources: [source] };
    assert.equal(await locate('large', options), null);
    const path = downloadPath(source, options);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    assert.equal(await locate('large', options), path);
    writeFileSync(path, content.subarray(1));
    await assert.rejects(
      locate('large', options),
      /is not the registered large \(wrong content\): delete it/,
    );
  });
});

describe('fetching a file of unknown size', () => {
  it('brings it, verified, and tells how far it is by what the host announces', async (t) => {
    const options = { ...places(t), upstream: await serve(t, answerRange) };
    const totals = new Set<number | null>();
    const { path } = await fetchSource(source, { ...options, onProgress: (_, total) => totals.add(total) });
    assert.deepEqual(readFileSync(path), content);
    assert.deepEqual([...totals], [content.length]);
    assert.deepEqual(readdirSync(dirname(path)), ['large.csv']);
    const chunked = { ...places(t), upstream: await serve(t, (_, response) => (response.write(content), response.end())) }; // prettier-ignore
    assert.deepEqual(readFileSync((await fetchSource(source, chunked)).path), content);
  });

  it('goes on where it was cut off', async (t) => {
    const { upstream, ranges, cut } = await serveCutOff(t);
    const options = { ...places(t), upstream };
    await assert.rejects(
      fetchSource(source, { ...options, onProgress: cut }),
      /large: the download of .* stopped at 20000 of 50000 bytes .*Run it again to go on/,
    );
    const totals = new Set<number | null>();
    const { path } = await fetchSource(source, { ...options, onProgress: (_, total) => totals.add(total) });
    assert.deepEqual(readFileSync(path), content);
    assert.deepEqual(ranges, [undefined, 'bytes=20000-']);
    assert.deepEqual([...totals], [content.length]);
  });

  it('asks for nothing where all of it is there, and begins anew where more than it is', async (t) => {
    const asked: (string | undefined)[] = [];
    const upstream = await serve(t, (request, response) => {
      asked.push(request.headers.range);
      answerRange(request, response);
    });
    const options = { ...places(t), upstream };
    const path = leave(content, options);
    assert.equal((await fetchSource(source, options)).path, path);
    assert.deepEqual(asked, []);
    fs.rmSync(path);
    leave(Buffer.concat([content, content]), options);
    assert.deepEqual(readFileSync((await fetchSource(source, options)).path), content);
    assert.deepEqual(asked, ['bytes=100000-', undefined]);
  });

  const faults: readonly (readonly [what: string, answer: Answer | null, message: RegExp])[] = [
    ['another content', (_, response) => response.end(Buffer.alloc(50000)), /not the registered file \(wrong content, expected one with git blob id [0-9a-f]{12}\.\.\.\)\. It was thrown away\. Fetch again/], // prettier-ignore
    ['a page in its place', (_, response) => response.end('<html>sign in</html>'), /wrong content/],
    ['no such file', (_, response) => response.writeHead(404).end(), /answered 404\. The file has gone from there, use a mirror \(DASH_DATA_MIRROR\)/], // prettier-ignore
    ['a host in trouble', (_, response) => response.writeHead(503).end(), /answered 503\. Try again later/],
    ['no network', null, /is not reached .*HTTPS_PROXY.*DASH_DATA_MIRROR/],
  ];
  for (const [what, answer, message] of faults) {
    it(`leaves nothing behind at ${what}`, async (t) => {
      const options = { ...places(t), upstream: answer ? await serve(t, answer) : 'http://127.0.0.1:9' };
      await assert.rejects(fetchSource(source, options), (error: Error) => {
        assert.ok(error instanceof FetchError);
        assert.match(error.message, message);
        return true;
      });
      assert.deepEqual(readdirSync(dirname(downloadPath(source, options))), []);
    });
  }

  it('says that the disk is full, and goes on when there is room', async (t) => {
    const options = { ...places(t), upstream: await serve(t, answerRange) };
    const open = fs.promises.open;
    const mocked = t.mock.method(fs.promises, 'open', async (...all: Parameters<typeof open>) => {
      const file = await open(...all);
      t.mock.method(file, 'appendFile', async (chunk: Buffer) => {
        await file.write(chunk.subarray(0, 1000));
        throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      });
      return file;
    });
    await assert.rejects(
      fetchSource(source, options),
      /stopped at 1000 of 50000 bytes \(the disk is full: make room\)/,
    );
    mocked.mock.restore();
    assert.equal(existsSync(downloadPath(source, options)), false);
    assert.deepEqual(readFileSync((await fetchSource(source, options)).path), content);
  });
});
