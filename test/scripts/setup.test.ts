import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';

const root = join(__dirname, '..', '..');

function temporary(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'setup test '));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function write(file: string, text = ''): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const failure = (code: string): Error => Object.assign(new Error(`${code}: in use`), { code });

describe('the Node that is needed', async () => {
  const { requireNode } = await import('../../scripts/setup.mjs');
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    engines: { node: string };
  };

  it('is 20.18.1 to 26, as package.json has it and undici asks for', () => {
    assert.equal(engines.node, '>=20.18.1 <27');
    const undici = readFileSync(join(root, 'node_modules', 'undici', 'package.json'), 'utf8');
    assert.equal((JSON.parse(undici) as { engines: { node: string } }).engines.node, '>=20.18.1');
    for (const version of ['20.18.1', '20.20.2', '22.0.0', '24.21.0', '26.10.0']) requireNode(version);
  });

  it('is told to whom has another, and nobody is sent to one without updates', () => {
    for (const [version, why] of [
      ['18.20.8', 'too old'],
      ['20.18.0', 'too old'],
      ['20.9.1', 'too old'],
      ['27.0.0', 'newer than what was tried'],
    ]) {
      assert.throws(
        () => requireNode(version),
        (error: Error & { advice: string }) => {
          assert.equal(error.message, `this is Node ${version}, ${why}`);
          assert.match(error.advice, /22, 24 or 26/);
          assert.doesNotMatch(error.advice, /\b20\b/);
          return true;
        },
      );
    }
  });
});

describe('a script of the set-up', async () => {
  const { isStarted } = await import('../../scripts/setup/project.mjs');

  it('knows that it was started, through a link too', (t) => {
    const folder = temporary(t);
    const link = join(folder, 'link');
    symlinkSync(root, link, 'junction');
    const script = join(root, 'scripts', 'house.mjs');
    const url = new URL(`file://${script.split('\\').join('/')}`).href;
    assert.equal(isStarted(url, script), true);
    assert.equal(isStarted(url, join(link, 'scripts', 'house.mjs')), true);
    assert.equal(isStarted(url, join(root, 'scripts', 'setup.mjs')), false);
    assert.equal(isStarted(url, join(root, 'nowhere.mjs')), false);
    assert.equal(isStarted(url, undefined), false);
    const { stdout } = spawnSync(process.execPath, [join(link, 'scripts', 'house.mjs')], {
      encoding: 'utf8',
    });
    assert.match(stdout, /files of lib/);
  });
});

