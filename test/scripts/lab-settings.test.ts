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
        assert.equal(typeof value, known?.type, `${plugin} ${key}`);
        const choices = known?.oneOf?.map((choice) => choice.const) ?? [value];
        assert.ok((choices as unknown[]).includes(value), `${key} ${value}`);
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
