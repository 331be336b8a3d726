import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { temporaryFolder } from '../files/temporary-folder';

/** The file that the tests fetch. */
export const content = Buffer.from(Array.from({ length: 50000 }, (_, k) => (k * k) % 251));

export type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

/** A server on this machine that goes when the test ends; returns its address. */
export async function serve(t: TestContext, answer: Answer): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** As a host of raw files answers: `content` from the byte asked for, with its length; 416 where there is nothing after it. */
export function answerRange(request: IncomingMessage, response: ServerResponse): void {
  const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (from >= content.length) return void response.writeHead(416).end();
  const body = content.subarray(from);
  response.writeHead(request.headers.range ? 206 : 200, { 'content-length': body.length }).end(body);
}

/** A server that stops its first answer after 20000 bytes, when it is told to `cut`; the ranges that it was asked for. */
export async function serveCutOff(t: TestContext) {
  const ranges: (string | undefined)[] = [];
  let stop = (): unknown => undefined;
  const upstream = await serve(t, (request, response) => {
    ranges.push(request.headers.range);
    if (ranges.length > 1) return answerRange(request, response);
    response.writeHead(200, { 'content-length': content.length });
    response.write(content.subarray(0, 20000));
    stop = () => response.destroy();
  });
  return { upstream, ranges, cut: (bytes: number): unknown => bytes === 20000 && stop() };
}

export const places = (t: TestContext): { downloads: string; mirror: null } => ({
  downloads: temporaryFolder(t),
  mirror: null,
});