describe('npmCommand', async () => {
  const { npmCommand } = await import('../../scripts/setup/npm.mjs');
  const machine = (folder: string, env: Record<string, string>, platform: NodeJS.Platform = 'linux') => ({
    env,
    node: write(join(folder, 'bin', 'node')),
    platform,
  });

  it('is the npm that started us', (t) => {
    const one = machine(temporary(t), { npm_execpath: '/opt/npm/bin/npm-cli.js' });
    assert.deepEqual(npmCommand(one), [one.node, '/opt/npm/bin/npm-cli.js']);
  });

  it('is the npm that came with Node, where pnpm, yarn, bun or nobody did', (t) => {
    for (const started of [
      {},
      { npm_execpath: '/opt/pnpm/bin/pnpm.cjs' },
      { npm_execpath: '/opt/yarn.js' },
    ]) {
      const folder = temporary(t);
      const unix = write(join(folder, 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'));
      const one = machine(folder, started as Record<string, string>);
      assert.deepEqual(npmCommand(one), [one.node, unix]);
      const windows = write(join(folder, 'bin', 'node_modules', 'npm', 'bin', 'npm-cli.js'));
      assert.deepEqual(npmCommand(one), [one.node, windows]);
    }
  });

  it('is else the one on the PATH; on Windows its script, because a batch file cannot be started', (t) => {
    const folder = temporary(t);
    const other = join(folder, 'elsewhere');
    write(join(other, 'npm'));
    assert.deepEqual(npmCommand(machine(folder, { PATH: other })), [join(other, 'npm')]);
    const linked = join(folder, 'linked');
    const packed = write(join(folder, 'packed', 'npm-cli.js'));
    mkdirSync(linked);
    if (process.platform !== 'win32') {
      symlinkSync(packed, join(linked, 'npm'));
      const one = machine(folder, { PATH: linked });
      assert.deepEqual(npmCommand(one), [one.node, realpathSync(packed)]);
    }
    assert.throws(() => npmCommand(machine(folder, { Path: other }, 'win32')), /npm was not found/);
    const script = write(join(other, 'node_modules', 'npm', 'bin', 'npm-cli.js'));
    const one = machine(folder, { Path: other }, 'win32');
    assert.deepEqual(npmCommand(one), [one.node, script]);
  });

  it('is missed by name', (t) => {
    assert.throws(
      () => npmCommand(machine(temporary(t), { npm_execpath: '/opt/pnpm/bin/pnpm.cjs', PATH: '' })),
      /npm was not found, only pnpm\.cjs, which started this/,
    );
  });
});

describe('a file or folder in use', async () => {
  const { renameOver } = await import('../../scripts/setup/rename.mjs');
  const { inUseAdvice, removeFolder } = await import('../../scripts/setup/command.mjs');

  it('is renamed over once it is free, and no other failure is tried again', () => {
    const codes = ['EPERM', 'EBUSY', 'EACCES'];
    let calls = 0;
    renameOver('a', 'b', () => {
      calls++;
      if (codes.length > 0) throw failure(codes.shift()!);
    });
    assert.equal(calls, 4);
    calls = 0;
    const missing = (): void => {
      calls++;
      throw failure('ENOENT');
    };
    assert.throws(() => renameOver('a', 'b', missing), /ENOENT/);
    assert.equal(calls, 1);
  });

  it('is told with the way out: close JupyterLab', () => {
    const fail = (code: string) => (): void => {
      throw failure(code);
    };
    for (const code of ['EBUSY', 'EPERM']) {
      assert.throws(
        () => removeFolder('.venv', fail(code)),
        (error: Error & { advice: string }) =>
          error.message.startsWith(`.venv could not be removed (${code}`) &&
          /Close JupyterLab/.test(error.advice),
      );
    }
    assert.throws(() => removeFolder('.venv', fail('ENOSPC')), { message: 'ENOSPC: in use' });
    const advice = inUseAdvice('node_modules');
    assert.match(advice('npm error code EBUSY\nnpm error syscall rename') ?? '', /node_modules.*JupyterLab/);
    assert.equal(advice('npm error code ENOTFOUND'), undefined);
  });

  it('is written to by execute-notebooks.py once it is free', async (t) => {
    const { venvPython } = await import('../../scripts/setup/project.mjs');
    if (!existsSync(venvPython)) return t.skip('.venv is not set up');
    const program = `
import importlib.util, os, sys
spec = importlib.util.spec_from_file_location("execute", sys.argv[1])
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
module.time.sleep = lambda seconds: None
def count(failures):
    calls = []
    def replace(partial, target):
        calls.append(target)
        if len(calls) <= failures:
            raise PermissionError(target)
    os.replace = replace
    try:
        module.replace("a", "b")
    except PermissionError:
        calls.append("gave up")
    return calls
print(count(0), count(2), count(99)[-2:], len(count(99)))`;
    const script = join(root, 'scripts', 'execute-notebooks.py');
    const { stdout, stderr } = spawnSync(venvPython, ['-c', program, script], { encoding: 'utf8' });
    assert.equal(stdout.trim(), "['b'] ['b', 'b', 'b'] ['b', 'gave up'] 12", stderr);
  });
});

describe('native TensorFlow', async () => {
  const { adviceFor, waysFor } = await import('../../scripts/setup/tensorflow.mjs');
  const { downloadOf, wheelFor } = await import('../../scripts/setup/tensorflow-wheel.mjs');
  const { installCompiled, putLibraryBesideAddon } =
    await import('../../scripts/setup/tensorflow-install.mjs');
  const { compileAdvice, requireTools } = await import('../../scripts/setup/tensorflow-addon.mjs');

  it('is had in the way that the system has', () => {
    assert.deepEqual(waysFor('linux', 'x64'), ['prebuilt', 'wheel']);
    assert.deepEqual(waysFor('linux', 'arm64'), ['wheel']);
    assert.deepEqual(waysFor('darwin', 'arm64'), ['compiled']);
    assert.deepEqual(waysFor('darwin', 'x64'), ['compiled']);
    assert.deepEqual(waysFor('win32', 'x64'), ['prebuilt']);
    assert.deepEqual(waysFor('win32', 'arm64'), []);
    const host = 'https://storage.googleapis.com/';
    assert.match(adviceFor('darwin', 'arm64', host, false), /reach https:\/\/storage/);
    assert.doesNotMatch(adviceFor('win32', 'x64', host, true), /storage/);
    assert.match(adviceFor('win32', 'arm64', host, true), /x64/);
  });

  it('comes from the wheel of the processor', () => {
    const arm = wheelFor('arm64');
    assert.ok(arm);
    const words = downloadOf(arm, 'folder');
    assert.ok(words.includes('--platform=manylinux_2_27_aarch64') && words.includes('tensorflow==2.21.0'));
    const intel = wheelFor('x64');
    assert.ok(intel && downloadOf(intel, 'folder').includes('tensorflow-cpu==2.21.0'));
    assert.equal(wheelFor('ia32'), null);
  });

  it('is taken out of a wheel as the arm64 one is packed', async (t) => {
    const { venvPython } = await import('../../scripts/setup/project.mjs');
    if (!existsSync(venvPython)) return t.skip('.venv is not set up');
    const folder = temporary(t);
    const pack = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as archive:
    for name in sys.argv[2:]:
        archive.writestr(name, name)`;
    const wheel = join(folder, 'tensorflow-2.21.0-cp311-cp311-manylinux_2_27_aarch64.whl');
    const libraries = ['tensorflow/libtensorflow_cc.so.2', 'tensorflow/libtensorflow_framework.so.2'];
    const header = 'tensorflow/include/tensorflow/c/c_api.h';
    const others = ['tensorflow/python/a.py', 'tensorflow/include/absl/b.h'];
    const script = join(root, 'scripts', 'setup', 'unpack-wheel.py');
    const python = (...words: string[]) => spawnSync(venvPython, words, { encoding: 'utf8' });
    python('-c', pack, wheel, ...libraries, header, ...others);
    const out = join(folder, 'out');
    assert.equal(python(script, wheel, out).status, 0);
    for (const name of ['libtensorflow.so', 'libtensorflow_cc.so.2'])
      assert.equal(readFileSync(join(out, 'lib', name), 'utf8'), libraries[0]);
    assert.equal(readFileSync(join(out, 'include', 'tensorflow', 'c', 'c_api.h'), 'utf8'), header);
    assert.equal(existsSync(join(out, 'include', 'absl')), false);
    python('-c', pack, wheel, libraries[1]);
    const { status, stderr } = python(script, wheel, join(folder, 'half'));
    assert.equal(status, 1);
    assert.match(stderr, /holds no libtensorflow_cc\.so\.2/);
  });

  it('has its library beside the addon on Windows, whatever N-API version this Node has', (t) => {
    const folder = temporary(t);
    assert.equal(putLibraryBesideAddon(folder), false);
    assert.equal(existsSync(join(folder, 'lib')), false);
    write(join(folder, 'deps', 'lib', 'tensorflow.dll'), 'library');
    write(join(folder, 'lib', 'napi-v10', 'tensorflow.dll'), 'library');
    assert.equal(putLibraryBesideAddon(folder), true);
    assert.equal(readFileSync(join(folder, 'lib', 'napi-v8', 'tensorflow.dll'), 'utf8'), 'library');
  });

  it('is compiled in a folder without a space where tfjs-node has no prebuilt addon', async (t) => {
    if (process.platform === 'win32') return t.skip('there is a prebuilt one');
    const folder = temporary(t);
    cpSync(
      join(root, 'node_modules', '@tensorflow', 'tfjs-node', 'package.json'),
      join(folder, 'package.json'),
    );
    write(join(folder, 'deps', 'lib', 'old'));
    // As tfjs-node's installer: needs its dependencies, writes relative to itself, downloads a library with a link.
    write(
      join(folder, 'scripts', 'install.js'),
      `const fs = require('fs'), { join } = require('path');
       require('rimraf'); require('https-proxy-agent');
       const package = join(__dirname, '..');
       if (/\\s/.test(package) || process.cwd() !== fs.realpathSync(package)) process.exit(1);
       fs.mkdirSync(join(package, 'deps', 'lib'), { recursive: true });
       fs.writeFileSync(join(package, 'deps', 'lib', 'libtensorflow.2.9.1.dylib'), 'library');
       fs.symlinkSync('libtensorflow.2.9.1.dylib', join(package, 'deps', 'lib', 'libtensorflow.2.dylib'));
       fs.mkdirSync(join(package, 'lib', 'napi-v8'), { recursive: true });
       fs.writeFileSync(join(package, 'lib', 'napi-v8', 'tfjs_binding.node'), 'addon');`,
    );
    await installCompiled(folder, () => {});
    assert.equal(readFileSync(join(folder, 'lib', 'napi-v8', 'tfjs_binding.node'), 'utf8'), 'addon');
    assert.equal(readFileSync(join(folder, 'deps', 'lib', 'libtensorflow.2.dylib'), 'utf8'), 'library');
    assert.equal(existsSync(join(folder, 'deps', 'lib', 'old')), false);
  });

  it('says what is missing for compiling, and how this system installs it', async () => {
    const none = () => Promise.resolve(null);
    const onlyMake = (program: string) => Promise.resolve(program === 'make' ? '4.3' : null);
    await assert.rejects(requireTools('linux', none), /g\+\+ and make are missing/);
    await assert.rejects(requireTools('linux', onlyMake), /^SetupError: g\+\+ is missing/);
    await assert.rejects(
      requireTools('darwin', none),
      (error: Error & { advice: string }) =>
        /Xcode's command line tools are missing/.test(error.message) &&
        /xcode-select --install/.test(error.advice),
    );
    await requireTools('darwin', () => Promise.resolve('/Library/Developer/CommandLineTools'));
    assert.match(compileAdvice('darwin'), /xcode-select --install/);
    assert.doesNotMatch(compileAdvice('linux'), /xcode/);
  });
});
