import assert from 'node:assert/strict';

/** An XML element: its name, attributes, children and the text right within it. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Parses a small XML document (no comments, sections or document types) and fails where it is not well formed. */
export function parseXml(document: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open: Element[] = [root];
  let place = 0;
  const token = /<\?[^?]*\?>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;
  while (place < document.length) {
    token.lastIndex = place;
    const match = token.exec(document);
    assert.ok(match, `not well formed at ${place}: ${document.slice(place, place + 60)}`);
    place = token.lastIndex;
    const [, closed, opened, attributes, empty, text] = match;
    const here = open[open.length - 1];
    if (closed) {
      assert.equal(open.pop()?.name, closed);
    } else if (opened) {
      const element: Element = { name: opened, attributes: attributesOf(attributes), children: [], text: '' };
      here.children.push(element);
      if (!empty) open.push(element);
    } else if (text) {
      here.text += unescaped(text);
    }
  }
  assert.equal(open.length, 1, 'an element is not closed');
  assert.equal(root.children.length, 1, 'one root element');
  return root.children[0];
}

function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name, value] of text.matchAll(/([\w:.-]+)="([^"]*)"/g)) {
    assert.ok(!(name in found), `attribute ${name} stands twice`);
    found[name] = unescaped(value);
  }
  return found;
}

function unescaped(text: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  assert.ok(!/&(?!(?:amp|lt|gt|quot|apos|#\d+);)/.test(text), `a bare & in ${text}`);
  return text.replace(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, name: string) =>
    code ? String.fromCharCode(Number(code)) : entities[name],
  );
}
