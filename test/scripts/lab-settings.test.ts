import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const venv = join(__dirname, '..', '..', '.venv');
const schemas = join(venv, 'share', 'jupyter', 'lab', 'schemas');

interface Property {
  readonly type: string;
  readonly oneOf?: readonly { readonly const: string }[];
}

test(
  'what JupyterLab is told are settings that it has, with values that they take',
  { skip: !existsSync(schemas) && 'JupyterLab is not installed' },
  async () => {
    const { overrides } = await import('../../scripts/setup/lab-settings.mjs');
    for (const [plugin, settings] of Object.entries(overrides)) {
      const [extension, name] = plugin.split(':');
      const schema = readFileSync(join(schemas, ...extension.split('/'), `${name}.json`), 'utf8');
      const { properties } = JSON.parse(schema) as { properties: Record<string, Property | undefined> };
      for (const [key, value] of Object.entries(settings)) {
        const known = properties[key];
        assert.equal(Array.isArray(value) ? 'array' : typeof value, known?.type, `${plugin} ${key}`);
        const choices = known?.oneOf?.map((choice) => choice.const) ?? [value];
        assert.ok((choices as unknown[]).includes(value), `${key} ${String(value)}`);
      }
    }
  },
);

test('neither news nor newer versions are asked for, and the set-up writes just that', async () => {
  const { overrides, labSettings } = await import('../../scripts/setup/lab-settings.mjs');
  assert.deepEqual(overrides['@jupyterlab/apputils-extension:notification'], {
    checkForUpdates: false,
    fetchNews: 'false',
  });
  assert.deepEqual(JSON.parse(labSettings.inputs().overrides), overrides);
});

interface Shortcut {
  readonly command: string;
  readonly keys: readonly string[];
  readonly selector: string;
  readonly disabled?: boolean;
}

test(
  'every key that the arrows do in a notebook is put aside where a slider has the focus, and there alone',
  { skip: !existsSync(schemas) && 'JupyterLab is not installed' },
  async () => {
    const { overrides } = await import('../../scripts/setup/lab-settings.mjs');
    const { shortcuts } = overrides['@jupyterlab/shortcuts-extension:shortcuts'];
    const text = readFileSync(join(schemas, '@jupyterlab', 'notebook-extension', 'tracker.json'), 'utf8');
    const shipped = (JSON.parse(text) as { 'jupyter.lab.shortcuts': Shortcut[] })['jupyter.lab.shortcuts'];
    // With the focus on anything in the notebook: a slider, too.
    const ofArrows = shipped.filter(
      ({ keys, selector }) => /^Arrow/.test(keys[0]) && selector.endsWith(' :focus'),
    );
    assert.equal(ofArrows.length, 4);
    const plain = ({ command, keys, selector }: Shortcut): string => `${command} ${keys.join()} ${selector}`;
    const [aside, instead] = [true, false].map((disabled) =>
      shortcuts.filter((one: Shortcut) => (one.disabled ?? false) === disabled).map(plain),
    );
    assert.deepEqual([...aside].sort(), ofArrows.map(plain).sort());
    assert.deepEqual(
      instead,
      aside.map((one) => `${one}:not(input)`),
    );
  },
);
