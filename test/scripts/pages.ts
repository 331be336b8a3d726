import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

export const PROJECT = path.resolve(__dirname, '..', '..');

/** Folders whose Markdown is made, or is no page of the documentation. */
const NOT_PAGES = ['docs/api', 'docs/site', 'docs/book'];

/** Paths in a folder of the project and below it, with slashes, of files that end so. */
function below(folder: string, ending: string): string[] {
  return readdirSync(path.join(PROJECT, folder), { withFileTypes: true }).flatMap((entry) => {
    const inner = `${folder}/${entry.name}`;
    if (NOT_PAGES.includes(inner) || entry.name.startsWith('.')) return [];
    if (entry.isDirectory()) return below(inner, ending);
    return entry.name.endsWith(ending) ? [inner] : [];
  });
}

/** Notebooks in a folder of the project, by their path in it. */
const notebooksIn = (folder: string): string[] =>
  readdirSync(path.join(PROJECT, folder))
    .filter((name) => /^[^.].*\.ipynb$/.test(name))
    .map((name) => `${folder}/${name}`)
    .sort();

export const NOTEBOOKS = notebooksIn('notebooks');

/** Every page of the documentation, by its path in the project. */
export const PAGES = [
  ...readdirSync(PROJECT).filter((name) => name.endsWith('.md')),
  ...['data', 'bench', 'workflow'].map((folder) => `${folder}/README.md`),
  ...below('docs', '.md'),
].sort();

/** The Markdown of a page, or of a notebook's text cells. */
export function markdownOf(page: string): string {
  const text = readFileSync(path.join(PROJECT, page), 'utf8');
  if (!page.endsWith('.ipynb')) return text;
  const { cells } = JSON.parse(text) as { cells: { cell_type: string; source: string | string[] }[] };
  return cells
    .filter(({ cell_type }) => cell_type === 'markdown')
    .map(({ source }) => [source].flat().join(''))
    .join('\n\n');
}

/** Without what stands in fences and between backticks, where brackets are code. */
const prose = (markdown: string): string =>
  markdown.replace(/^(```+|~~~+)[^]*?^\1\s*$/gm, '').replace(/(`+)[^]*?\1/g, '');

/** Targets of links and pictures, in Markdown and in HTML. */
export function linksOf(page: string): string[] {
  const text = prose(markdownOf(page));
  return [
    ...[...text.matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)].map(([, target]) => target),
    ...[...text.matchAll(/<(?:a|img)\b[^>]*\b(?:href|src)="([^"]+)"/g)].map(([, target]) => target),
  ];
}

/** The names that GitHub gives the headings of a page, under which a link finds them. */
export function anchorsOf(page: string): string[] {
  const headings = markdownOf(page)
    .replace(/^(```+|~~~+)[^]*?^\1\s*$/gm, '')
    .matchAll(/^#{1,6}\s+(.*?)\s*$/gm);
  return [...headings].map(([, title]) =>
    title
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}

/** Why a link of a page leads nowhere, or null. Only what lies in the project is asked. */
export function brokenLink(page: string, link: string): string | null {
  if (/^(https?:|mailto:)/.test(link)) return null;
  const [file, anchor] = decodeURI(link).split('#');
  const target = file ? path.posix.join(path.posix.dirname(page), file) : page;
  // The library's pages are made by typedoc, beside the book's.
  if (target.startsWith('docs/api/')) return null;
  if (target.startsWith('..')) return null; // GitHub's own pages of the repository
  if (!existsSync(path.join(PROJECT, target))) return `${page}: ${link} is not there`;
  if (!anchor || !/\.(md|ipynb)$/.test(target)) return null;
  return anchorsOf(target).includes(anchor) ? null : `${page}: ${link}: no such heading`;
}
