import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { readResults, resultsOf } from '../../lib/experiments/result-store';
import { corruptionPoints, corruptionTable } from '../../lib/reproduction/tables/corruption';
import { gridOf } from '../../lib/reproduction/grids/grids';
import { NOTEBOOKS, PAGES, PROJECT, markdownOf } from './pages';

const page = (...parts: string[]): string => readFileSync(path.join(PROJECT, 'docs', ...parts), 'utf8');

/** The text of every source of the library, in one. */
function librarySources(folder = path.join(PROJECT, 'lib')): string {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const inner = path.join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === 'dist' ? [] : librarySources(inner);
      return entry.name.endsWith('.ts') ? readFileSync(inner, 'utf8') : [];
    })
    .join('\n');
}

test('every notebook has its prerequisites, minutes, goals, key points and references, in order', () => {
  const sections = page('notebooks.md').split(/^## /m).slice(1);
  const linked = sections.map((section) => /\]\(\.\.\/(notebooks\/[^)]+)\)/.exec(section)?.[1]);
  assert.deepEqual(linked, NOTEBOOKS);
  for (const section of sections) {
    const heads = [...section.matchAll(/^- \*\*(.+?)\*\*/gm)].map(([, head]) => head);
    assert.deepEqual(
      heads,
      ['Before it:', 'Minutes:', 'You learn to', 'Key points:', 'References:'],
      section.split('\n')[0],
    );
  }
});

test('every exercise has an answer that folds', () => {
  const files = readdirSync(path.join(PROJECT, 'docs', 'exercises')).filter((name) => /^\d/.test(name));
  assert.ok(files.length >= 5);
  for (const file of files) {
    const exercises = page('exercises', file).split(/^## /m).slice(1);
    assert.ok(exercises.length > 0, file);
    exercises.forEach((exercise, k) => {
      assert.match(exercise, new RegExp(`^${k + 1}\\. `), `${file}: numbered`);
      const answers = exercise.match(/<details><summary>Answer<\/summary>\n\n[^]+?\n\n<\/details>/g);
      assert.equal(answers?.length, 1, `${file}, exercise ${k + 1}`);
    });
  }
});

test('the pages of exercises have as many as their notebooks', () => {
  for (const file of readdirSync(path.join(PROJECT, 'docs', 'exercises')).filter((name) =>
    /^\d/.test(name),
  )) {
    const notebook = NOTEBOOKS.find((name) => name.startsWith(`notebooks/${file.replace('.md', '')}-`));
    assert.ok(notebook, `${file}: no such notebook`);
    const [, asked] = markdownOf(notebook).split(/^#+ .*Exercises$/m);
    const inNotebook = asked.split(/^#+ /m)[0].match(/^\d+\. /gm)?.length;
    assert.equal(page('exercises', file).match(/^## /gm)?.length, inNotebook, file);
  }
});

test('what the pages call of the library is exported', () => {
  const exported = readFileSync(path.join(PROJECT, 'lib', 'index.ts'), 'utf8');
  let calls = 0;
  for (const file of PAGES.filter((name) => name.startsWith('docs/'))) {
    for (const [, name] of markdownOf(file).matchAll(/\bdash\.(\w+)/g)) {
      calls++;
      assert.match(exported, new RegExp(`\\b${name}\\b`), `${file}: dash.${name}`);
    }
  }
  assert.ok(calls > 20, `${calls} calls`);
});

test('every name in the list of symbols is one of the library', () => {
  const sources = librarySources();
  const rows = page('glossary.md')
    .split('## Words')[0]
    .split('\n')
    .filter((line) => /^\| (?!symbol|-)/.test(line));
  assert.ok(rows.length > 30, `${rows.length} symbols`);
  const named = rows.flatMap((row) => [
    ...row
      .split(' | ')
      .at(-1)!
      .matchAll(/`(\w+)`/g),
  ]);
  assert.ok(named.length > 30, `${named.length} names`);
  for (const [, name] of named) assert.match(sources, new RegExp(`\\b${name}\\b`), name);
});

test('how wrong a prior may be, in the exercises, is what the stored runs say', () => {
  const [section] = gridOf('corruption');
  const { rows } = corruptionTable(corruptionPoints(resultsOf(section.experiments, readResults())));
  const mean = (moved: string, column: number): string =>
    String(rows.find(([share]) => share === moved)?.[column]).split(' ')[0];
  const [prior, dash, imp] = [1, 2, 4];
  const prose = page('exercises', '01.md').replace(/\s+/g, ' ');
  for (const said of [
    `DASH ${mean('5', dash)} % balanced accuracy at 5 % of the edges moved, ${mean('10', dash)} at 10, ${mean('20', dash)} at 20, ` +
      `${mean('40', dash)} at 40 and ${mean('80', dash)} at 80; IMP, which reads no prior, has ${mean('40', imp)} %`,
    `still better at that point (${mean('40', prior)} %)`,
  ]) {
    assert.ok(prose.includes(said), said);
  }
});
