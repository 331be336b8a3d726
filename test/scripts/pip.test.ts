import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

describe('localIndex', async () => {
  const { localIndex } = await import('../../scripts/setup/pip.mjs');

  it('finds no local index in a configuration without one', () => {
    assert.equal(localIndex(''), null);
    assert.equal(
      localIndex("global.cert='/etc/ssl/certs/company.pem'\n:env:.find-links='/srv/wheels'\n"),
      null,
    );
    assert.equal(localIndex("global.index-url='https://pypi.example.org/simple'\n"), null);
  });

  it('finds the index in a folder, with a space or a quote in its path', () => {
    assert.equal(localIndex("global.index-url='file:///srv/wheels/simple'\n"), 'file:///srv/wheels/simple');
    assert.equal(localIndex(`global.index-url="file:///srv/ann's/simple"`), "file:///srv/ann's/simple");
  });

  it('lets the environment go before the files, as pip does', () => {
    const config =
      "global.index-url='file:///srv/wheels'\n:env:.index-url='https://pypi.example.org/simple'\n";
    assert.equal(localIndex(config), null);
  });

  it('takes an extra index in a folder only where no main index is configured', () => {
    const extra = "global.extra-index-url='https://example.org/simple\\nfile:///srv/wheels'\n";
    assert.equal(localIndex(extra), 'file:///srv/wheels');
    assert.equal(localIndex(`${extra}global.index-url='https://pypi.example.org/simple'\n`), null);
  });
});
