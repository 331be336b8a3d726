import { request } from 'node:https';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * Whether a host answers at all, through the proxy that tfjs-node's installer would use.
 *
 * @param {string} address an https address on the host
 * @param {string} tfjsNode the folder of the tfjs-node package, whose proxy agent is borrowed: what this probe
 *   reaches, the installer reaches too
 * @param {number} [seconds] how long to wait for the answer
 * @returns {Promise<boolean>}
 */
export function isReached(address, tfjsNode, seconds = 6) {
  const { HTTPS_PROXY, https_proxy, HTTP_PROXY, http_proxy } = process.env;
  const proxy = HTTPS_PROXY || https_proxy || HTTP_PROXY || http_proxy;
  return new Promise((resolve) => {
    try {
      const ProxyAgent = createRequire(join(tfjsNode, 'package.json'))('https-proxy-agent');
      const agent = proxy ? new ProxyAgent(proxy) : undefined;
      const probe = request(address, { method: 'HEAD', agent }, (response) => {
        response.resume();
        resolve((response.statusCode ?? 500) < 500);
      });
      const limit = setTimeout(() => probe.destroy(new Error('no answer')), seconds * 1000);
      probe.on('error', () => resolve(false));
      probe.on('close', () => clearTimeout(limit));
      probe.end();
    } catch {
      resolve(false);
    }
  });
}
