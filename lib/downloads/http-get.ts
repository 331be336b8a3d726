import { EnvHttpProxyAgent, request, type Dispatcher } from 'undici';

/**
 * Sends a GET request, through the proxy that HTTPS_PROXY, HTTP_PROXY or ALL_PROXY names (unless NO_PROXY lists the host), and
 * resolves when the answer begins; its body is still to be read.
 * @param firstByte the byte to start from (a Range request when above 0).
 * @param timeout milliseconds without a sign of life after which the request, or later its body, fails.
 */
export async function httpGet(
  address: string,
  firstByte: number,
  timeout: number,
): Promise<Dispatcher.ResponseData> {
  const { protocol, hostname, port } = new URL(address);
  const proxy = proxyNamed(protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY');
  const agent = new EnvHttpProxyAgent({
    httpProxy: proxy,
    httpsProxy: proxy,
    // A proxy is asked for an http address itself: many connect to https hosts alone.
    proxyTunnel: false,
    // One request an agent: no connection is kept for another.
    pipelining: 0,
    bodyTimeout: timeout,
  });
  // The agent's own limits leave out a proxy that takes the connection and is silent.
  let silent = false;
  const late = setTimeout(() => {
    silent = true;
    void agent.destroy();
  }, timeout);
  const headers = { 'user-agent': 'dash-notebooks', ...(firstByte > 0 && { range: `bytes=${firstByte}-` }) };
  try {
    const answer = await request(address, { dispatcher: agent, headers });
    // Who reads the body is told of its end; where it is thrown away there is nobody to tell.
    answer.body.on('error', () => undefined);
    return answer;
  } catch (error) {
    if (silent) throw new Error(`no answer for ${timeout / 1000} s`);
    const refusal = /^Proxy response \((\d+)\)/.exec((error as Error).message)?.[1];
    if (refusal === undefined) throw error;
    const target = `${hostname}:${port || 443}`;
    throw new Error(`the proxy ${new URL(proxy).host} refused to connect to ${target} (${refusal})`);
  } finally {
    clearTimeout(late);
  }
}

/** What a variable of the environment says, or ALL_PROXY; the scheme may be left out there. */
function proxyNamed(variable: string): string {
  const values = [variable, 'ALL_PROXY'].map((name) => process.env[name.toLowerCase()] ?? process.env[name]);
  const named = values.find((value) => value) ?? '';
  return named === '' || named.includes('://') ? named : `http://${named}`;
}
