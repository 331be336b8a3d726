import * as http from 'node:http';
import * as https from 'node:https';
import { connect as connectTls } from 'node:tls';
import type { Socket } from 'node:net';

/** An answer to a GET request; its body is still to be read. */
export interface Answer {
  readonly status: number;
  readonly body: http.IncomingMessage;
}

/**
 * Sends a GET request, through the proxy that HTTPS_PROXY or HTTP_PROXY names (unless NO_PROXY lists the host), and
 * resolves when the answer begins. Node's own fetch knows no proxies in the versions this project runs on.
 * @param firstByte the byte to start from (a Range request when above 0).
 * @param timeout milliseconds without a sign of life after which the request, or later its body, fails.
 */
export async function httpGet(address: string, firstByte: number, timeout: number): Promise<Answer> {
  const url = new URL(address);
  const headers: http.OutgoingHttpHeaders = { 'user-agent': 'dash-notebooks' };
  if (firstByte > 0) headers.range = `bytes=${firstByte}-`;
  const proxy = proxyFor(url);
  if (proxy === null) return request(url, { headers, timeout });
  if (url.protocol === 'https:') {
    const tunnel = await openTunnel(url, proxy, timeout);
    const secure = connectTls({ socket: tunnel, servername: url.hostname });
    return request(url, { headers, timeout, defaultPort: 443, createConnection: () => secure });
  }
  return request(proxy, {
    path: address,
    headers: { ...headers, ...credentials(proxy), host: url.host },
    timeout,
  });
}

function request(url: URL, options: https.RequestOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? https.request : http.request;
    const sent = send(url, options, (body) => resolve({ status: body.statusCode ?? 0, body }));
    // Also ends a body that stalls: destroying the request makes its stream fail.
    sent.on('timeout', () => sent.destroy(new Error(`no answer for ${(options.timeout ?? 0) / 1000} s`)));
    sent.on('error', reject);
    sent.end();
  });
}

/** Asks a proxy to connect to an https host. */
function openTunnel(url: URL, proxy: URL, timeout: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const target = `${url.hostname}:${url.port || 443}`;
    const send = proxy.protocol === 'https:' ? https.request : http.request;
    const sent = send(proxy, {
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...credentials(proxy) },
      timeout,
    });
    sent.on('connect', (answer, socket) => {
      if (answer.statusCode === 200) resolve(socket);
      else {
        socket.destroy();
        reject(new Error(`the proxy ${proxy.host} refused to connect to ${target} (${answer.statusCode})`));
      }
    });
    sent.on('response', (answer) => {
      answer.resume();
      reject(new Error(`the proxy ${proxy.host} refused to connect to ${target} (${answer.statusCode})`));
    });
    sent.on('timeout', () => sent.destroy(new Error(`the proxy ${proxy.host} did not answer`)));
    sent.on('error', reject);
    sent.end();
  });
}

function credentials({ username, password }: URL): http.OutgoingHttpHeaders {
  if (!username) return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** The proxy the environment names for an address, or null. */
export function proxyFor(url: URL, environment: NodeJS.ProcessEnv = process.env): URL | null {
  const variable = (name: string): string => environment[name.toLowerCase()] ?? environment[name] ?? '';
  const exempt = variable('NO_PROXY')
    .split(',')
    .map((entry) => entry.trim().replace(/^\*?\./, ''))
    .filter((entry) => entry !== '');
  if (exempt.some((entry) => entry === '*' || url.hostname === entry || url.hostname.endsWith(`.${entry}`))) {
    return null;
  }
  const named = variable(url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY') || variable('ALL_PROXY');
  if (!named) return null;
  return new URL(named.includes('://') ? named : `http://${named}`);
}
