import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const root = join(__dirname, '..', '..');

describe('kernelspec', async () => {
  const { kernelspec } = await import('../../scripts/setup/kernel.mjs');
  const tslab = join(root, 'node_modules', 'tslab');

  it("has the arguments of tslab's own installer, behind the script", () => {
    const installer = readFileSync(join(tslab, 'python', 'install.py'), 'utf8');
    const [, listed] = /argv = \[bin, ([^\]]*)\]/.exec(installer) ?? [];
    const { argv } = kernelspec('/a folder/node', '/a folder/tslab');
    const args = argv.slice(argv.indexOf('/a folder/tslab') + 1);
    assert.equal(args.map((arg) => `'${arg}'`).join(', '), listed);
  });

  it('names a command that runs: Node with the pinned tslab', () => {
    const { argv } = kernelspec(process.execPath, join(tslab, 'bin', 'tslab'));
    const [node, ...args] = argv.slice(0, argv.indexOf('kernel'));
    assert.equal(execFileSync(node, [...args, '--version'], { encoding: 'utf8' }).trim(), 'tslab 1.0.22');
  });
});
