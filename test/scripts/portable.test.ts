import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { commandsIn, pythonIn } from '../../scripts/setup/venv.cjs';

const root = join(__dirname, '..', '..');

/** What is not the project's own, or is made. */
const FOREIGN = [
  ...['node_modules', '.git', '.venv', '.setup', '.snakemake', 'lib/dist'],
  ...['data/downloads', 'data/runs', 'docs/api', 'docs/site'],
];
const MADE = /(^|\/)(__pycache__|\.ipynb_checkpoints|\.\w+-test-\w+)$|\.tmp$/;

/** The project's own files, by their path in it with slashes. */
function ownFiles(folder = '', found: string[] = []): string[] {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (FOREIGN.includes(path) || MADE.test(path)) continue;
    if (entry.isDirectory()) ownFiles(path, found);
    else if (entry.isFile()) found.push(path);
  }
  return found;
}

const files = ownFiles();

describe('on any system', () => {
  it('no command of package.json is a line that only a Unix shell understands', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    for (const [name, line] of Object.entries(scripts)) {
      assert.doesNotMatch(line, /(^|&&\s*)\w+=|'|\$|;|`|(^|&& *)(rm|cp|mv|export|test) /, name);
    }
  });

  it("TensorFlow's settings are set in one place", () => {
    // Tests of a command that is started by hand set them too; Node reads them from the environment only.
    const setting = files.filter(
      (file) =>
        /^(scripts|bench|package\.json)/.test(file) &&
        readFileSync(join(root, file), 'utf8').includes('TF_ENABLE_ONEDNN_OPTS'),
    );
    assert.deepEqual(setting, ['scripts/setup/project.mjs']);
  });

  it('the commands of a virtual environment are found in one place', () => {
    assert.equal(commandsIn('v', 'win32'), join('v', 'Scripts'));
    assert.equal(pythonIn('v', 'win32'), join('v', 'Scripts', 'python.exe'));
    for (const system of ['linux', 'darwin'] as const)
      assert.equal(pythonIn('v', system), join('v', 'bin', 'python'));
    const written = files.filter(
      (file) =>
        /\.(ts|mjs|cjs|py|json)$/.test(file) &&
        file !== 'package-lock.json' &&
        /venv['"], ['"](bin|Scripts)['"]|venv[\\/](bin|Scripts)|['"]bin['"], ['"]python/.test(
          readFileSync(join(root, file), 'utf8'),
        ),
    );
    assert.deepEqual(
      written.filter((file) => file !== 'test/scripts/portable.test.ts'),
      [],
    );
  });

  it('no two names differ in case only, and none has a character or a length that Windows refuses', () => {
    const folded = files.map((file) => file.toLowerCase());
    assert.deepEqual(
      folded.filter((file, k) => folded.indexOf(file) !== k),
      [],
    );
    const refused = /[<>:"|?*\\]|[ .](\/|$)|(^|\/)(con|prn|aux|nul|com\d|lpt\d)(\.[^/]*)?(\/|$)/i;
    assert.deepEqual(
      files.filter((file) => refused.test(file) || file.length > 120),
      [],
    );
  });

  it('a clone as Git for Windows makes it (core.autocrlf=true) has the line ends of this one', (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'autocrlf-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const source = join(folder, 'source');
    mkdirSync(join(source, 'notebooks'), { recursive: true });
    cpSync(join(root, '.gitattributes'), join(source, '.gitattributes'));
    const texts = ['a.ts', 'b.mjs', 'c.csv', 'd.json', 'run', 'e.md', 'f.py', join('notebooks', 'g.ipynb')];
    for (const name of texts) writeFileSync(join(source, name), 'one\ntwo\n');
    // A picture whose bytes look like a text: only what .gitattributes says keeps them.
    const picture = Buffer.from('\x89PNG text\r\nand more\n', 'latin1');
    writeFileSync(join(source, 'h.png'), picture);
    const git = (...args: string[]): string =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
        cwd: source,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'texts');
    const clone = join(folder, 'clone');
    git('-c', 'core.autocrlf=true', 'clone', '-q', '-c', 'core.autocrlf=true', source, clone);
    for (const name of texts) assert.equal(readFileSync(join(clone, name), 'utf8'), 'one\ntwo\n', name);
    assert.deepEqual(readFileSync(join(clone, 'h.png')), picture);
  });
});
