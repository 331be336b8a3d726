import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { NOTEBOOKS, PAGES } from '../scripts/pages';
import { findChromium, launchChromium } from './chromium';

/** As `npm run book` left it; the pages are opened from the folder, without a server. */
const SITE = path.resolve(__dirname, '..', '..', 'docs', 'site');
const CHROMIUM = findChromium();

/** A busy machine takes its time over a page of two megabytes; nothing here is timed. */
const PATIENCE = 180_000;

const notBuilt = (): string | false => (existsSync(SITE) ? false : 'the book is not built (npm run book)');
const missing = (): string | false =>
  notBuilt() || (CHROMIUM === null ? 'no Chromium or Chrome was found: CHROMIUM_PATH' : false);

const NOTEBOOK_PAGES = NOTEBOOKS.map((file) => file.replace(/ipynb$/, 'html'));
const address = (page: string): string => pathToFileURL(path.join(SITE, page)).href;

/** Files in the site, by their path in it with slashes. */
function files(folder = '', found: string[] = []): string[] {
  for (const entry of readdirSync(path.join(SITE, folder), { withFileTypes: true })) {
    const inner = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) files(inner, found);
    else found.push(inner);
  }
  return found;
}

/** Without scripts, whose texts may look like tags. */
const withoutScripts = (html: string): string =>
  html.replace(/(<script\b[^>]*>)[^]*?<\/script>/g, '$1</script>');

