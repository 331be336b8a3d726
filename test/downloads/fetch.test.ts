import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs, { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fetchSource, FetchError } from '../../lib/downloads/fetch';
import { httpGet } from '../../lib/downloads/http-get';
import { downloadPath, mirrorPath } from '../../lib/downloads/locate';
import type { Source } from '../../lib/downloads/sources';
import { temporaryFolder } from '../files/temporary-folder';
import { answerRange, content, places, serve, serveCutOff } from './made-server';

const source: Source = {
  name: 'squares',
  group: 'synthetic',
  repository: 'owner/repo',
  commit: 'c0ffee',
  path: 'some folder/squares.csv',
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
  licence: 'MIT',
  meaning: 'squares',
  purpose: 'test',
};

describe('fetch', () => {
  it('brings a file, verified, to its place and leaves nothing beside it', async (t) => {
    const asked: string[] = [];
    const upstream = await serve(t, (request, response) => {
      asked.push(request.url ?? '');
      answerRange(request, response);
    });
    const options = { ...places(t), upstream };
    const progress: number[] = [];
    const { path, from } = await fetchSource(source, {
      ...options,
      onProgress: (bytes) => progress.push(bytes),
    });
    assert.equal(from, 'upstream');
    assert.equal(path, downloadPath(source, options));
    assert.deepEqual(readFileSync(path), content);
    assert.deepEqual(asked, ['/owner/repo/c0ffee/some%20folder/squares.csv']);
    assert.deepEqual(readdirSync(dirname(path)), ['squares.csv']);
    assert.equal(progress.at(-1), content.length);
    assert.equal((await fetchSource(source, options)).from, 'already here');
    assert.equal(asked.length, 1);
  });

  it('goes on with a download that was cut off', async (t) => {
    const { upstream, ranges, cut } = await serveCutOff(t);
    const options = { ...places(t), upstream };
    await assert.rejects(
      fetchSource(source, { ...options, onProgress: cut }),
      /squares: the download of .* stopped at 20000 of 50000 bytes .*Run it again/,
    );
    assert.equal(existsSync(downloadPath(source, options)), false);
    const { path } = await fetchSource(source, options);
    assert.deepEqual(readFileSync(path), content);
    assert.deepEqual(ranges, [undefined, 'bytes=20000-']);
  });

  it('starts again where a host does not resume', async (t) => {
    const options = { ...places(t), upstream: await serve(t, (_, response) => response.end(content)) };
    const path = downloadPath(source, options);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.partial`, content.subarray(0, 300));
    assert.deepEqual(readFileSync((await fetchSource(source, options)).path), content);
  });

  it('notices an answer that ends early without an error', async (t) => {
    const options = {
      ...places(t),
      upstream: await serve(t, (_, response) => response.end(content.subarray(0, 100))),
    };
    await assert.rejects(
      fetchSource(source, options),
      /stopped at 100 of 50000 bytes \(the connection closed\)/,
    );
  });

  it('throws other bytes than registered away', async (t) => {
    const wrong = Buffer.from(content);
    wrong[777] ^= 1;
    const options = { ...places(t), upstream: await serve(t, (_, response) => response.end(wrong)) };
    await assert.rejects(
      fetchSource(source, options),
      /squares: .*not the registered file \(wrong content.*thrown away/,
    );
    assert.deepEqual(readdirSync(dirname(downloadPath(source, options))), []);
    const endless = {
      ...places(t),
      upstream: await serve(t, (_, response) => response.end(Buffer.alloc(60000))),
    };
    await assert.rejects(fetchSource(source, endless), /more than the 50000 registered bytes/);
    assert.deepEqual(readdirSync(dirname(downloadPath(source, endless))), []);
  });

  it('leaves nothing behind on a disk that opens files late', async (t) => {
    const open = fs.promises.open;
    let opened = 0;
    t.mock.method(fs.promises, 'open', async (...all: Parameters<typeof open>) => {
      await wait(50);
      opened++;
      return open(...all);
    });
    const options = {
      ...places(t),
      upstream: await serve(t, (_, response) => response.end(Buffer.alloc(60000))),
    };
    await assert.rejects(fetchSource(source, options), /more than the 50000 registered bytes/);
    await wait(100);
    assert.equal(opened, 1);
    assert.deepEqual(readdirSync(dirname(downloadPath(source, options))), []);
  });

  it('replaces a damaged file', async (t) => {
    const options = { ...places(t), upstream: await serve(t, answerRange) };
    const path = downloadPath(source, options);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, 'damaged');
    assert.equal((await fetchSource(source, options)).from, 'upstream');
    assert.deepEqual(readFileSync(path), content);
  });

  it('takes the file from a mirror, and refuses a damaged mirror', async (t) => {
    const options = {
      downloads: temporaryFolder(t),
      mirror: temporaryFolder(t),
      upstream: 'http://127.0.0.1:9',
    };
    const mirrored = mirrorPath(source, options)!;
    mkdirSync(dirname(mirrored), { recursive: true });
    writeFileSync(mirrored, content.subarray(1));
    await assert.rejects(fetchSource(source, options), /\(wrong size.*Repair the mirror/);
    writeFileSync(mirrored, content);
    assert.equal((await fetchSource(source, options)).from, 'mirror');
    assert.deepEqual(readFileSync(downloadPath(source, options)), content);
  });

  it('says what to do when the host is not reached', async (t) => {
    const options = { ...places(t), upstream: 'http://127.0.0.1:9' };
    await assert.rejects(fetchSource(source, options), (error: Error) => {
      assert.ok(error instanceof FetchError);
      for (const part of [
        'squares',
        '127.0.0.1:9',
        'some%20folder',
        'HTTPS_PROXY',
        'DASH_DATA_MIRROR',
        'generated',
      ]) {
        assert.ok(error.message.includes(part), `${part} is missing in: ${error.message}`);
      }
      return true;
    });
  });

  it('does not wait for ever, neither for an answer nor for the rest of one', async (t) => {
    const silent = await serve(t, () => undefined);
    await assert.rejects(
      fetchSource(source, { ...places(t), upstream: silent, timeout: 100 }),
      /is not reached \(no answer for 0.1 s\)/,
    );
    const stalling = await serve(t, (_, response) => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 1000));
    });
    await assert.rejects(
      fetchSource(source, { ...places(t), upstream: stalling, timeout: 1000 }),
      /stopped at 1000 of 50000/,
    );
  });

  it('reports a file that upstream does not have', async (t) => {
    const upstream = await serve(t, (_, response) => response.writeHead(404).end());
    await assert.rejects(fetchSource(source, { ...places(t), upstream }), /squares: http.* answered 404/);
  });
});

describe('proxy', () => {
  it('is read from the environment', async (t) => {
    let asked = 0;
    const server = createServer((_, response) => void response.end(String(asked++)));
    server.on('connect', (_, socket) => void socket.end(`HTTP/1.1 403 Forbidden ${asked++}\r\n\r\n`));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    t.after(() => server.close());
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const isAsked = async (address: string, environment: Record<string, string>): Promise<boolean> => {
      const none = Object.fromEntries(
        ['https_proxy', 'http_proxy', 'all_proxy', 'no_proxy'].flatMap((name) => [
          [name, undefined],
          [name.toUpperCase(), undefined],
        ]),
      );
      const restore = setEnvironment({ ...none, ...environment });
      const before = asked;
      await httpGet(address, 0, 5000).then(
        ({ body }) => body.dump(),
        () => undefined, // neither is the host there nor does the proxy connect to it
      );
      restore();
      return asked > before;
    };
    const a = 'a.invalid';
    assert.equal(await isAsked(`https://${a}/x`, { HTTPS_PROXY: `http://${host}` }), true);
    assert.equal(await isAsked(`https://${a}/x`, { https_proxy: host }), true);
    assert.equal(await isAsked(`https://${a}/x`, { HTTP_PROXY: `http://${host}` }), false);
    assert.equal(await isAsked(`http://${a}/x`, { ALL_PROXY: `http://${host}` }), true);
    for (const NO_PROXY of [a, `.${a}`, `*.${a}`, `b.invalid, ${a}`, '*']) {
      assert.equal(await isAsked(`https://www.${a}/x`, { HTTPS_PROXY: host, NO_PROXY }), false, NO_PROXY);
    }
    assert.equal(await isAsked(`https://a${a}/x`, { HTTPS_PROXY: host, NO_PROXY: a }), true);
  });

  it('that takes the connection and says nothing is not waited for', async (t) => {
    const server = createServer();
    server.on('connect', (_, socket) => t.after(() => socket.destroy()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    t.after(() => server.close());
    const https_proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    t.after(setEnvironment({ https_proxy, no_proxy: '' }));
    await assert.rejects(httpGet('https://example.invalid/file', 0, 100), /no answer for 0.1 s/);
  });

  it('is asked for the whole address of an http host, with the credentials in its name', async (t) => {
    const seen: [string | undefined, string | undefined][] = [];
    const address = await serve(t, (request, response) => {
      seen.push([request.url, request.headers['proxy-authorization']]);
      response.end('through the proxy');
    });
    t.after(setEnvironment({ http_proxy: address.replace('//', '//me:s%40cret@'), no_proxy: '' }));
    const { statusCode, body } = await httpGet('http://example.invalid/file', 0, 1000);
    body.resume();
    assert.equal(statusCode, 200);
    const credentials = `Basic ${Buffer.from('me:s@cret').toString('base64')}`;
    assert.deepEqual(seen, [['http://example.invalid/file', credentials]]);
  });

  it('is asked to connect to an https host, and its refusal is passed on', async (t) => {
    const targets: (string | undefined)[] = [];
    const server = createServer();
    server.on('connect', (request, socket) => {
      targets.push(request.url);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    t.after(() => server.close());
    const https_proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    t.after(setEnvironment({ https_proxy, no_proxy: '' }));
    await assert.rejects(
      httpGet('https://example.invalid/file', 0, 1000),
      /refused to connect to example.invalid:443 \(403\)/,
    );
    assert.deepEqual(targets, ['example.invalid:443']);
  });

  it('carries the encrypted connection to an https host', async (t) => {
    const server = createServer();
    const hello = new Promise<Buffer>((resolve) => {
      server.on('connect', (_request, socket) => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        socket.once('data', (bytes: Buffer) => {
          resolve(bytes);
          socket.destroy();
        });
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    t.after(() => server.close());
    const port = (server.address() as AddressInfo).port;
    t.after(setEnvironment({ https_proxy: `http://127.0.0.1:${port}`, no_proxy: '' }));
    await assert.rejects(httpGet('https://example.invalid/file', 0, 1000));
    const bytes = await hello;
    assert.equal(bytes[0], 0x16, 'a TLS handshake record');
    assert.ok(bytes.includes('example.invalid'), 'with the name of the host');
  });
});

/** Sets environment variables, or takes them away. @returns what brings back those of before */
function setEnvironment(variables: Record<string, string | undefined>): () => void {
  const before = Object.fromEntries(Object.keys(variables).map((name) => [name, process.env[name]]));
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  return () => void setEnvironment(before);
}
