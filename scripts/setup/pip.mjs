import { outputOf, run } from './command.mjs';

/**
 * The package index in a local folder that pip's configuration names, if it names one.
 *
 * @param {string} config what `pip config list` prints: lines such as global.index-url='file:///srv/wheels/simple'
 * @returns {string | null} a file: address; null where there is none, or where an index on the network is the
 *   main one
 */
export function localIndex(config) {
  /** @type {Map<string, string>} */
  const values = new Map();
  for (const line of config.split('\n')) {
    const parts = /^(?<name>[^=\s]+)=(?<quote>['"])(?<value>.*)\k<quote>$/.exec(line.trim())?.groups;
    if (parts) values.set(parts.name, parts.value);
  }
  for (const option of ['index-url', 'extra-index-url']) {
    // pip's own order: the environment goes before the command's section, and that before the global one.
    const set = [':env:', 'install', 'global'].map((section) => values.get(`${section}.${option}`));
    const addresses = set.find((value) => value !== undefined)?.split(/\s+|\\n/) ?? [];
    const local = addresses.find((address) => address.startsWith('file:'));
    if (local) return local;
    if (option === 'index-url' && addresses.length > 0) return null;
  }
  return null;
}

/**
 * Runs pip for a step. A machine with an index in a local folder usually has no other in reach, and pip, asking
 * the public one too, would wait for it at every package; so the local one is first tried as the only index.
 *
 * @param {string} step
 * @param {string} python
 * @param {readonly [string, ...string[]]} command `install` or `download` and its arguments
 * @param {string} advice
 */
export async function pip(step, python, [command, ...args], advice) {
  const call = ['-m', 'pip', command, '--disable-pip-version-check', '--progress-bar=off', ...args];
  const local = localIndex((await outputOf(python, ['-m', 'pip', 'config', 'list'])) ?? '');
  if (local) {
    try {
      await run(step, python, [...call, '--index-url', local]);
      return;
    } catch {
      // The folder does not hold everything: the configuration as it stands has the word.
    }
  }
  await run(step, python, call, { advice });
}
