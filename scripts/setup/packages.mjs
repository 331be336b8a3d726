import { inUseAdvice, run } from './command.mjs';
import { npmCommand } from './npm.mjs';
import { inProject, readJson } from './project.mjs';

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean }> }} Lock */

/**
 * Whether node_modules holds what the lock file asks for: every package at its version (those marked optional
 * belong to some platforms only) and nothing else.
 *
 * @param {Lock} wanted package-lock.json
 * @param {Lock | null} present npm's own record, node_modules/.package-lock.json
 */
export function agrees(wanted, present) {
  if (present === null) return false;
  const extra = Object.keys(present.packages).some((path) => !(path in wanted.packages));
  return (
    !extra &&
    Object.entries(wanted.packages).every(([path, { version, optional }]) => {
      if (path === '') return true;
      const found = present.packages[path];
      return found ? found.version === version : optional === true;
    })
  );
}

const isInstalled = () =>
  agrees(readJson(inProject('package-lock.json')), readJson(inProject('node_modules', '.package-lock.json')));

/**
 * The npm packages, exactly as locked.
 *
 * Install scripts are left out: of all the packages only tfjs-node needs its own, and that one downloads from a
 * host that not every network reaches. The next step runs it alone, so that its failure costs no second install.
 * @type {import('./steps.mjs').Step}
 */
export const packages = {
  name: 'packages',
  title: 'npm packages (npm ci)',
  inputs: () => ({}),
  present: isInstalled,
  async perform() {
    if (isInstalled()) return 'found in place';
    const [npm, ...script] = npmCommand();
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=http'];
    await run('packages', npm, [...script, ...args], {
      adviceFor: inUseAdvice('node_modules'),
      advice:
        'Is the npm registry reached? Behind a proxy: npm config set proxy / https-proxy, or HTTPS_PROXY. With a company certificate: npm config set cafile FILE. Then run this again.',
    });
    return '';
  },
};