test(
  'every link, picture and script of the built book is there, with the heading that it names',
  { skip: notBuilt() },
  () => {
    const there = new Set(files());
    // `npm run book -- --quick` leaves the library's pages out.
    const withLibrary = there.has('docs/api/index.html');
    const texts = new Map<string, string>();
    const textOf = (page: string): string => {
      const known = texts.get(page) ?? withoutScripts(readFileSync(path.join(SITE, page), 'utf8'));
      texts.set(page, known);
      return known;
    };
    const own = [...there].filter((file) => file.endsWith('.html') && !/^(docs\/api|_static)\//.test(file));
    assert.ok(own.length > NOTEBOOKS.length + 5, `${own.length} pages`);
    const broken: string[] = [];
    for (const page of own) {
      for (const [, target] of textOf(page).matchAll(/\s(?:href|src)="([^"]*)"/g)) {
        if (/^(https?:|data:|mailto:|#$|$)/.test(target)) continue;
        const [name, fragment] = target.replace(/&amp;/g, '&').split('#');
        const file = decodeURI(name.replace(/\?.*$/, ''));
        const found = file ? path.posix.join(path.posix.dirname(page), file) : page;
        if (found.startsWith('docs/api/') && !withLibrary) continue;
        if (!there.has(found)) broken.push(`${page}: ${target}`);
        else if (fragment && found.endsWith('.html') && !found.startsWith('docs/api/')) {
          if (!textOf(found).includes(`id="${decodeURIComponent(fragment)}"`))
            broken.push(`${page}: ${target}`);
        }
      }
      // Nothing is fetched from elsewhere.
      for (const [tag] of textOf(page).matchAll(/<(?:script|img|link rel="(?:stylesheet|preload)")[^>]*>/g)) {
        if (/(?:src|href)="https?:/.test(tag)) broken.push(`${page}: ${tag}`);
      }
    }
    assert.deepEqual(broken, []);
  },
);

/** A page of a browser of its own, and what went wrong in it. */
async function openAt(browser: Browser, width: number): Promise<{ page: Page; errors: string[] }> {
  const page = await (await browser.newContext({ viewport: { width, height: 900 } })).newPage();
  page.setDefaultTimeout(PATIENCE);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => {
    if (!/^(file|data|blob):/.test(request.url())) errors.push(`asks for ${request.url()}`);
  });
  page.on('requestfailed', (request) => errors.push(`${request.url()} failed`));
  return { page, errors };
}

async function openBrowser(t: TestContext): Promise<{ browser: Browser; pictures: string | undefined }> {
  const browser = await launchChromium(CHROMIUM!);
  t.after(() => browser.close());
  const pictures = process.env.DASH_SCREENSHOTS;
  if (pictures) await mkdir(pictures, { recursive: true });
  return { browser, pictures };
}

/** Scrolls to each figure and waits until it is drawn. */
async function drawAll(page: Page): Promise<number> {
  const figures = page.locator('.stored-figure');
  const count = await figures.count();
  for (let k = 0; k < count; k++) {
    await figures.nth(k).scrollIntoViewIfNeeded();
    await figures.nth(k).locator('svg.marks').first().waitFor({ timeout: PATIENCE });
    const box = await figures.nth(k).locator('svg.marks').first().boundingBox();
    assert.ok(box && box.width > 100 && box.height > 50, `figure ${k}: ${JSON.stringify(box)}`);
  }
  return count;
}

/** The figures that are wider than their column, and so have to be moved to be seen whole. */
const cutFigures = (page: Page): Promise<string[]> =>
  page
    .locator('.stored-figure')
    .evaluateAll((figures) =>
      figures
        .filter((figure) => figure.scrollWidth > figure.clientWidth)
        .map((figure) => `${figure.scrollWidth} pixels in ${figure.clientWidth}`),
    );

/** Waits until its formulas are set, which comes after the page is there, and asks that nothing reaches beyond it. */
async function fits(page: Page, name: string): Promise<void> {
  if ((await page.locator('.math').count()) > 0) {
    await page.locator('mjx-container svg').first().waitFor({ timeout: PATIENCE, state: 'attached' });
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 0, `${name} is ${wide} pixels wider than the page`);
}

/** Tables of a notebook that do not show all of their columns, but those of so many that they must be moved. */
const cutTables = (page: Page): Promise<string[]> =>
  page.locator('.bd-article .cell_output table').evaluateAll((tables) =>
    tables
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
      .filter((table) => table.querySelectorAll('thead th').length < 10)
      .map(({ textContent }) => textContent.slice(0, 80)),
  );

for (const width of [390, 1400]) {
  test(
    `the notebooks' pages at ${width} pixels: formulas set, figures drawn, nothing wider than the page`,
    { skip: missing() },
    async (t) => {
      const { browser, pictures } = await openBrowser(t);
      for (const name of NOTEBOOK_PAGES) {
        const { page, errors } = await openAt(browser, width);
        await page.goto(address(name));
        assert.ok((await drawAll(page)) > 0, `${name}: figures`);
        await fits(page, name);
        if (width > 1000) assert.deepEqual(await cutFigures(page), [], `${name}: figures cut`);
        if (width > 1000) assert.deepEqual(await cutTables(page), [], `${name}: tables cut`);
        assert.deepEqual(errors, [], name);
        if (pictures) {
          const file = `${path.basename(name, '.html')}-${width}.png`;
          await page.screenshot({ path: path.join(pictures, file), fullPage: true });
        }
        await page.context().close();
      }
    },
  );
}

for (const width of [390, 1400]) {
  test(
    `every other page of the book at ${width} pixels: nothing wider than the page`,
    { skip: missing() },
    async (t) => {
      const { browser, pictures } = await openBrowser(t);
      const { twins } = await import('../../scripts/unfilled.mjs');
      const unfilled = [...twins().keys()].map((name) => `notebooks/unfilled/${name}`);
      const { page, errors } = await openAt(browser, width);
      for (const file of [...PAGES, ...unfilled]) {
        await page.goto(address(file.replace(/(md|ipynb)$/, 'html')));
        await page.locator('.bd-article h1').first().waitFor();
        await fits(page, file);
        const picture = `${file.replace(/\W+/g, '-')}-${width}.png`;
        if (pictures) await page.screenshot({ path: path.join(pictures, picture), fullPage: true });
      }
      assert.deepEqual(errors, []);
    },
  );
}

test(
  'a figure of the book is alive: what is pointed at tells its values, and a slider changes it',
  { skip: missing() },
  async (t) => {
    const { browser } = await openBrowser(t);
    const { page, errors } = await openAt(browser, 1400);
    let [tooltips, sliders] = [0, 0];
    for (const name of NOTEBOOK_PAGES) {
      await page.goto(address(name));
      await drawAll(page);
      const withSlider = page.locator('.stored-figure', {
        has: page.locator('.vega-bind input[type=range]'),
      });
      for (let k = 0; k < (await withSlider.count()); k++) {
        sliders++;
        const figure = withSlider.nth(k).locator('svg.marks').first();
        const before = await figure.innerHTML();
        const slider = withSlider.nth(k).locator('.vega-bind input').first();
        await slider.evaluate((input: HTMLInputElement) => {
          input.value = input.value === input.min ? input.max : input.min;
          input.dispatchEvent(new Event('input', { bubbles: true }));
        });
        await page.waitForTimeout(500);
        assert.notEqual(await figure.innerHTML(), before, `${name}: a slider that changes nothing`);
      }
      const marks = page.locator('.stored-figure .mark-symbol path, .stored-figure .mark-rect path');
      for (let k = 0; k < Math.min(await marks.count(), 20); k++) {
        await marks
          .nth(k)
          .hover({ force: true, timeout: 2000 })
          .catch(() => undefined);
        if (await page.locator('#vg-tooltip-element.visible').count()) {
          tooltips++;
          break;
        }
      }
    }
    assert.ok(tooltips > 0, 'no figure has a tooltip');
    assert.ok(sliders >= 2, `${sliders} figures with a slider`);
    assert.deepEqual(errors, []);
  },
);

test(
  'from the first page to the next and back, into the dark, and to what is searched for',
  { skip: missing() },
  async (t) => {
    const { browser, pictures } = await openBrowser(t);
    const { page, errors } = await openAt(browser, 1400);
    await page.goto(address('index.html'));
    await page.waitForURL(/README\.html/);
    const title = await page.title();
    await page.locator('a.right-next').click();
    await page.waitForURL((url) => !url.pathname.endsWith('/README.html'));
    await page.locator('a.left-prev').click();
    await page.waitForURL(/\/README\.html/);
    assert.equal(await page.title(), title);

    const background = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const before = await background();
    await page.locator('button.theme-switch-button').first().click();
    await page.locator('button.theme-change-button[data-mode=dark]').first().click();
    assert.notEqual(await background(), before, 'no dark mode');
    if (pictures) await page.screenshot({ path: path.join(pictures, 'book-dark.png') });

    // What was chosen holds on the next page, whose figures are as they were drawn: for white paper.
    await page.goto(address(NOTEBOOK_PAGES[0]));
    assert.notEqual(await background(), before);
    const picture = page.locator('.stored-figure img').last();
    const shown = await picture.evaluate((image) => {
      const { filter, padding } = getComputedStyle(image);
      return { filter, padding, paper: getComputedStyle(image.parentElement!).backgroundColor };
    });
    assert.deepEqual(shown, { filter: 'none', padding: '0px', paper: 'rgb(255, 255, 255)' });
    assert.deepEqual(errors, []);

    // Excerpts of the pages found are fetched, which a browser refuses on file://; the list of them is not.
    await page.goto(`${address('search.html')}?q=lasso`);
    const found = page.locator('ul.search li a', { hasText: 'How far to trust a prior' });
    await found.first().waitFor({ timeout: PATIENCE });
  },
);
